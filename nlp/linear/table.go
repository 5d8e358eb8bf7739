package linear

import "math/bits"

// table finds the number of a feature among keys in rising order. Hashes spread
// evenly, so that the top bits of a key tell nearly where it stands; keys that do
// not are found as well, but slower.
//
// What a look-up reads is kept small, since tables compete for the fast caches: a
// bit set that tells most unknown keys, where the keys of each of its words begin,
// and the keys.
type table struct {
	keys []uint32
	// seen has a bit for each value of the top bits of a key, set where a key has
	// them; starts is the first key of each word of seen.
	seen   []uint64
	starts []uint32
	shift  uint
}

// filterBits is how many bits of seen there are for each key, at least.
const filterBits = 8

func newTable(keys []uint32) table {
	width := min(max(bits.Len(uint(filterBits*len(keys))), 6), 32)
	t := table{
		keys: keys, shift: uint(32 - width),
		seen: make([]uint64, 1<<(width-6)), starts: make([]uint32, 1<<(width-6)),
	}
	for i, key := range keys {
		at := key >> t.shift
		if t.seen[at/64] == 0 {
			t.starts[at/64] = uint32(i)
		}
		t.seen[at/64] |= 1 << (at % 64)
	}
	return t
}

// find writes the numbers of those features that are known, of batch at most, to
// dst and returns them. It filters all of them, then guesses places, before it
// looks at any key: reads that do not wait for each other overlap.
func (t *table) find(dst *[batch]int32, features []uint32) []int32 {
	var likely, places, near [batch]uint32
	shift := t.shift & 31
	n := 0
	for _, key := range features {
		at := key >> shift
		likely[n%batch] = key
		n += int(t.seen[at/64] >> (at % 64) & 1)
	}
	for i, key := range likely[:n] {
		at := key >> shift
		// Where no keys share a bit, this is the place.
		place := t.starts[at/64] + uint32(bits.OnesCount64(t.seen[at/64]&(1<<(at%64)-1)))
		places[i], near[i] = place, t.keys[place]
	}
	known := 0
	for i, key := range likely[:n] {
		place, found := places[i], near[i]
		for found < key && int(place)+1 < len(t.keys) {
			place++
			found = t.keys[place]
		}
		dst[known%batch] = int32(place)
		if found == key {
			known++
		}
	}
	return dst[:known]
}
