package entity

// englishDigits reads a digit that is spelled in English at k, where a word begins:
// seven, oh, double four, triple eight. n is how often the digit stands, 0 where
// nothing of the kind is there; width is in code points.
func englishDigits(r []rune, k int) (digit byte, n, width int) {
	if k > 0 && isLetter(r[k-1]) {
		return 0, 0, 0
	}
	n = 1
	switch r[k] | 0x20 {
	case 'd', 't':
		for times, w := range [...]string{2: "double ", 3: "triple "} {
			if l := len(w); l > 0 && foldedAt(r, k, w) {
				n, width = times, l
			}
		}
	}
	for d, w := range [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh"} {
		if end := k + width + len(w); foldedAt(r, k+width, w) && !isLetter(at(r, end)) {
			return "01234567890"[d], n, width + len(w)
		}
	}
	return 0, 0, 0
}

// foldedAt tells whether the lower-case word w stands at k in any case.
func foldedAt(r []rune, k int, w string) bool {
	for i := range len(w) {
		if at(r, k+i)|0x20 != rune(w[i]) {
			return false
		}
	}
	return true
}
