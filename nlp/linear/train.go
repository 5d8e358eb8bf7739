package linear

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
)

// Options are the hyperparameters of Train.
type Options struct {
	Epochs int
	// Rate is AdaGrad's step size.
	Rate float32
	// Decay is the L2 penalty on a weight, applied whenever its feature occurs.
	Decay float32
	// Bias is where the bias of every class starts: about the log-odds of a
	// class that is rare.
	Bias float32
	// MinCount is the number of examples that a feature must occur in.
	MinCount int
	Seed     uint64
}

// negligible is the gradient below which an example is as good as learned for a
// class. Most classes of most examples are there after the first epoch.
const negligible = 1e-3

// accumulatorStart keeps AdaGrad's first steps on a feature finite.
const accumulatorStart = 0.01

// Train fits one logistic regression for each class to the examples.
//
// When ctx ends early it returns the context's error.
func Train(ctx context.Context, classes []string, examples []Example, opt Options) (*Weights, error) {
	vocab := newVocabulary(examples, opt.MinCount)
	w := &Weights{
		Classes: classes,
		keys:    vocab.keys,
		rows:    make([]float32, len(vocab.keys)*len(classes)),
		bias:    make([]float32, len(classes)),
	}
	inputs := make([]input, len(examples))
	for i := range examples {
		inputs[i] = vocab.input(&examples[i])
	}
	workers := min(runtime.GOMAXPROCS(0), len(classes))
	var wg sync.WaitGroup
	for k := range workers {
		t := newTrainer(w, k*len(classes)/workers, (k+1)*len(classes)/workers, opt)
		wg.Go(func() { t.run(ctx, examples, inputs) })
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.fold(vocab.gains)
	return w, nil
}

// trainer trains the classes lo…hi-1.
type trainer struct {
	opt    Options
	lo     int
	stride int
	rows   []float32
	bias   []float32
	// rowAcc and biasAcc are AdaGrad's sums of squared gradients.
	rowAcc, biasAcc []float32
	// grad is the gradient of each class on the example at hand, active the
	// classes where it is not negligible.
	grad   []float32
	active []int
}

func newTrainer(w *Weights, lo, hi int, opt Options) *trainer {
	t := &trainer{
		opt: opt, lo: lo, stride: len(w.Classes), rows: w.rows, bias: w.bias[lo:hi],
		rowAcc:  make([]float32, len(w.keys)*(hi-lo)),
		biasAcc: make([]float32, hi-lo),
		grad:    make([]float32, hi-lo),
		active:  make([]int, 0, hi-lo),
	}
	for c := range t.bias {
		t.bias[c] = opt.Bias
		t.biasAcc[c] = 1
	}
	for i := range t.rowAcc {
		t.rowAcc[i] = accumulatorStart
	}
	return t
}

func (t *trainer) run(ctx context.Context, examples []Example, inputs []input) {
	rng := rand.New(rand.NewPCG(t.opt.Seed, 0))
	for range t.opt.Epochs {
		if ctx.Err() != nil {
			return
		}
		for _, i := range rng.Perm(len(examples)) {
			t.score(&inputs[i])
			t.derive(&examples[i])
			t.step(&inputs[i])
		}
	}
}

// row returns the weights of one feature for the trainer's classes.
func (t *trainer) row(i int32) []float32 {
	at := int(i)*t.stride + t.lo
	return t.rows[at : at+len(t.bias)]
}

// score sets grad to the log-odds of each class.
func (t *trainer) score(in *input) {
	z := t.grad
	copy(z, t.bias)
	for k, i := range in.rows {
		gain := in.gains[k]
		for c, w := range t.row(i) {
			z[c] += float32(gain * w)
		}
	}
}

// derive turns the log-odds in grad into gradients of the loss.
func (t *trainer) derive(e *Example) {
	t.active = t.active[:0]
	for c, z := range t.grad {
		class := t.lo + c
		weight, target := e.Weights[class], float32(0)
		for _, l := range e.Labels {
			if l.Class == class {
				weight = l.Weight
				if l.Positive {
					target = 1
				}
			}
		}
		g := float32(weight * (sigmoid(z) - target))
		if g < negligible && g > -negligible {
			continue
		}
		t.grad[c] = g
		t.active = append(t.active, c)
	}
}

// step moves the weights of the active classes against their gradients. The
// bias moves at a fifth of the rate: it must not learn what features can.
func (t *trainer) step(in *input) {
	const biasRate = 0.2
	for _, c := range t.active {
		g := t.grad[c]
		t.biasAcc[c] += float32(g * g)
		t.bias[c] -= float32(biasRate*t.opt.Rate*g) / sqrt(t.biasAcc[c])
	}
	width := len(t.bias)
	for k, i := range in.rows {
		gain := in.gains[k]
		row := t.row(i)
		acc := t.rowAcc[int(i)*width : (int(i)+1)*width]
		for _, c := range t.active {
			g := float32(t.grad[c]*gain) + float32(t.opt.Decay*row[c])
			acc[c] += float32(g * g)
			row[c] -= float32(t.opt.Rate*g) / sqrt(acc[c])
		}
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func sigmoid(z float32) float32 { return float32(1 / (1 + math.Exp(-float64(z)))) }
