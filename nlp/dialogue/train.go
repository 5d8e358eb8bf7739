package dialogue

import (
	"math"
	"math/bits"

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

// Settings of the training: AdaGrad on the logistic loss, each output apart.
//
// An item's evidence lists some of the turns that cover it, so a block without
// a label in a call that covers the item is weak evidence against it.
const (
	epochs         = 15
	learningRate   = 0.15
	ridge          = 0.06
	positiveWeight = 5
	coveredWeight  = 0.3
	// cueValue is what a cue counts as a feature, against 1 for an n-gram: it
	// stands for knowledge that 200 calls do not hold.
	cueValue = 6
	// smoothing is added to every count of the phase transitions.
	smoothing = 0.5
)

// example is one block as the trainer sees it.
type example struct {
	features []uint32
	want     uint32 // bit per output
	covered  uint32 // items of the call, as want
	phase    int    // 0…3, -1 unlabelled
}

// Train fits a model to labelled calls. It is deterministic: the same calls in
// the same order give the same model, bit for bit.
func Train(calls []Labelled) (*Model, error) {
	c, err := loadCues(cuesYAML)
	if err != nil {
		return nil, err
	}
	x := &extractor{cues: c}
	sets := make([][]example, len(calls))
	for i := range calls {
		sets[i] = examples(x, &calls[i])
	}
	m := &Model{}
	m.quantise(fit(sets))
	m.countMoves(sets)
	return m, nil
}

func examples(x *extractor, l *Labelled) []example {
	bs := blocks(l.Call)
	out := make([]example, len(bs))
	for k, b := range bs {
		e := &out[k]
		e.features = append([]uint32(nil), x.block(l.Call, b, k, len(bs))...)
		e.phase = l.Phases[b.first] - 1
		if e.phase >= 0 {
			e.want |= 1 << e.phase
		}
		for i, item := range items {
			if len(l.Evidence[item]) > 0 {
				e.covered |= 1 << (numPhases + i)
			}
			for _, t := range l.Evidence[item] {
				if t >= b.first && t < b.last {
					e.want |= 1 << (numPhases + i)
				}
			}
		}
	}
	return out
}

// fit visits the examples in an order fixed by a generator of its own, since
// neighbours of one call are alike.
func fit(sets [][]example) []float32 {
	var all []example
	for _, s := range sets {
		all = append(all, s...)
	}
	w := make([]float32, numBuckets*numOutputs)
	grad := make([]float32, len(w))
	rng := uint64(0x9e3779b97f4a7c15)
	for range epochs {
		for i := len(all) - 1; i > 0; i-- {
			rng ^= rng << 13
			rng ^= rng >> 7
			rng ^= rng << 17
			hi, _ := bits.Mul64(rng, uint64(i+1))
			all[i], all[hi] = all[hi], all[i]
		}
		for i := range all {
			descend(w, grad, &all[i])
		}
	}
	for f := range numOutputs {
		for o := range numOutputs {
			w[(cueBase+f)*numOutputs+o] *= cueValue
		}
	}
	return w
}

func descend(w, grad []float32, e *example) {
	for o := range numOutputs {
		if o < numPhases && e.phase < 0 {
			continue
		}
		s := float32(0)
		for _, f := range e.features {
			s += w[int(f)*numOutputs+o] * value(f)
		}
		want := float32(e.want >> o & 1)
		loss := 1/(1+float32(math.Exp(float64(-s)))) - want
		switch {
		case o < numPhases:
		case want == 1:
			loss *= positiveWeight
		case e.covered>>o&1 != 0:
			loss *= coveredWeight
		}
		for _, f := range e.features {
			i := int(f)*numOutputs + o
			g := loss*value(f) + ridge*w[i]
			grad[i] += g * g
			w[i] -= learningRate * g / float32(math.Sqrt(float64(grad[i])+1e-6))
		}
	}
}

func value(f uint32) float32 {
	if f >= cueBase && f < placeBase {
		return cueValue
	}
	return 1
}

func (m *Model) countMoves(sets [][]example) {
	var move [numPhases][numPhases]float64
	var start [numPhases]float64
	for _, s := range sets {
		for k, e := range s {
			switch {
			case e.phase < 0:
			case k == 0:
				start[e.phase]++
			case s[k-1].phase >= 0:
				move[s[k-1].phase][e.phase]++
			}
		}
	}
	m.start = logShares(start)
	for p := range move {
		m.move[p] = logShares(move[p])
	}
}

func logShares(counts [numPhases]float64) (out [numPhases]float32) {
	total := 0.0
	for _, n := range counts {
		total += n + smoothing
	}
	for i, n := range counts {
		out[i] = float32(math.Log((n + smoothing) / total))
	}
	return out
}
