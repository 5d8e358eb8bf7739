package phrase

// fold maps upper case and full-width Latin to lower-case ASCII. It works rune
// by rune, so that positions stay those of the text as given.
func fold(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		r -= 0xfee0
	}
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

func appendFolded(dst, text []rune) []rune {
	for _, r := range text {
		dst = append(dst, fold(r))
	}
	return dst
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }

// cutsWord reports that text[start:end], folded, begins or ends inside a Latin
// word.
func cutsWord(text []rune, start, end int) bool {
	return start > 0 && isLatin(text[start-1]) && isLatin(text[start]) ||
		end < len(text) && isLatin(text[end]) && isLatin(text[end-1])
}

// No mark that closes a sentence lies between the first Han character and the
// first full-width form.
const (
	firstHan  = 0x4e00
	firstWide = 0xff01
)

// endsSentence reports whether the rune at i closes a sentence. A full stop
// does so only before a space or the end: 3.5 and a.m stay whole.
func endsSentence(text []rune, i int) bool {
	if r := text[i]; r >= firstHan && r < firstWide {
		return false
	}
	switch text[i] {
	case '。', '！', '？', '!', '?', '；', ';', '\n':
		return true
	case '.':
		return i+1 == len(text) || text[i+1] == ' '
	}
	return false
}
