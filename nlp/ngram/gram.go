package ngram

// AppendGrams appends a feature for every n-gram of lo…hi units to dst. Features
// of different seeds are unrelated. A feature is a 32-bit hash; models take
// their top bits as the bucket.
func AppendGrams(dst, units []uint32, seed uint32, lo, hi int) []uint32 {
	for i := range units {
		h := seed
		for n := 1; n <= hi && i+n <= len(units); n++ {
			h = Mix(h, units[i+n-1])
			if n >= lo {
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
