//go:build !ne

package segment

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/go-ego/gse"

	"huifang/nlp/normalize"
	"huifang/nlp/segment/lexicon/gsedict"
	"huifang/schemas"
)

// Without terms the default engine is gse's Cut(text, false), word for word, on
// every stretch of Chinese characters of the corpus. Left out are the few with a
// character that begins words and is none, of which gse takes log 0.
func TestUnigramIsGSECut(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the dictionary of gse")
	}
	u := must[*Unigram](t)(bare())
	ref := must[*gse.Segmenter](t)(gsedict.Load())
	stretches, leftOut := 0, 0
	for _, text := range corpus(t) {
		for _, s := range hanStretches(text) {
			if beginsNoWord(ref, s) {
				leftOut++
				continue
			}
			stretches++
			if got, want := cut(u, s), ref.Cut(s, false); !slices.Equal(got, want) {
				t.Errorf("%s: %s, gse %s", s, strings.Join(got, " "), strings.Join(want, " "))
			}
		}
	}
	if leftOut > stretches/100 {
		t.Errorf("%d stretches compared, %d left out", stretches, leftOut)
	}
}

func hanStretches(text string) []string {
	return strings.FieldsFunc(string(normalize.Fold(nil, text)), func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// beginsNoWord reports whether gse meets the logarithm of 0 in s.
func beginsNoWord(ref *gse.Segmenter, s string) bool {
	for _, r := range s {
		if freq, _, known := ref.Find(string(r)); known && freq == 0 {
			return true
		}
	}
	return false
}

// With the terms both engines cut alike, but for two reasons: paths that are
// equally probable to within a float32, where gse takes the one it meets first
// and Unigram the one with the longer first word; and characters that no
// dictionary has, which gse charges more than a word of frequency 1.
func TestEnginesAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the dictionary of gse")
	}
	u := must[*Unigram](t)(withTerms())
	terms, err := Terms()
	if err != nil {
		t.Fatal(err)
	}
	g := must[*GSE](t)(NewGSE(terms))
	same, ties, unknown := 0, 0, 0
	// gse counts the terms in, which makes every word so much dearer.
	dearer := math.Log1p(u.own.Total() / u.words.Total())
	for _, text := range corpus(t) {
		runes := normalize.Fold(nil, text)
		got, want := u.Segment(nil, runes), g.Segment(nil, runes)
		checkTiling(t, runes, want)
		switch {
		case slices.Equal(got, want):
			same++
		case math.Abs(u.score(runes, got)-u.score(runes, want)) < 1e-4+dearer*math.Abs(float64(len(got)-len(want))):
			ties++
		case slices.ContainsFunc(want, func(tok schemas.Token) bool { return tok.POS == posUnknown }):
			unknown++
		default:
			t.Errorf("%v (%v)\n%v (%v)", cut(u, text), u.score(runes, got), cut(g, text), u.score(runes, want))
		}
	}
	t.Logf("%d texts cut alike, %d ties, %d with unknown characters", same, ties, unknown)
	if ties+unknown > same/100 {
		t.Errorf("%d ties and %d texts with unknown characters against %d cut alike", ties, unknown, same)
	}
}

// score is the log probability of a way to cut text.
func (u *Unigram) score(text []rune, tokens []schemas.Token) float64 {
	sum := 0.0
	for _, tok := range tokens {
		word := text[tok.Start:tok.End]
		freq := max(u.words.Freq(word), u.own.Freq(word), 1)
		sum += math.Log(freq) - math.Log(u.words.Total())
	}
	return sum
}

func FuzzGSE(f *testing.F) {
	terms, err := Terms()
	if err != nil {
		f.Fatal(err)
	}
	g, err := NewGSE(terms)
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(cutCases) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		runes := normalize.Fold(nil, text)
		checkTiling(t, runes, g.Segment(nil, runes))
	})
}
