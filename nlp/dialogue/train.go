package dialogue

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"huifang/nlp/linear"
	"huifang/schemas"
)

// Labelled is a call with what a reader found in it.
type Labelled struct {
	Call *schemas.Call
	// Phases is the phase of each turn, 1…4; 0 where unlabelled.
	Phases []int
	// Evidence lists, per checklist item, the turns that cover it.
	Evidence map[string][]int
}

const (
	// positiveWeight is what a block that covers an item weighs against one that
	// does not: most blocks cover none.
	positiveWeight = 5
	// coveredWeight is what a block without a label weighs in a call that covers
	// the item: the evidence lists some turns only, so it says little.
	coveredWeight = 0.3
	// cueGain is what a cue counts as a feature, against 1 for an n-gram: it
	// stands for knowledge that 200 calls do not hold.
	cueGain = 6
)

// options were chosen on authors held out, see heldout_test.go.
func options() linear.Options {
	return linear.Options{Epochs: 15, Rate: 0.15, Decay: 0.06, MinCount: 2, Seed: 1}
}

// Train fits a model to labelled calls. It is deterministic: the same calls in
// the same order give the same model. An error is ctx's, or says that the cues
// are faulty.
func Train(ctx context.Context, calls []Labelled) (*Model, error) {
	c, err := loadCues(cuesYAML)
	if err != nil {
		return nil, err
	}
	x := &extractor{cues: c}
	var set []linear.Example
	var moves Moves
	for i := range calls {
		set = appendExamples(set, x, &calls[i])
		moves.count(&calls[i])
	}
	classes := make([]string, 0, numOutputs)
	for p := range numPhases {
		classes = append(classes, "phase"+strconv.Itoa(p+1))
	}
	classes = append(classes, items[:]...)
	weights, err := linear.Train(ctx, classes, set, options())
	if err != nil {
		return nil, fmt.Errorf("dialogue: %w", err)
	}
	return newModel(weights.Quantize(), moves)
}

func appendExamples(set []linear.Example, x *extractor, l *Labelled) []linear.Example {
	negative := make([]float32, numOutputs)
	for o := range negative {
		negative[o] = 1
	}
	for i, item := range items {
		if len(l.Evidence[item]) > 0 {
			negative[numPhases+i] = coveredWeight
		}
	}
	bs := blocks(l.Call)
	for k, b := range bs {
		e := linear.Example{Weights: negative}
		x.read(l.Call, b, k, len(bs))
		e.Blocks = []linear.Block{
			{Features: slices.Clone(x.grams), Gain: 1},
			{Features: slices.Clone(x.signs), Gain: cueGain},
		}
		phase := l.Phases[b.first]
		for p := range numPhases {
			switch {
			case phase == 0:
				e.Labels = append(e.Labels, linear.Label{Class: p})
			case phase == p+1:
				e.Labels = append(e.Labels, linear.Label{Class: p, Positive: true, Weight: 1})
			}
		}
		for i, item := range items {
			if slices.ContainsFunc(l.Evidence[item], func(t int) bool { return t >= b.first && t < b.last }) {
				e.Labels = append(e.Labels, linear.Label{Class: numPhases + i, Positive: true, Weight: positiveWeight})
			}
		}
		set = append(set, e)
	}
	return set
}

// count adds the call's steps from block to block.
func (m *Moves) count(l *Labelled) {
	last := 0
	for k, b := range blocks(l.Call) {
		phase := l.Phases[b.first]
		switch {
		case phase == 0:
		case k == 0:
			m.Start[phase-1]++
		case last != 0:
			m.Next[last-1][phase-1]++
		}
		last = phase
	}
}
