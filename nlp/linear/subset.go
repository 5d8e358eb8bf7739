package linear

import "slices"

// Subset returns a model of those classes that keep holds for, in their order,
// and their places among Classes. It knows only features with a weight for one
// of them, and scores them as m does: where only some of the classes are in
// question it is faster in proportion.
func (m *Model) Subset(keep func(class string) bool) (sub *Model, places []int) {
	var classes []string
	var scale, bias []float32
	for c, class := range m.classes {
		if keep(class) {
			places = append(places, c)
			classes, scale, bias = append(classes, class), append(scale, m.scale[c]), append(bias, m.bias[c])
		}
	}
	telling := make([]bool, len(m.table.keys))
	n := 0
	for i := range m.table.keys {
		if telling[i] = m.tells(i, places); telling[i] {
			n++
		}
	}
	keys := make([]uint32, 0, n)
	for i, key := range m.table.keys {
		if telling[i] {
			keys = append(keys, key)
		}
	}
	sub = newModel(classes, keys, scale, bias)
	to := 0
	for i := range telling {
		if telling[i] {
			m.pick(sub.row(to), i, places)
			to++
		}
	}
	return sub, places
}

// code is the weight of feature i for class c, offset by zero.
func (m *Model) code(i, c int) uint64 { return m.row(i)[c/lanes] >> (8 * (c % lanes)) & 0xff }

// tells reports that feature i has a weight for one of the classes at places.
func (m *Model) tells(i int, places []int) bool {
	return slices.ContainsFunc(places, func(c int) bool { return m.code(i, c) != zero })
}

// pick writes the weights of feature i for the classes at places to row.
func (m *Model) pick(row []uint64, i int, places []int) {
	for to, c := range places {
		row[to/lanes] |= m.code(i, c) << (8 * (to % lanes))
	}
}
