package ngram

import "slices"

// AppendGrams appends a feature for every n-gram of lo…hi units to dst, those of
// one first unit together. Features of different seeds are unrelated. A feature is
// a 32-bit hash; models take their top bits as the bucket.
func AppendGrams(dst, units []uint32, seed uint32, lo, hi int) []uint32 {
	dst = slices.Grow(dst, len(units)*(hi-lo+1))
	for i := range units {
		h := seed
		for n, unit := range units[i:min(i+hi, len(units))] {
			h = Mix(h, unit)
			if n+1 >= lo {
				dst = append(dst, Spread(h))
			}
		}
	}
	return dst
}

// Mix extends the hash h by one unit.
func Mix(h, unit uint32) uint32 {
	h ^= unit * 0xcc9e2d51
	h = h<<13 | h>>19
	return h*5 + 0xe6546b64
}

// Spread makes every bit of the result depend on every bit of h.
func Spread(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}
