package disfluency_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huifang/nlp/disfluency"
	"huifang/nlp/normalize"
	"huifang/nlp/segment"
	"huifang/schemas"
)

func tagger(t testing.TB) *disfluency.Tagger {
	t.Helper()
	d, err := disfluency.New()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func engine(t testing.TB) segment.Engine {
	t.Helper()
	e, err := segment.OpenUnigram()()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

var kinds = map[string]string{
	"f": schemas.DisfluencyFiller, "d": schemas.DisfluencyRepeat, "r": schemas.DisfluencyRepair, "s": schemas.DisfluencyRestart,
}

// unmark reads a line in which stretches are marked as [kind stretch].
func unmark(t *testing.T, line string) (text []rune, want []schemas.Disfluency) {
	t.Helper()
	for line != "" {
		before, rest, ok := strings.Cut(line, "[")
		text = append(text, normalize.Fold(nil, before)...)
		if !ok {
			break
		}
		marked, after, ok := strings.Cut(rest, "]")
		letter, stretch, ok2 := strings.Cut(marked, " ")
		if kinds[letter] == "" || !ok || !ok2 {
			t.Fatalf("no mark: %s", rest)
		}
		start := len(text)
		text = append(text, normalize.Fold(nil, stretch)...)
		want = append(want, schemas.Disfluency{Start: start, End: len(text), Kind: kinds[letter]})
		line = after
	}
	return text, want
}

func show(text []rune, found []schemas.Disfluency) string {
	var b strings.Builder
	at := 0
	for _, d := range found {
		b.WriteString(string(text[at:d.Start]) + "[" + d.Kind + " " + string(text[d.Start:d.End]) + "]")
		at = d.End
	}
	return b.String() + string(text[at:])
}

func TestDialogue(t *testing.T) {
	data, err := os.ReadFile("testdata/dialogue.tsv")
	if err != nil {
		t.Fatal(err)
	}
	d, e := tagger(t), engine(t)
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		text, want := unmark(t, strings.TrimSuffix(line, "\n"))
		got := d.Find(nil, text, e.Segment(nil, text), false)
		if !slices.Equal(got, want) {
			t.Errorf("%s, want %s", show(text, got), show(text, want))
		}
	}
}

// sound checks what holds of any disfluencies of a text.
func sound(t interface{ Fatalf(string, ...any) }, text []rune, found []schemas.Disfluency) {
	last := 0
	for _, d := range found {
		if d.Start < last || d.End <= d.Start || d.End > len(text) || d.Kind == "" {
			t.Fatalf("%v in %d characters after %d: %q", d, len(text), last, string(text))
		}
		last = d.End
	}
}

// Hesitations amid a sentence are found, and what is left without them is the
// sentence.
func TestHesitationsAreTakenOut(t *testing.T) {
	d, e := tagger(t), engine(t)
	sentences := []string{"账户上个月被法院冻结了", "我们去年欠供应商八百万", "厂里的机器都卖掉了", "这笔贷款恐怕还不上"}
	rapid.Check(t, func(t *rapid.T) {
		said := normalize.Fold(nil, rapid.SampledFrom(sentences).Draw(t, "sentence"))
		words := e.Segment(nil, said)
		var text []rune
		hesitated := map[int]bool{}
		for i, w := range words {
			if i > 0 && rapid.Bool().Draw(t, "hesitates") {
				hesitated[len(text)] = true
				text = append(text, '呃')
			}
			text = append(text, said[w.Start:w.End]...)
		}
		found := d.Find(nil, text, e.Segment(nil, text), false)
		sound(t, text, found)
		var v disfluency.View
		v.Reset(text, found)
		if string(v.Runes) != string(said) {
			t.Fatalf("%s is read as %s", show(text, found), string(v.Runes))
		}
	})
}

func TestAnnotate(t *testing.T) {
	d := tagger(t)
	annotator := segment.NewAnnotator(segment.OpenUnigram())
	c := &schemas.Call{Turns: []schemas.Turn{
		{Role: schemas.RoleAgent, Text: "账户正常吗"},
		{Role: schemas.RoleCustomer, Text: "账户呃被冻结了", Disfluencies: []schemas.Disfluency{{Start: 0, End: 9}}},
		{Role: schemas.RoleAgent, Text: "嗯", Disfluencies: []schemas.Disfluency{{Start: 0, End: 1}}},
	}}
	if err := annotator.Annotate(c); err != nil {
		t.Fatal(err)
	}
	for range 2 { // annotating again changes nothing
		d.Annotate(c)
		want := []schemas.Disfluency{{Start: 2, End: 3, Kind: schemas.DisfluencyFiller}}
		if c.Turns[0].Disfluencies != nil || !slices.Equal(c.Turns[1].Disfluencies, want) || c.Turns[2].Disfluencies != nil {
			t.Errorf("%v", c.Turns)
		}
	}
	// One who talks by himself answers nobody, and means less by what he says.
	note := &schemas.Call{Turns: []schemas.Turn{{Text: "恩总体说来呢,对客户的关心呢是很不够的"}}}
	if err := annotator.Annotate(note); err != nil {
		t.Fatal(err)
	}
	d.Annotate(note)
	var v disfluency.View
	v.Reset([]rune(note.Turns[0].Text), note.Turns[0].Disfluencies)
	if got := string(v.Runes); got != "总体说来,对客户的关心 是很不够的" {
		t.Errorf("the note is read as %s", got)
	}
}

func FuzzFind(f *testing.F) {
	d, e := tagger(f), engine(f)
	for _, seed := range []string{"账户被那个被冻结了", "三百,不对,五百万", "um, we we can't, no, sorry", "\x00不对 呃呃呃 。不是", "的的的的的的的的的的的的"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, s string, alone bool) {
		text := normalize.Fold(nil, s)
		found := d.Find(nil, text, e.Segment(nil, text), alone)
		sound(t, text, found)
		sound(t, text, d.Find(nil, text, nil, alone))
		var v disfluency.View
		v.Reset(text, found)
		for i := range v.Runes {
			if at := v.Place(i); text[at] != v.Runes[i] && v.Runes[i] != ' ' {
				t.Fatalf("rune %d of the view is not rune %d of the text", i, at)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	data, err := os.ReadFile("../corpus/dev_calls.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	annotator := segment.NewAnnotator(segment.OpenUnigram())
	var calls []*schemas.Call
	for line := range strings.Lines(string(data)) {
		c, err := schemas.Decode([]byte(line))
		if err != nil {
			b.Fatal(err)
		}
		if err := annotator.Annotate(c); err != nil {
			b.Fatal(err)
		}
		calls = append(calls, c)
	}
	d := tagger(b)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		d.Annotate(calls[i%len(calls)])
		i++
	}
}
