package keyword

import "slices"

// term is a distinct candidate with its count.
type term struct {
	first candidate
	count int
}

// counter groups candidates by their folded text, in the order of their first
// occurrence. It is a hash table over the text in place: a map would need a
// string for each of some hundred candidates a call.
type counter struct {
	terms []term
	slots []int32 // index into terms plus 1, by hash
}

// count groups the candidates that col found.
func (k *counter) count(col *collector) []term {
	k.terms = k.terms[:0]
	size := 64
	for size < 2*len(col.found) {
		size *= 2
	}
	k.slots = slices.Grow(k.slots[:0], size)[:size]
	clear(k.slots)
	for _, c := range col.found {
		i := k.find(col.folded, c)
		if k.slots[i] == 0 {
			k.terms = append(k.terms, term{first: c})
			k.slots[i] = int32(len(k.terms))
		}
		k.terms[k.slots[i]-1].count++
	}
	return k.terms
}

// find returns the slot of the candidate's text: its own or a free one.
func (k *counter) find(folded []rune, c candidate) uint32 {
	text := folded[c.from:c.to]
	mask := uint32(len(k.slots) - 1)
	i := hash(text) & mask
	for k.slots[i] != 0 {
		first := k.terms[k.slots[i]-1].first
		if slices.Equal(folded[first.from:first.to], text) {
			break
		}
		i = (i + 1) & mask
	}
	return i
}

// hash is FNV-1a over code points.
func hash(text []rune) uint32 {
	h := uint32(2166136261)
	for _, r := range text {
		h = (h ^ uint32(r)) * 16777619
	}
	return h
}
