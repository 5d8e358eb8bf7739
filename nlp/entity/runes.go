package entity

func at(r []rune, i int) rune {
	if i < 0 || i >= len(r) {
		return 0
	}
	return r[i]
}

func isHan(c rune) bool { return c >= 0x4E00 && c <= 0x9FFF }

func isLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isUpper(c rune) bool { return c >= 'A' && c <= 'Z' }

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// bits is a set of small numbers, dense enough to stay in the nearest cache.
type bits []uint64

func newBits(n int) bits { return make(bits, n/64) }

func (b bits) set(k int) { b[k>>6] |= 1 << (k & 63) }

func (b bits) has(k int) bool { return b[k>>6]&(1<<(k&63)) != 0 }

// runeSet is a set of code points below 2^16 for hot paths.
type runeSet struct{ bits bits }

func newRuneSet(members string) runeSet {
	s := runeSet{newBits(1 << 16)}
	for _, c := range members {
		s.add(c)
	}
	return s
}

func (s runeSet) add(c rune) {
	if c >= 0 && c < 1<<16 {
		s.bits.set(int(c))
	}
}

func (s runeSet) has(c rune) bool { return uint32(c) < 1<<16 && s.bits.has(int(c)) }

func key(a, b rune) uint64 { return uint64(a)<<32 | uint64(b) }

// pairSet is a set of two-rune words.
type pairSet struct {
	words map[uint64]struct{}
	may   bits // by hash, as in gazetteer
}

const pairPlaces = 1 << 15

func newPairSet(words ...string) pairSet {
	s := pairSet{make(map[uint64]struct{}, len(words)), newBits(pairPlaces)}
	for _, w := range words {
		if r := []rune(w); len(r) == 2 {
			s.words[key(r[0], r[1])] = struct{}{}
			s.may.set(pairHash(r[0], r[1], pairPlaces))
		}
	}
	return s
}

func (s pairSet) has(a, b rune) bool {
	if !s.may.has(pairHash(a, b, pairPlaces)) {
		return false
	}
	_, ok := s.words[key(a, b)]
	return ok
}

// hasAt returns the length of w in runes where it stands at i, else 0.
func hasAt(r []rune, i int, w string) int {
	if i < 0 {
		return 0
	}
	k := i
	for _, c := range w {
		if k >= len(r) || r[k] != c {
			return 0
		}
		k++
	}
	return k - i
}

// endsAt returns the length of w where it ends right before i, else 0.
func endsAt(r []rune, i int, w []rune) bool {
	if i < len(w) || i > len(r) {
		return false
	}
	for k, c := range w {
		if r[i-len(w)+k] != c {
			return false
		}
	}
	return true
}
