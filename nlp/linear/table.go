package linear

import "math/bits"

// table finds the number of a feature among keys in rising order. Hashes spread
// evenly, so that the top bits of a key tell nearly where it stands; keys that do
// not are found as well, but slower.
//
// What a look-up reads is kept small, since tables compete for the fast caches: a
// bit set that tells most unknown keys, with where the keys of each of its words
// begin, and the keys.
type table struct {
	keys []uint32
	// index has a word for each seenBits values of the top bits of a key: its lower
	// half has a bit for each of them, set where a key has it, the upper half is the
	// number of the first of these keys.
	index []uint64
	shift uint
}

const (
	// filterBits is how many bits there are for each key, at least.
	filterBits = 8
	// seenBits is how many of them are in a word of the index.
	seenBits = 32
	// probes is how many features are looked up at a time.
	probes = 64
)

func newTable(keys []uint32) table {
	width := min(max(bits.Len(uint(filterBits*len(keys))), 5), 32)
	t := table{keys: keys, shift: uint(32 - width), index: make([]uint64, 1<<width/seenBits)}
	for i, key := range keys {
		at := key >> t.shift
		if t.index[at/seenBits] == 0 {
			t.index[at/seenBits] = uint64(i) << seenBits
		}
		t.index[at/seenBits] |= 1 << (at % seenBits)
	}
	return t
}

// find writes the numbers of those features that are known, of batch at most, to
// dst, each multiplied by stride, and returns them.
func (t *table) find(dst *[batch]uint32, features []uint32, stride int) []uint32 {
	known := 0
	for len(features) > probes {
		known = t.probe(dst, known, features[:probes], uint32(stride))
		features = features[probes:]
	}
	known = t.probe(dst, known, features, uint32(stride))
	return dst[:known]
}

// probe is find for a few features and from dst[known] on; it returns where it has
// got to. It filters all of them, then guesses places, before it looks at any key:
// reads that do not wait for each other overlap.
func (t *table) probe(dst *[batch]uint32, known int, features []uint32, stride uint32) int {
	var likely, places, near [probes]uint32
	shift := t.shift & 31
	n := 0
	for _, key := range features {
		at := key >> shift
		likely[n%probes] = key
		n += int(t.index[at/seenBits] >> (at % seenBits) & 1)
	}
	for i, key := range likely[:n] {
		at := key >> shift
		word := t.index[at/seenBits]
		// Where no keys share a bit, this is the place.
		place := uint32(word>>seenBits) + uint32(bits.OnesCount32(uint32(word)&(1<<(at%seenBits)-1)))
		places[i], near[i] = place, t.keys[place]
	}
	for i, key := range likely[:n] {
		place, found := places[i], near[i]
		for found < key && int(place)+1 < len(t.keys) {
			place++
			found = t.keys[place]
		}
		dst[known%batch] = place * stride
		if found == key {
			known++
		}
	}
	return known
}
