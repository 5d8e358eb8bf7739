package pattern

// firstHan is where Han characters begin; no mark that closes a sentence comes
// after.
const firstHan = 0x4e00

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }

// EndsSentence reports whether the rune at i of a folded text closes a sentence:
// what stands before it and after it are two statements. A full stop does so only
// before a blank or at the end, so that 3.5 stays whole.
func EndsSentence(text []rune, i int) bool {
	switch text[i] {
	case '。', '!', '?', '…', '\n':
		return true
	case '.':
		return i+1 == len(text) || text[i+1] == ' '
	}
	return false
}

// isPunctuation covers what ^ and $ look past.
func isPunctuation(r rune) bool {
	switch r {
	case ' ', ',', '、', ';', ':', '—', '-', '"', '“', '”', '~':
		return true
	}
	return false
}
