package segment

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"huifang/nlp/normalize"
	"huifang/schemas"
)

//go:embed testdata/cuts.tsv
var cutCases string

func TestUnigram(t *testing.T) {
	u := must[*Unigram](t)(withTerms())
	for line := range strings.Lines(cutCases) {
		text, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if got := strings.Join(cut(u, text), " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// A shipped term is one word alone and among the words that most often stand
// next to it.
func TestTermsStayWhole(t *testing.T) {
	u := must[*Unigram](t)(withTerms())
	terms, err := Terms()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range terms {
		for _, frame := range []string{"*", "的*了", "有没有*，", "因为*问题", "公司*怎么样", "就是*。"} {
			before, after, _ := strings.Cut(frame, "*")
			if !slices.Contains(cut(u, before+e.Word+after), e.Word) {
				t.Errorf("%s is cut in %s", e.Word, strings.Replace(frame, "*", e.Word, 1))
			}
		}
	}
	if len(terms) < 400 {
		t.Errorf("%d terms, want those of all files", len(terms))
	}
}

func TestUserDictionary(t *testing.T) {
	u, err := NewUnigram(entries(t, "川渝鑫泰 5 nt\n鑫泰贷"), entries(t, "川渝鑫泰 9 nz\nＸＹ-2号線"))
	if err != nil {
		t.Fatal(err)
	}
	tokens := u.Segment(nil, normalize.Fold(nil, "川渝鑫泰的鑫泰贷，xy-2号线"))
	want := []schemas.Token{
		{Start: 0, End: 4, POS: "nt"},
		{Start: 4, End: 5, POS: "uj"},
		{Start: 5, End: 8, POS: "n"},
		{Start: 8, End: 9, POS: "w"},
		{Start: 9, End: 15, POS: "n"},
	}
	if !slices.Equal(tokens, want) {
		t.Errorf("tokens %v, want %v", tokens, want)
	}
}

// Words and white space tile any text; the result does not depend on what was
// cut before or meanwhile.
func FuzzUnigram(f *testing.F) {
	u, err := withTerms()
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(cutCases) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		runes := normalize.Fold(nil, text)
		tokens := u.Segment(nil, runes)
		checkTiling(t, runes, tokens)
		u.Segment(nil, normalize.Fold(nil, "前一句"+text))
		if again := u.Segment(nil, runes); !slices.Equal(again, tokens) {
			t.Errorf("%q: %v, then %v", text, tokens, again)
		}
	})
}

func checkTiling(t *testing.T, text []rune, tokens []schemas.Token) {
	t.Helper()
	at := 0
	for _, tok := range append(slices.Clone(tokens), schemas.Token{Start: len(text), End: len(text)}) {
		if tok.Start < at || tok.End > len(text) {
			t.Fatalf("%q: token %v after %d", string(text), tok, at)
		}
		for ; at < tok.Start; at++ {
			if !unicode.IsSpace(text[at]) {
				t.Fatalf("%q: %q at %d is in no token", string(text), text[at], at)
			}
		}
		at = tok.End
	}
}

func TestUnigramConcurrently(t *testing.T) {
	u := must[*Unigram](t)(withTerms())
	texts := corpus(t)[:200]
	want := make([][]string, len(texts))
	for i, text := range texts {
		want[i] = cut(u, text)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, text := range texts {
				if got := cut(u, text); !slices.Equal(got, want[i]) {
					t.Errorf("%s: %v, alone %v", text, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}

func TestUnigramDoesNotAllocate(t *testing.T) {
	u := must[*Unigram](t)(withTerms())
	runes := normalize.Fold(nil, "我们的应收账款大概三点五个亿，还没有收回来呢")
	dst := u.Segment(nil, runes)
	if n := testing.AllocsPerRun(100, func() { dst = u.Segment(dst[:0], runes) }); n >= 1 {
		t.Errorf("%v allocations a text, want none", n)
	}
}
