package pipeline_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"huifang/pipeline"
	"huifang/schemas"
)

func stage(name string, requires, provides []pipeline.Layer, run func(*schemas.Call) error) pipeline.Stage {
	return pipeline.Stage{
		Name: name, Version: "1", Requires: requires, Provides: provides,
		Run: func(_ context.Context, c *schemas.Call) error { return run(c) },
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
