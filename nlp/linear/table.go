package linear

import "math/bits"

// table finds the number of a feature by its hash: open addressing with linear
// probing, at most half full.
type table struct {
	slots []slot
	shift uint
}

// slot holds a key and its number plus one; a zero number marks a free slot.
type slot struct {
	key, number uint32
}

func newTable(keys []uint32) table {
	width := max(bits.Len(uint(2*len(keys))), 1)
	t := table{slots: make([]slot, 1<<width), shift: uint(32 - width)}
	mask := uint32(len(t.slots) - 1)
	for i, key := range keys {
		at := t.home(key)
		for t.slots[at].number != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = slot{key: key, number: uint32(i) + 1}
	}
	return t
}

func (t *table) home(key uint32) uint32 { return key * 0x9e3779b1 >> t.shift }

// find writes the numbers of those keys that are known, of batch at most, to dst
// and returns them. It reads the home of every key before it looks at any: the
// table is larger than the cache, and reads that do not wait for each other
// overlap.
func (t *table) find(dst *[batch]int32, keys []uint32) []int32 {
	var homes [batch]slot
	for i, key := range keys {
		homes[i&(batch-1)] = t.slots[t.home(key)]
	}
	mask := uint32(len(t.slots) - 1)
	n := 0
	for i, key := range keys {
		s := homes[i&(batch-1)]
		for at := t.home(key); s.number != 0 && s.key != key; {
			at = (at + 1) & mask
			s = t.slots[at]
		}
		dst[n&(batch-1)] = int32(s.number) - 1
		if s.number != 0 {
			n++
		}
	}
	return dst[:n]
}
