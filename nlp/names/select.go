package names

import (
	"cmp"
	"math"
	"slices"
)

// keep returns the vocabulary of the features with the largest weights.
func (l *learner) keep(voc *vocabulary) *vocabulary {
	keys := voc.keys()
	order := make([]int, len(keys))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(l.weights[b+1].size(), l.weights[a+1].size()), cmp.Compare(a, b))
	})
	kept := &vocabulary{present: make([]uint64, len(voc.present))}
	for _, k := range order[:min(len(order), l.recipe.Features)] {
		kept.present[keys[k]/64] |= 1 << (keys[k] % 64)
	}
	kept.index()
	return kept
}

// largest is the magnitude of the largest eight-bit weight.
const largest = 127

// clipped is the share of weights that may lie beyond the largest, so that few
// outliers do not coarsen the rest.
const clipped = 1e-4

// model makes the eight-bit form. Weights are measured against those of outside,
// and were learned with a part of the features left out.
func (l *learner) model(voc *vocabulary) *Model {
	part := 1 - l.recipe.Dropout
	sizes := make([]float32, 0, len(l.weights))
	for k := range l.weights {
		sizes = append(sizes, l.weights[k].size())
	}
	slices.Sort(sizes)
	top := float64(sizes[int(float64(len(sizes)-1)*(1-clipped))]) * part
	unit := max(top, 1e-6) / largest
	m := &Model{scale: float32(unit), keys: voc.keys()}
	m.weights = make([][tags - 1]int8, len(m.keys))
	for k := range m.weights {
		w := &l.weights[k+1]
		for t := 1; t < tags; t++ {
			x := math.RoundToEven(float64(w.by[t]-w.by[outside]) * part / unit)
			m.weights[k][t-1] = int8(min(max(x, -largest), largest))
		}
	}
	for a := range tags {
		for b := range tags {
			m.transitions[a][b] = never
			if follows(a, b) {
				m.transitions[a][b] = int32(math.RoundToEven(l.transitions[a][b] / unit))
			}
		}
	}
	for r := range m.outside {
		m.outside[r] = -int32(math.RoundToEven(l.recipe.Outside[r] / unit))
	}
	m.table = newTable(m.keys, m.weights)
	return m
}
