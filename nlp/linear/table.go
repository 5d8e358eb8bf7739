package linear

import "math/bits"

// table finds the number of a feature by its hash: open addressing with linear
// probing, at most half full.
type table struct {
	slots []slot
	shift uint
	// seen has filter bits for each slot, of which every key sets one. It is a
	// small part of the table's size, and tells most unknown keys without a look
	// at the table, which is larger than the fast caches.
	seen []uint64
}

// slot holds a key and its number plus one; a zero number marks a free slot.
type slot struct {
	key, number uint32
}

const (
	filterShift = 2
	filterBits  = 1 << filterShift // for each slot
)

func newTable(keys []uint32) table {
	width := max(bits.Len(uint(2*len(keys))), 1)
	t := table{
		slots: make([]slot, 1<<width), shift: uint(32 - width),
		seen: make([]uint64, (filterBits<<width+63)/64),
	}
	mask := uint32(len(t.slots) - 1)
	for i, key := range keys {
		h := spread(key)
		bit := h >> (t.shift - filterShift)
		t.seen[bit/64] |= 1 << (bit % 64)
		at := h >> t.shift
		for t.slots[at].number != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = slot{key: key, number: uint32(i) + 1}
	}
	return t
}

// spread brings a key's home to the top bits.
func spread(key uint32) uint32 { return key * 0x9e3779b1 }

// find writes the numbers of those keys that are known, of batch at most, to dst
// and returns them. It filters all keys, then reads the homes of those that are
// left, before it looks at any: reads that do not wait for each other overlap.
func (t *table) find(dst *[batch]int32, keys []uint32) []int32 {
	var likely [batch]uint32
	var homes [batch]slot
	shift := t.shift & 31
	n := 0
	for _, key := range keys {
		bit := spread(key) >> ((shift - filterShift) & 31)
		likely[n%batch] = key
		n += int(t.seen[bit/64] >> (bit % 64) & 1)
	}
	for i, key := range likely[:n] {
		homes[i] = t.slots[spread(key)>>shift]
	}
	mask := uint32(len(t.slots) - 1)
	known := 0
	for i, key := range likely[:n] {
		s := homes[i]
		for at := spread(key) >> shift; s.number != 0 && s.key != key; {
			at = (at + 1) & mask
			s = t.slots[at]
		}
		if s.number != 0 {
			dst[known] = int32(s.number) - 1
			known++
		}
	}
	return dst[:known]
}
