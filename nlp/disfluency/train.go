package disfluency

import (
	"huifang/nlp/linear"
	"huifang/schemas"
)

// classes is what the model tells apart: each candidate is one or is none.
var classes = [...]string{"disfluent"}

// Classes returns the classes of the model.
func Classes() []string { return classes[:] }

// Examples returns the candidates of a monologue as examples for the model. runes and
// tokens are those of Tagger.Find; gone tells, by rune, what a reader has struck
// out. A candidate is a disfluency if more than half of it is gone.
func Examples(runes []rune, tokens []schemas.Token, gone []bool) ([]linear.Example, error) {
	l, err := parseLexicon(fillerList)
	if err != nil {
		return nil, err
	}
	x := &text{}
	x.reset(runes, tokens, true)
	var out []linear.Example
	learn := func() {
		for i := range x.found {
			c := &x.found[i]
			if c.kind == kindRestart {
				continue // rules decide on these
			}
			n := 0
			for _, struck := range gone[c.start:c.end] {
				if struck {
					n++
				}
			}
			e := linear.Example{
				Blocks:  []linear.Block{{Features: x.features(nil, c), Gain: 1}},
				Weights: []float32{1},
				Labels:  []linear.Label{{Positive: 2*n > c.end-c.start, Weight: 1}},
			}
			out = append(out, e)
			if e.Labels[0].Positive {
				x.mark(c.start, c.end, c.kind)
			}
		}
		x.found = x.found[:0]
	}
	x.fillers(l)
	learn()
	x.repeats()
	learn()
	return out, nil
}
