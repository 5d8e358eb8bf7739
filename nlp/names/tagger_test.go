package names_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"huifang/nlp/names"
	"huifang/nlp/normalize"
	"huifang/nlp/segment"
	"huifang/schemas"
	"pgregory.net/rapid"
)

func load(t testing.TB) *names.Tagger {
	t.Helper()
	tagger, err := names.Load()
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

func engine(t testing.TB) segment.Engine {
	t.Helper()
	e, err := segment.OpenUnigram()()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// marked writes the names into a text as testdata/texts.txt has them.
func marked(text []rune, found []names.Name) string {
	var b strings.Builder
	at := 0
	for _, n := range found {
		b.WriteString(string(text[at:n.Start]) + "[" + n.Type + ":" + string(text[n.Start:n.End]) + "]")
		at = n.End
	}
	return b.String() + string(text[at:])
}

func unmarked(s string) string {
	for _, kind := range []string{schemas.EntityPerson, schemas.EntityLoc, schemas.EntityOrg} {
		s = strings.ReplaceAll(s, "["+kind+":", "")
	}
	return strings.ReplaceAll(s, "]", "")
}

func TestTexts(t *testing.T) {
	data, err := os.ReadFile("testdata/texts.txt")
	if err != nil {
		t.Fatal(err)
	}
	tagger, words := load(t), engine(t)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		kind, want, _ := strings.Cut(line, " ")
		register := names.Written
		if kind == "talk" {
			register = names.Spoken
		}
		plain := unmarked(want)
		text := normalize.Fold(nil, plain)
		found := tagger.Find(nil, text, words.Segment(nil, text), register)
		if got := marked([]rune(plain), found); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestTraditionalReadsAsSimplified checks that folded text in traditional
// characters and full width yields the same spans.
func TestTraditionalReadsAsSimplified(t *testing.T) {
	tagger, words := load(t), engine(t)
	find := func(s string) []names.Name {
		text := normalize.Fold(nil, s)
		return tagger.Find(nil, text, words.Segment(nil, text), names.Written)
	}
	a, b := find("国务院总理朱镕基昨天在北京会见了英国首相布莱尔，双方谈了2小时。"), find("國務院總理朱鎔基昨天在北京會見了英國首相布萊爾,雙方談了２小時。")
	if len(a) < 4 || len(a) != len(b) {
		t.Fatalf("%v and %v", a, b)
	}
	for k := range a {
		if a[k].Start != b[k].Start || a[k].End != b[k].End || a[k].Type != b[k].Type {
			t.Errorf("%v and %v", a[k], b[k])
		}
	}
}

// TestSpans checks order and bounds on any text, with tokens that fit, are
// missing or are wrong, also when several goroutines share the tagger.
func TestSpans(t *testing.T) {
	tagger := load(t)
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(rapid.StringOf(rapid.SampledFrom([]rune("王李建国北京上海市银行公司说在的，。a1 𠮷\n张德江"))).Draw(t, "text"))
		tokens := rapid.SliceOf(rapid.Custom(func(t *rapid.T) schemas.Token {
			start := rapid.IntRange(0, len(text)+1).Draw(t, "start")
			return schemas.Token{Start: start, End: start + rapid.IntRange(-1, 4).Draw(t, "length"), POS: rapid.SampledFrom([]string{"", "nr", "ns", "v"}).Draw(t, "pos")}
		})).Draw(t, "tokens")
		register := rapid.SampledFrom([]names.Register{names.Written, names.Spoken}).Draw(t, "register")
		want := tagger.Find(nil, text, tokens, register)
		at := 0
		for _, n := range want {
			if n.Start < at || n.End <= n.Start || n.End > len(text) {
				t.Fatalf("%q: name %v after %d", string(text), n, at)
			}
			at = n.End
		}
		var group sync.WaitGroup
		for range 2 {
			group.Go(func() {
				got := tagger.Find(nil, text, tokens, register)
				if len(got) != len(want) {
					t.Errorf("%d names, want %d", len(got), len(want))
				}
			})
		}
		group.Wait()
	})
}

// lesson is a corpus small enough to learn in a test.
func lesson() []names.Example {
	var out []names.Example
	for k, s := range []string{
		"[PERSON:王强]去了[LOC:苏州]", "[PERSON:李强]在[LOC:苏州]", "[PERSON:王敏]说好", "他去了[LOC:苏州]",
		"[PERSON:李敏]去了[LOC:无锡]", "[PERSON:王强]在[LOC:无锡]说好", "[ORG:苏州银行]在[LOC:苏州]", "去了[ORG:无锡银行]",
	} {
		for copies := range 6 {
			text := []rune(unmarked(s))
			e := names.Example{Text: text, Group: uint16(8*copies + k)}
			rest, at := s, 0
			for {
				before, after, ok := strings.Cut(rest, "[")
				if !ok {
					break
				}
				kind, after, _ := strings.Cut(after, ":")
				inside, tail, _ := strings.Cut(after, "]")
				at += len([]rune(before))
				end := at + len([]rune(inside))
				e.Names = append(e.Names, names.Name{Start: at, End: end, Type: kind})
				rest, at = tail, end
			}
			out = append(out, e)
		}
	}
	return out
}

func lessonRecipe() names.Recipe {
	return names.Recipe{Epochs: [2]int{3, 3}, Rate: 0.5, Dropout: 0.2, Groups: 2, Features: 300, Passed: [2]float64{1, 1}}
}

func TestLearn(t *testing.T) {
	learn := func() []byte {
		m, err := names.Learn(context.Background(), lesson(), lessonRecipe())
		if err != nil {
			t.Fatal(err)
		}
		data, err := m.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	data := learn()
	if !bytes.Equal(data, learn()) {
		t.Error("the same examples yield two models")
	}
	m, err := names.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	text := []rune("王敏去了无锡")
	if got := marked(text, names.NewTagger(m).Find(nil, text, nil, names.Written)); got != "[PERSON:王敏]去了[LOC:无锡]" {
		t.Errorf("read as %s", got)
	}
}

func TestLearnRefusesOverlaps(t *testing.T) {
	bad := lesson()
	bad[3].Names = append(bad[3].Names, names.Name{Start: 0, End: 2, Type: schemas.EntityOrg}, names.Name{Start: 1, End: 3, Type: schemas.EntityLoc})
	if _, err := names.Learn(context.Background(), bad, lessonRecipe()); err == nil || !strings.Contains(err.Error(), string(bad[3].Text)) {
		t.Errorf("error %v does not name the text", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := names.Learn(ctx, lesson(), lessonRecipe()); err != context.Canceled {
		t.Errorf("error %v, want that of the context", err)
	}
}

func FuzzUnmarshal(f *testing.F) {
	m, err := names.Learn(context.Background(), lesson(), lessonRecipe())
	if err != nil {
		f.Fatal(err)
	}
	data, err := m.Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add([]byte("HFNAM\x00\x00\x01"))
	text := []rune("王敏去了无锡银行")
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := names.Unmarshal(data)
		if err != nil {
			return
		}
		names.NewTagger(m).Find(nil, text, nil, names.Spoken)
	})
}

// BenchmarkFind reads the turns of the development calls.
func BenchmarkFind(b *testing.B) {
	tagger, words := load(b), engine(b)
	data, err := os.ReadFile("../corpus/dev_calls.jsonl")
	if err != nil {
		b.Skipf("no corpus beside the code: %v", err)
	}
	type turn struct {
		text   []rune
		tokens []schemas.Token
	}
	var turns []turn
	calls, runes := 0, 0
	for line := range strings.Lines(string(data)) {
		c, err := schemas.Decode([]byte(line))
		if err != nil {
			b.Fatal(err)
		}
		calls++
		for k := range c.Turns {
			text := normalize.Fold(nil, c.Turns[k].Text)
			turns = append(turns, turn{text, words.Segment(nil, text)})
			runes += len(text)
		}
	}
	var found []names.Name
	b.ReportAllocs()
	rounds := 0
	for b.Loop() {
		for k := range turns {
			found = tagger.Find(found[:0], turns[k].text, turns[k].tokens, names.Spoken)
		}
		rounds++
	}
	each := float64(b.Elapsed().Nanoseconds()) / float64(rounds)
	b.ReportMetric(each/float64(calls), "ns/call")
	b.ReportMetric(each/float64(runes), "ns/char")
}
