package stages_test

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"huifang/nlp/risk"
	"huifang/pipeline"
	"huifang/pipeline/stages"
	"huifang/schemas"
)

const corpus = "../../nlp/corpus/dev_calls.jsonl"

func chain(tb testing.TB, mask bool) *pipeline.Chain {
	tb.Helper()
	rules, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		tb.Fatal(err)
	}
	names := stages.Names()
	if !mask {
		names = names[:len(names)-1]
	}
	ch, err := stages.Chain(stages.Options{Rules: rules}, names)
	if err != nil {
		tb.Fatal(err)
	}
	return ch
}

func lines(tb testing.TB) [][]byte {
	tb.Helper()
	data, err := os.ReadFile(corpus)
	if err != nil {
		tb.Fatal(err)
	}
	return bytes.Split(bytes.TrimSpace(data), []byte("\n"))
}

func decode(tb testing.TB, line []byte) *schemas.Call {
	tb.Helper()
	c, err := schemas.Decode(line)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func annotated(tb testing.TB, ch *pipeline.Chain, line []byte) []byte {
	tb.Helper()
	c := decode(tb, line)
	if err := ch.Run(context.Background(), c); err != nil {
		tb.Fatal(err)
	}
	out, err := schemas.Encode(c)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// The same call gets the same annotations whoever else is being annotated, from
// a new chain as from a used one, and a second time over its own annotations.
func TestStagesArePure(t *testing.T) {
	first, second := chain(t, false), chain(t, false)
	all := lines(t)
	want := make([][]byte, len(all))
	for i, line := range all {
		want[i] = annotated(t, first, line)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range slices.Backward(all) {
				c, err := schemas.Decode(all[i])
				if err != nil {
					t.Error(err)
					return
				}
				for range 2 {
					if err := second.Run(context.Background(), c); err != nil {
						t.Error(err)
						return
					}
				}
				if got, err := schemas.Encode(c); err != nil || !bytes.Equal(got, want[i]) {
					t.Errorf("call %s comes out differently: %v", c.ID, err)
				}
			}
		})
	}
	wg.Wait()
}

// Many calls at a time come out as one by one.
func TestBatchesChangeNothing(t *testing.T) {
	ch := chain(t, true)
	all := lines(t)
	var calls []*schemas.Call
	for _, line := range all {
		calls = append(calls, decode(t, line))
	}
	for i, err := range ch.RunAll(t.Context(), calls) {
		if err != nil {
			t.Fatal(err)
		}
		if got, err := schemas.Encode(calls[i]); err != nil || !bytes.Equal(got, annotated(t, ch, all[i])) {
			t.Errorf("call %s comes out differently: %v", calls[i].ID, err)
		}
	}
}

func TestChainTakesNeighboursInOrder(t *testing.T) {
	rules, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, names := range [][]string{{"segment"}, {"tag", "assess"}, {"mask"}, stages.Names()} {
		ch, err := stages.Chain(stages.Options{Rules: rules}, names)
		if err != nil {
			t.Errorf("%v: %v", names, err)
			continue
		}
		for i, part := range strings.Fields(ch.Version()) {
			if name, _, _ := strings.Cut(part, "/"); name != names[i] {
				t.Errorf("%v: stage %d is %s", names, i, name)
			}
		}
	}
	for want, names := range map[string][]string{
		"no stages":            nil,
		`no stage "speak"`:     {"speak"},
		"segment,tag are not":  {"segment", "tag"},
		"extract,segment are ": {"extract", "segment"},
		"mask,mask are not":    {"mask", "mask"},
	} {
		if _, err := stages.Chain(stages.Options{Rules: rules}, names); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want one with %q", names, err, want)
		}
	}
}

// Every span lies in its turn and names the text that it says it does.
func TestSpansLieInTheirTurns(t *testing.T) {
	ch := chain(t, false)
	for _, line := range lines(t) {
		c := decode(t, line)
		if err := ch.Run(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		for i := range c.Turns {
			turn := &c.Turns[i]
			runes := []rune(turn.Text)
			inside := func(what string, start, end int) bool {
				if start < 0 || end > len(runes) || start >= end {
					t.Errorf("%s turn %d: %s [%d,%d) of %d", c.ID, i, what, start, end, len(runes))
					return false
				}
				return true
			}
			for _, tok := range turn.Tokens {
				inside("token", tok.Start, tok.End)
			}
			for _, e := range turn.Entities {
				if inside(e.Type, e.Start, e.End) && string(runes[e.Start:e.End]) != e.Text {
					t.Errorf("%s turn %d: entity %q is not the text at [%d,%d)", c.ID, i, e.Text, e.Start, e.End)
				}
			}
			for _, p := range turn.PII {
				inside("personal data", p.Start, p.End)
			}
			for _, s := range turn.Signals {
				inside(s.Code, s.Start, s.End)
			}
		}
	}
}

// Masking leaves lengths and spans alone, and no labelled personal datum that
// was found stands in what is encoded.
func TestMaskedCallsKeepLengths(t *testing.T) {
	plain, masked := chain(t, false), chain(t, true)
	for _, line := range lines(t) {
		a, b := decode(t, line), decode(t, line)
		if err := plain.Run(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		if err := masked.Run(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		if !b.Analysis.Masked {
			t.Fatalf("%s is not marked as masked", b.ID)
		}
		encoded, err := schemas.Encode(b)
		if err != nil {
			t.Fatal(err)
		}
		for i := range a.Turns {
			if utf8.RuneCountInString(a.Turns[i].Text) != utf8.RuneCountInString(b.Turns[i].Text) {
				t.Errorf("%s turn %d changed its length", a.ID, i)
			}
			runes := []rune(a.Turns[i].Text)
			for _, p := range a.Turns[i].PII {
				if secret := string(runes[p.Start:p.End]); p.Type == "PHONE" && strings.Contains(string(encoded), secret) {
					t.Errorf("%s turn %d: %s stands in the masked call", a.ID, i, p.Type)
				}
			}
		}
	}
}

func BenchmarkChain(b *testing.B) {
	ch := chain(b, true)
	all := lines(b)
	for _, line := range all { // models load on first use
		annotated(b, ch, line)
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		c := decode(b, all[i%len(all)])
		if err := ch.Run(context.Background(), c); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
