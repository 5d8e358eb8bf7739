package linear

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// toy makes examples in which feature c of three means class c, hidden among
// noise.
func toy(n int) []Example {
	rng := rand.New(rand.NewPCG(1, 2))
	weights := []float32{1, 1, 1}
	var out []Example
	for range n {
		class := rng.IntN(3)
		noise := make([]uint32, 8)
		for i := range noise {
			noise[i] = 1000 + rng.Uint32N(50)
		}
		out = append(out, Example{
			Blocks:  []Block{{Features: []uint32{uint32(class)}, Gain: 0.3}, {Features: noise, Gain: 0.1}},
			Weights: weights,
			Labels:  []Label{{Class: class, Positive: true, Weight: 1}},
		})
	}
	return out
}

func toyOptions() Options {
	return Options{Epochs: 5, Rate: 0.5, Decay: 1e-4, Bias: -1, MinCount: 2, Seed: 3}
}

func train(t testing.TB, examples []Example, opt Options) *Weights {
	t.Helper()
	w, err := Train(context.Background(), []string{"a", "b", "c"}, examples, opt)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTrainLearns(t *testing.T) {
	m := train(t, toy(600), toyOptions()).Quantize()
	for class := range 3 {
		scores := m.Scores(nil, []uint32{uint32(class), 1001, 1002})
		for other, z := range scores {
			if other != class && z >= scores[class] {
				t.Errorf("class %d scores %v", class, scores)
			}
		}
	}
}

func TestTrainIsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	examples := toy(200)
	var first []byte
	for _, procs := range []int{1, 2, 3} {
		old := runtime.GOMAXPROCS(procs)
		data, err := train(t, examples, toyOptions()).Quantize().Marshal()
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		}
		if !bytes.Equal(data, first) {
			t.Fatalf("%d processors give another model than one", procs)
		}
	}
}

func TestTrainLeavesOutRareFeatures(t *testing.T) {
	examples := toy(50)
	examples[0].Blocks[1].Features = append(examples[0].Blocks[1].Features, 77, 77, 77)
	m := train(t, examples, toyOptions()).Quantize()
	if slices.Contains(m.table.keys, 77) {
		t.Error("a feature of a single example was kept")
	}
}

// TestWeightZeroTakesAClassOut gives a contradictory label with weight 0.
func TestWeightZeroTakesAClassOut(t *testing.T) {
	plain, masked := toy(100), toy(100)
	for i := range masked {
		masked[i].Weights = []float32{1, 1, 0}
		if l := &masked[i].Labels[0]; l.Class == 2 {
			l.Weight = 0
		}
	}
	a := train(t, plain, toyOptions()).Quantize().Scores(nil, []uint32{2})
	b := train(t, masked, toyOptions()).Quantize().Scores(nil, []uint32{2})
	if a[2] <= b[2] || b[2] != toyOptions().Bias {
		t.Errorf("class c scores %v with labels, %v without", a[2], b[2])
	}
}

func TestTrainStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Train(ctx, []string{"a"}, toy(10), toyOptions()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestFitCalibration(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var scores []float32
	var truth []bool
	for range 20000 {
		z := rng.Float32()*6 - 3
		scores = append(scores, z)
		truth = append(truth, rng.Float64() < float64(sigmoid(2*z-1)))
	}
	c := FitCalibration(scores, truth)
	if math.Abs(float64(c.Slope-2)) > 0.1 || math.Abs(float64(c.Shift+1)) > 0.1 {
		t.Errorf("fitted %+v, drawn with slope 2, shift -1", c)
	}
	w := train(t, toy(100), toyOptions())
	before := w.Quantize().Scores(nil, []uint32{0, 1})
	w.Calibrate(c)
	for k, after := range w.Quantize().Scores(nil, []uint32{0, 1}) {
		if want := c.Slope*before[k] + c.Shift; math.Abs(float64(after-want)) > 0.05 {
			t.Errorf("class %d: %v calibrated to %v, want %v", k, before[k], after, want)
		}
	}
}

func TestFitSoftmax(t *testing.T) {
	var x [][]float64
	var y []int
	for i := range 300 {
		v := float64(i%100) / 100
		x = append(x, []float64{v, 7, 0})
		y = append(y, int(v*3))
	}
	s := FitSoftmax(x, y, 3, 1e-4)
	p := make([]float64, 3)
	for _, tt := range []struct {
		v    float64
		want int
	}{{0.05, 0}, {0.5, 1}, {0.95, 2}} {
		s.Probabilities(p, []float64{tt.v, 7, 0})
		best, sum := 0, 0.0
		for k := range p {
			sum += p[k]
			if p[k] > p[best] {
				best = k
			}
		}
		if best != tt.want || math.Abs(sum-1) > 1e-9 {
			t.Errorf("at %v: %v, want class %d", tt.v, p, tt.want)
		}
	}
}
