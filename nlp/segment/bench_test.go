//go:build !ne

package segment

import (
	"testing"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"huifang/nlp/normalize"
	"huifang/nlp/segment/lexicon/gsedict"
)

// The benchmarks cut the same thousand turns and report the time a text and for
// 20 characters.
func benchmark(b *testing.B, cut func(text string)) {
	texts := corpus(b)[:1000]
	runes, bytes := 0, 0
	for _, text := range texts {
		runes += utf8.RuneCountInString(text)
		bytes += len(text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			cut(text)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*runes)*20, "ns/20runes")
}

func BenchmarkUnigram(b *testing.B) {
	u := must[*Unigram](b)(shipped())
	tokens, runes := u.Segment(nil, nil), []rune(nil)
	benchmark(b, func(text string) {
		runes = normalize.Fold(runes[:0], text)
		tokens = u.Segment(tokens[:0], runes)
	})
}

func BenchmarkLines(b *testing.B) {
	lines := NewLines(must[*Unigram](b)(shipped()))
	var out []byte
	benchmark(b, func(text string) { out = lines.Append(out[:0], text) })
}

func BenchmarkGSECut(b *testing.B) {
	seg := must[*gse.Segmenter](b)(gsedict.Load())
	benchmark(b, func(text string) { seg.Cut(text) })
}

func BenchmarkGSECutFalse(b *testing.B) {
	seg := must[*gse.Segmenter](b)(gsedict.Load())
	benchmark(b, func(text string) { seg.Cut(text, false) })
}

func BenchmarkOpenUnigram(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := OpenUnigram()(); err != nil {
			b.Fatal(err)
		}
	}
}
