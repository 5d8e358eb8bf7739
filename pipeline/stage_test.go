package pipeline_test

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"huifang/pipeline"
	"huifang/schemas"
)

func stage(name string, requires, provides []pipeline.Layer, run func(*schemas.Call) error) pipeline.Stage {
	return pipeline.Stage{
		Name: name, Version: "1", Requires: requires, Provides: provides,
		Steps: []pipeline.Step{func(_ context.Context, c *schemas.Call) error { return run(c) }},
	}
}

func nothing(*schemas.Call) error { return nil }

func TestChainIsCheckedAtStart(t *testing.T) {
	segment := stage("segment", nil, []pipeline.Layer{pipeline.LayerTokens}, nothing)
	extract := stage("extract", []pipeline.Layer{pipeline.LayerTokens}, []pipeline.Layer{pipeline.LayerEntities}, nothing)
	if _, err := pipeline.NewChain([]pipeline.Stage{segment, extract}); err != nil {
		t.Errorf("a right chain is refused: %v", err)
	}
	if _, err := pipeline.NewChain([]pipeline.Stage{extract}, pipeline.LayerTokens); err != nil {
		t.Errorf("a chain over calls that carry tokens is refused: %v", err)
	}
	for want, stages := range map[string][]pipeline.Stage{
		"needs tokens": {extract, segment},
		"stands twice": {segment, segment},
		"lacks a name": {{Name: "x"}},
	} {
		if _, err := pipeline.NewChain(stages); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestRunRecordsVersionsAndNamesTheStageThatFails(t *testing.T) {
	odd := errors.New("odd call")
	for _, tc := range []struct {
		name string
		last func(*schemas.Call) error
		want string
	}{
		{"error", func(*schemas.Call) error { return odd }, "stage tag: odd call"},
		{"panic", func(c *schemas.Call) error { c.Turns[7].Idx = 1; return nil }, "stage tag: panic in huifang/pipeline_test."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			chain, err := pipeline.NewChain([]pipeline.Stage{stage("segment", nil, nil, nothing), stage("tag", nil, nil, tc.last)})
			if err != nil {
				t.Fatal(err)
			}
			c := &schemas.Call{ID: "a"}
			err = chain.Run(t.Context(), c)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want one with %q", err, tc.want)
			}
			if c.Analysis.Stages["segment"] != "1" || c.Analysis.Stages["tag"] != "" {
				t.Errorf("recorded %v", c.Analysis.Stages)
			}
			if err := pipeline.CheckRan(c, []string{"segment"}); err != nil {
				t.Error(err)
			}
			if err := pipeline.CheckRan(c, chain.Names()); err == nil || !strings.HasSuffix(err.Error(), "through tag") {
				t.Errorf("error %v, want one that names tag", err)
			}
			if chain.Version() != "segment/1 tag/1" {
				t.Errorf("version %q", chain.Version())
			}
		})
	}
}

// Many calls come out as each would alone, and one that fails or panics stops
// neither the others nor later steps on them.
func TestRunAll(t *testing.T) {
	mark := func(letter string) func(*schemas.Call) error {
		return func(c *schemas.Call) error {
			switch c.ID + letter {
			case "3b":
				return errors.New("no third call")
			case "20b":
				panic("no twentieth call")
			}
			c.Region += letter
			return nil
		}
	}
	first := stage("first", nil, nil, mark("a"))
	first.Steps = append(first.Steps, stage("", nil, nil, mark("b")).Steps...)
	chain, err := pipeline.NewChain([]pipeline.Stage{first, stage("second", nil, nil, mark("c"))})
	if err != nil {
		t.Fatal(err)
	}
	observed := map[string]int{}
	chain = chain.Observed(func(stage string, _ time.Duration) { observed[stage]++ })
	var calls []*schemas.Call
	for i := range 150 {
		calls = append(calls, &schemas.Call{ID: strconv.Itoa(i)})
	}
	errs := chain.RunAll(t.Context(), calls)
	for i, c := range calls {
		alone := &schemas.Call{ID: c.ID}
		err := chain.Run(t.Context(), alone)
		if c.Region != alone.Region || !maps.Equal(c.Analysis.Stages, alone.Analysis.Stages) {
			t.Errorf("call %d came out as %q by %v, alone as %q by %v", i, c.Region, c.Analysis.Stages, alone.Region, alone.Analysis.Stages)
		}
		switch {
		case i == 3 || i == 20:
			if err == nil || errs[i] == nil || errs[i].Error() != err.Error() || !strings.Contains(err.Error(), "stage first: ") || c.Region != "a" {
				t.Errorf("call %d: error %v, alone %v, region %q", i, errs[i], err, c.Region)
			}
		case errs[i] != nil || c.Region != "abc":
			t.Errorf("call %d: error %v, region %q", i, errs[i], c.Region)
		}
	}
	if observed["first"] != 2*148 || observed["second"] != 2*148 {
		t.Errorf("observed %v, want every call that went through a stage", observed)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for i, err := range chain.RunAll(ctx, calls[:2]) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("call %d after the end: %v", i, err)
		}
	}
}
