package linear

import (
	"context"
	"math"
	"slices"
	"testing"
)

// The whole scores a text as its parts do.
func TestJoinScoresAsTheParts(t *testing.T) {
	fit := func(classes []string, examples ...Example) *Weights {
		w, err := Train(context.Background(), classes, examples, Options{Epochs: 20, Rate: 0.5, MinCount: 1})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	example := func(class int, weights []float32, features ...uint32) Example {
		return Example{
			Blocks:  []Block{{Features: features, Gain: 1}},
			Weights: weights, Labels: []Label{{Class: class, Positive: true, Weight: 1}},
		}
	}
	two, one := []float32{1, 1}, []float32{1}
	a := fit([]string{"up", "down"}, example(0, two, 1, 2), example(1, two, 2, 3))
	b := fit([]string{"loud"}, example(0, one, 3, 9))
	joined := Join(a, b)
	whole := joined.Quantize()
	if want := []string{"up", "down", "loud"}; !slices.Equal(whole.Classes(), want) || whole.Features() != 4 {
		t.Fatalf("classes %v, %d features", whole.Classes(), whole.Features())
	}
	parts := []*Model{a.Quantize(), b.Quantize()}
	for _, text := range [][]uint32{nil, {1}, {3}, {9}, {1, 2, 3, 9, 77}} {
		var want []float32
		for _, p := range parts {
			want = append(want, p.Scores(nil, text)...)
		}
		for c, got := range whole.Scores(nil, text) {
			if math.Abs(float64(got-want[c])) > 1e-5 {
				t.Errorf("%v: class %d scores %v, alone %v", text, c, got, want[c])
			}
		}
	}
}
