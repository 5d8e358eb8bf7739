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

// find returns the number of key, or -1.
func (t *table) find(key uint32) int {
	mask := uint32(len(t.slots) - 1)
	for at := t.home(key); ; at = (at + 1) & mask {
		s := t.slots[at&mask]
		if s.number == 0 {
			return -1
		}
		if s.key == key {
			return int(s.number) - 1
		}
	}
}
