package english

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"testing"

	"huifang/schemas"
)

//go:embed testdata/tags.tsv
var tagCases string

// Columns: text with the span in brackets, tokens with their tags.
func TestTag(t *testing.T) {
	tagger := newTagger(t)
	for line := range strings.Lines(tagCases) {
		marked, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		before, rest, _ := strings.Cut(marked, "⟨")
		inside, after, _ := strings.Cut(rest, "⟩")
		text := before + inside + after
		span := schemas.Span{Start: len([]rune(before)), End: len([]rune(before + inside))}
		if got := tagged(t, tagger, text, span); got != want {
			t.Errorf("%s: %s, want %s", marked, got, want)
		}
	}
}

func newTagger(tb testing.TB) *Tagger {
	tb.Helper()
	tagger, err := NewTagger()
	if err != nil {
		tb.Fatal(err)
	}
	return tagger
}

func tagged(t *testing.T, tagger *Tagger, text string, span schemas.Span) string {
	t.Helper()
	tokens := tagger.Tag(nil, text, span)
	runes := []rune(text)
	var out []string
	for _, tok := range tokens {
		out = append(out, string(runes[tok.Start:tok.End])+"/"+tok.POS)
	}
	return strings.Join(out, " ")
}

// Under -race this shows that one model serves many goroutines.
func TestTagConcurrently(t *testing.T) {
	tagger := newTagger(t)
	text := "We don't expect the shipment before Friday, so the cash flow is tight."
	span := schemas.Span{Start: 0, End: len(text)}
	want := tagged(t, tagger, text, span)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if tokens := tagger.Tag(nil, text, span); len(tokens) != len(strings.Fields(want)) {
					t.Errorf("%v, alone %s", tokens, want)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzTag(f *testing.F) {
	for line := range strings.Lines(tagCases) {
		f.Add(line, 0, 20)
	}
	f.Add("&rsquo; it&rsquo;s İstanbul's", 0, 30)
	tagger := newTagger(f)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		n := len([]rune(text))
		if start < 0 || end < start || end > n {
			t.Skip()
		}
		head := []schemas.Token{{Start: -1, End: -1}}
		tokens := tagger.Tag(head, text, schemas.Span{Start: start, End: end})
		if !slices.Equal(tokens[:1], head) {
			t.Errorf("tokens begin with %v, want what was passed in", tokens[0])
		}
		at := start
		for _, tok := range tokens[1:] {
			if tok.Start < at || tok.End <= tok.Start || tok.End > end {
				t.Fatalf("%q[%d:%d]: token %v after %d", text, start, end, tok, at)
			}
			if tok.POS == "" {
				t.Errorf("%q: token %v has no tag", text, tok)
			}
			at = tok.End
		}
	})
}

func BenchmarkTag(b *testing.B) {
	tagger := newTagger(b)
	text := "We don't expect the shipment before Friday, so the cash flow is tight until the end of the month."
	span := schemas.Span{Start: 0, End: len(text)}
	dst := tagger.Tag(nil, text, span)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dst = tagger.Tag(dst[:0], text, span)
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewTagger(); err != nil {
			b.Fatal(err)
		}
	}
}
