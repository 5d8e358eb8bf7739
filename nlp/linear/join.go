package linear

import (
	"maps"
	"slices"
)

// Join returns one classifier with the classes of all parts, in their order,
// over all of their features. It scores a text as the parts do, and looks up
// each feature once for all of them.
func Join(parts ...*Weights) *Weights {
	known := map[uint32]bool{}
	joined := &Weights{}
	for _, p := range parts {
		for _, key := range p.keys {
			known[key] = true
		}
		joined.Classes = append(joined.Classes, p.Classes...)
		joined.bias = append(joined.bias, p.bias...)
	}
	joined.keys = slices.Sorted(maps.Keys(known))
	width := len(joined.Classes)
	joined.rows = make([]float32, len(joined.keys)*width)
	from := 0
	for _, p := range parts {
		k := len(p.Classes)
		for i, key := range p.keys {
			at, _ := slices.BinarySearch(joined.keys, key)
			copy(joined.rows[at*width+from:], p.rows[i*k:(i+1)*k])
		}
		from += k
	}
	return joined
}
