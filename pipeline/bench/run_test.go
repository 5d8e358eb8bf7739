package bench_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"huifang/pipeline"
	"huifang/pipeline/bench"
	"huifang/schemas"
)

// chain has two stages: one that writes on turns and one that hides what was
// said, as masking does. seen collects the texts that the first stage gets.
func chain(t *testing.T, seen *[]string, fail string) *pipeline.Chain {
	t.Helper()
	read := func(_ context.Context, c *schemas.Call) error {
		for i := range c.Turns {
			*seen = append(*seen, c.Turns[i].Text)
			c.Turns[i].Phase = 3
		}
		if c.ID == fail {
			return errors.New("no such call")
		}
		return nil
	}
	hide := func(_ context.Context, c *schemas.Call) error {
		masked := *c
		masked.Turns = []schemas.Turn{{Text: "**"}}
		*c = masked
		return nil
	}
	ch, err := pipeline.NewChain([]pipeline.Stage{
		{Name: "read", Version: "1", Steps: []pipeline.Step{read}}, {Name: "hide", Version: "1", Steps: []pipeline.Step{hide}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

func calls() []*schemas.Call {
	return []*schemas.Call{
		{ID: "a", Turns: []schemas.Turn{{Text: "喂"}, {Text: "你好"}}},
		{ID: "b", Turns: []schemas.Turn{{Text: "还款"}}},
	}
}

func TestEveryRoundSeesTheCallsAsGiven(t *testing.T) {
	var seen, cut []string
	in := calls()
	r, err := bench.Run(t.Context(), chain(t, &seen, ""), in, bench.Options{
		Rounds: 3, Reference: func(text string) { cut = append(cut, text) },
	})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Repeat("喂 你好 还款 ", 4) // three rounds and one to warm up
	if got := strings.Join(seen, " ") + " "; got != want {
		t.Errorf("the chain saw %q, want %q", got, want)
	}
	if got := strings.Join(cut, " ") + " "; got != want {
		t.Errorf("the reference saw %q, want %q", got, want)
	}
	if in[0].Turns[0].Phase != 0 || len(in[0].Turns) != 2 || in[0].Analysis != nil {
		t.Errorf("the caller's call was changed: %+v", in[0])
	}
	if r.Calls != 2 || r.Turns != 3 || r.Characters != 5 || r.Rounds != 3 {
		t.Errorf("counts are wrong: %+v", r)
	}
	if len(r.Stages) != 2 || r.Stages[0].Name != "read" || r.Stages[1].Name != "hide" {
		t.Errorf("stages are %+v", r.Stages)
	}
	if sum := r.Stages[0].Time + r.Stages[1].Time; sum > 3*r.Chain {
		t.Errorf("stages take %v together, the chain %v", sum, r.Chain)
	}
}

func TestErrorsNameTheCall(t *testing.T) {
	var seen []string
	_, err := bench.Run(t.Context(), chain(t, &seen, "b"), calls(), bench.Options{})
	if err == nil || !strings.Contains(err.Error(), `call "b"`) || !strings.Contains(err.Error(), "no such call") {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := bench.Run(ctx, chain(t, &seen, ""), calls(), bench.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestTable(t *testing.T) {
	r := bench.Report{
		Calls: 2, Turns: 3, Characters: 10, Rounds: 4, Chain: 6 * time.Microsecond, Reference: 2 * time.Microsecond,
		Stages: []bench.Stage{{Name: "segment", Time: time.Microsecond}}, BytesPerCall: 7, AllocsPerCall: 1,
	}
	var b strings.Builder
	if err := r.WriteTable(&b, "gse"); err != nil {
		t.Fatal(err)
	}
	const want = `2 calls, 3 turns, 10 characters, 4 rounds
           µs/call  ns/character  × gse
  segment      0.5         100.0   0.50
    chain      3.0         600.0   3.00
      gse      1.0         200.0   1.00
7 bytes and 1 allocations a call
`
	if got := b.String(); got != want {
		t.Errorf("table\n%s\nwant\n%s", got, want)
	}
	r.Reference = 0
	b.Reset()
	if err := r.WriteTable(&b, "gse"); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "gse") || r.Ratio(r.Chain) != 0 {
		t.Errorf("a reference that was not measured shows:\n%s", b.String())
	}
	if (&bench.Report{}).PerCharacter(time.Second) != 0 {
		t.Error("no characters have a time")
	}
}
