package names

import (
	"encoding/binary"
	"math/bits"
)

// row is a feature with its weights, a quarter of a cache line: the hash in the
// first four bytes, then the weight of each tag but outside, against which the
// others are measured, plus weightBias. The zero row is free.
type row struct {
	low  uint64 // hash in the lower half, weights of tags 1 to 4
	high uint64 // weights of tags 5 to 12
}

// weightBias makes weights unsigned, so that eight of them can be added at a
// time in the halves of words.
const weightBias = 128

// table finds the row of a feature: open addressing with linear probing, at most
// two thirds full.
type table struct {
	rows  []row
	shift uint
	// seen has filterBits for each place, of which every feature sets one. It
	// is small enough to stay near and tells most unknown features.
	seen []uint64
}

const (
	filterShift = 2
	filterBits  = 1 << filterShift
)

func newTable(keys []uint32, weights [][tags - 1]int8) table {
	width := min(max(bits.Len(uint(len(keys)+len(keys)/2)), 4), keyBits-filterShift)
	t := table{
		rows: make([]row, 1<<width), shift: uint(keyBits - width),
		seen: make([]uint64, filterBits<<width/64),
	}
	mask := uint32(len(t.rows) - 1)
	for k, key := range keys {
		at := key >> t.shift
		for t.rows[at] != (row{}) {
			at = (at + 1) & mask
		}
		t.rows[at] = newRow(key, &weights[k])
		bit := key >> (t.shift - filterShift)
		t.seen[bit/64] |= 1 << (bit % 64)
	}
	return t
}

func newRow(key uint32, weights *[tags - 1]int8) row {
	var b [16]byte
	binary.LittleEndian.PutUint32(b[:], key)
	for k, w := range weights {
		b[4+k] = byte(int(w) + weightBias)
	}
	return row{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])}
}

// scores are the sums of weights for each tag; that of outside is 0.
type scores [tags]int32

// Sums of up to 256 bytes fit the halves of a word's half-words.
const (
	evenBytes = 0x00FF00FF00FF00FF
	laneBits  = 16
)

// sum sets s to the sums over the features. It filters all, then reads the homes
// of those that are left before it looks at any, so that the reads overlap.
func (t *table) sum(s *scores, f *features) {
	var keys [templates]uint32
	var homes [templates]row
	n := 0
	shift := t.shift & 31
	for _, key := range f {
		bit := key >> ((shift - filterShift) & 31)
		keys[n%templates] = key
		n += int(t.seen[bit/64] >> (bit % 64) & 1)
	}
	for k, key := range keys[:n] {
		homes[k] = t.rows[key>>shift]
	}
	var a, b, c, d uint64 // lanes: tags 1 and 3, 2 and 4; 5 7 9 11; 6 8 10 12
	found := int32(0)
	mask := uint32(len(t.rows) - 1)
	for k, key := range keys[:n] {
		r := homes[k]
		for at := key >> shift; uint32(r.low) != key && r != (row{}); {
			at = (at + 1) & mask
			r = t.rows[at]
		}
		if r == (row{}) {
			continue
		}
		found++
		w := r.low >> 32
		a += w & evenBytes
		b += w >> 8 & evenBytes
		c += r.high & evenBytes
		d += r.high >> 8 & evenBytes
	}
	bias := found * weightBias
	lane := func(x uint64, k int) int32 { return int32(x>>(laneBits*k)&0xFFFF) - bias }
	s[0] = 0
	s[1], s[3] = lane(a, 0), lane(a, 1)
	s[2], s[4] = lane(b, 0), lane(b, 1)
	for k := range 4 {
		s[5+2*k], s[6+2*k] = lane(c, k), lane(d, k)
	}
}
