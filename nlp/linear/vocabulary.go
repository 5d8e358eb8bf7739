package linear

import "slices"

// vocabulary numbers the features that a model keeps, in order of their hash.
type vocabulary struct {
	keys  []uint32
	index map[uint32]int32
	gains []float32
}

// newVocabulary keeps the features that occur in at least minCount examples.
func newVocabulary(examples []Example, minCount int) *vocabulary {
	type occurrence struct {
		count, last int
		gain        float32
	}
	seen := map[uint32]occurrence{}
	for i := range examples {
		examples[i].features(func(id uint32, gain float32) {
			o := seen[id]
			if o.count == 0 || o.last != i {
				seen[id] = occurrence{count: o.count + 1, last: i, gain: gain}
			}
		})
	}
	v := &vocabulary{index: map[uint32]int32{}}
	for id, o := range seen {
		if o.count >= minCount {
			v.keys = append(v.keys, id)
		}
	}
	slices.Sort(v.keys)
	v.gains = make([]float32, len(v.keys))
	for i, id := range v.keys {
		v.index[id] = int32(i)
		v.gains[i] = seen[id].gain
	}
	return v
}

// input is an example in the numbers of a vocabulary.
type input struct {
	rows  []int32
	gains []float32
}

func (v *vocabulary) input(e *Example) input {
	var in input
	e.features(func(id uint32, gain float32) {
		if row, ok := v.index[id]; ok {
			in.rows = append(in.rows, row)
			in.gains = append(in.gains, gain)
		}
	})
	return in
}
