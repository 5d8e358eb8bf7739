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

// runeSet is a set of code points below 2^16 for hot paths.
type runeSet []bool

func newRuneSet(members string) runeSet {
	s := make(runeSet, 1<<16)
	for _, c := range members {
		if c < 1<<16 {
			s[c] = true
		}
	}
	return s
}

func (s runeSet) has(c rune) bool { return c >= 0 && int(c) < len(s) && s[c] }

// pairSet is a set of two-rune words.
type pairSet struct {
	words map[uint64]struct{}
	may   []bool // by hash, as in gazetteer
}

func newPairSet(words ...string) pairSet {
	s := pairSet{make(map[uint64]struct{}, len(words)), make([]bool, 1<<15)}
	for _, w := range words {
		if r := []rune(w); len(r) == 2 {
			s.words[key(r[0], r[1])] = struct{}{}
			s.may[pairHash(r[0], r[1], len(s.may))] = true
		}
	}
	return s
}

func (s pairSet) has(a, b rune) bool {
	if !s.may[pairHash(a, b, len(s.may))] {
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
