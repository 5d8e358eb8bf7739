package keyword_test

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"huifang/nlp/keyword"
	"huifang/nlp/keyword/corpus"
	"huifang/nlp/segment"
	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

//go:embed testdata/calls.tsv
var callCases string

func annotated(t testing.TB, a *segment.Annotator, texts ...string) *schemas.Call {
	t.Helper()
	c := &schemas.Call{ID: "t"}
	for i, text := range texts {
		c.Turns = append(c.Turns, schemas.Turn{Idx: i, Text: text})
	}
	if err := a.Annotate(c); err != nil {
		t.Fatal(err)
	}
	return c
}

func extract(t testing.TB, e *keyword.Extractor, c *schemas.Call) []schemas.Keyword {
	t.Helper()
	keywords, err := e.Extract(c)
	if err != nil {
		t.Fatal(err)
	}
	return keywords
}

func terms(keywords []schemas.Keyword) []string {
	var terms []string
	for _, k := range keywords {
		terms = append(terms, k.Term)
	}
	return terms
}

// Columns: turns, the first keyword, words that must not be keywords.
func TestExtract(t *testing.T) {
	a, e := segment.NewAnnotator(segment.OpenUnigram()), keyword.New(keyword.DefaultMax)
	for line := range strings.Lines(callCases) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		got := terms(extract(t, e, annotated(t, a, strings.Split(f[0], "|")...)))
		if f[1] == "" && len(got) > 0 || f[1] != "" && (len(got) == 0 || got[0] != f[1]) {
			t.Errorf("%s: keywords %v, want %q first", f[0], got, f[1])
		}
		for absent := range strings.FieldsSeq(f[2]) {
			if slices.Contains(got, absent) {
				t.Errorf("%s: %s among keywords %v", f[0], absent, got)
			}
		}
	}
}

func TestExtractLeavesOutPersonalData(t *testing.T) {
	a, e := segment.NewAnnotator(segment.OpenUnigram()), keyword.New(keyword.DefaultMax)
	c := annotated(t, a, "无人机卖不动,螺旋桨也卖不动", "无人机呢,螺旋桨呢")
	for _, want := range []string{"无人机", "螺旋桨"} {
		if got := terms(extract(t, e, c)); !slices.Contains(got, want) {
			t.Fatalf("keywords %v without %s", got, want)
		}
	}
	c.Turns[0].PII = []schemas.PIISpan{{Type: "NAME", Start: 1, End: 2}}
	c.Turns[1].Entities = []schemas.Entity{{Type: schemas.EntityPerson, Start: 0, End: 3}}
	c.Turns[1].Entities = append(c.Turns[1].Entities, schemas.Entity{Type: schemas.EntityOrg, Start: 5, End: 8})
	got := terms(extract(t, e, c))
	if slices.Contains(got, "无人机") {
		t.Errorf("keywords %v hold a name", got)
	}
	if !slices.Contains(got, "螺旋桨") {
		t.Errorf("keywords %v lack an organisation", got)
	}
}

func TestExtractEmpty(t *testing.T) {
	got := extract(t, keyword.New(keyword.DefaultMax), &schemas.Call{})
	if got == nil || len(got) != 0 {
		t.Errorf("keywords %v, want none but not nil", got)
	}
}

// trainCalls returns the annotated training calls.
func trainCalls(t testing.TB) []*schemas.Call {
	t.Helper()
	f, err := os.Open("../corpus/train_calls.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a := segment.NewAnnotator(segment.OpenUnigram())
	var calls []*schemas.Call
	for dec := json.NewDecoder(bufio.NewReader(f)); dec.More(); {
		var c schemas.Call
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		if err := a.Annotate(&c); err != nil {
			t.Fatal(err)
		}
		calls = append(calls, &c)
	}
	return calls
}

// On every call of the corpus keywords fall by score, stand in the talk, are
// distinct and few, and come out the same from many goroutines.
func TestExtractCorpus(t *testing.T) {
	const limit = 7
	e := keyword.New(limit)
	calls := trainCalls(t)
	want := make([][]schemas.Keyword, len(calls))
	for i, c := range calls {
		want[i] = extract(t, e, c)
		checkKeywords(t, c, want[i], limit)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, c := range calls {
				if got, err := e.Extract(c); err != nil || !slices.Equal(got, want[i]) {
					t.Errorf("%s: %v %v, alone %v", c.ID, got, err, want[i])
				}
			}
		})
	}
	wg.Wait()
}

func checkKeywords(t *testing.T, c *schemas.Call, keywords []schemas.Keyword, limit int) {
	t.Helper()
	if len(keywords) > limit {
		t.Errorf("%s: %d keywords, at most %d", c.ID, len(keywords), limit)
	}
	var talk strings.Builder
	for _, turn := range c.Turns {
		talk.WriteString(turn.Text + "\n")
	}
	seen := map[string]bool{}
	for i, k := range keywords {
		if i > 0 && k.Score > keywords[i-1].Score {
			t.Errorf("%s: %v after %v", c.ID, k, keywords[i-1])
		}
		if k.Score <= 0 || k.LogRatio < 1 || k.Count < 1 || seen[k.Term] || !strings.Contains(talk.String(), k.Term) {
			t.Errorf("%s: keyword %+v", c.ID, k)
		}
		seen[k.Term] = true
	}
}

// The shipped background is what genbackground makes of the corpus.
func TestBackgroundIsUpToDate(t *testing.T) {
	if testing.Short() {
		t.Skip("counts the whole corpus")
	}
	trie, err := corpus.Background("../corpus")
	if err != nil {
		t.Fatal(err)
	}
	packed, err := os.ReadFile("background.zst")
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := lexicon.Decompress(packed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(shipped, lexicon.Encode(trie)) {
		t.Error("background.zst is stale: run go generate")
	}
}

// Tokens from elsewhere may be anything: Extract must not panic on them.
func FuzzExtract(f *testing.F) {
	for line := range strings.Lines(callCases) {
		f.Add(line, 0, 3, 3, 5)
	}
	e := keyword.New(keyword.DefaultMax)
	f.Fuzz(func(t *testing.T, text string, s1, e1, s2, e2 int) {
		tokens := []schemas.Token{{Start: s1, End: e1, POS: "n"}, {Start: s2, End: e2, POS: "n"}}
		c := &schemas.Call{Turns: []schemas.Turn{{Text: text, Tokens: tokens}, {Text: text, Tokens: tokens}}}
		for _, k := range extract(t, e, c) {
			if !strings.Contains(text, k.Term) || k.Score <= 0 {
				t.Errorf("%q: keyword %+v", text, k)
			}
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	calls := trainCalls(b)[:50]
	e := keyword.New(keyword.DefaultMax)
	extract(b, e, calls[0])
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range calls {
			if _, err := e.Extract(c); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(calls)), "ns/call")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := keyword.New(1).Extract(&schemas.Call{}); err != nil {
			b.Fatal(err)
		}
	}
}
