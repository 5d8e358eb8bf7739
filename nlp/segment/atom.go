package segment

import "unicode"

// latinEnd bounds the scripts whose letters join into atoms: those that need
// at most two bytes in UTF-8, as in gse.
const latinEnd = 0x800

// isLatin reports whether r is a letter or digit of an atom.
func isLatin(r rune) bool {
	if r < 0x80 {
		return isLower(r) || isDigit(r) || 'A' <= r && r <= 'Z'
	}
	return r < latinEnd && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

func isLower(r rune) bool { return 'a' <= r && r <= 'z' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// atomEnd returns the end of the atom that begins at start, where a letter or
// digit stands, and whether it is more than one bare run.
func atomEnd(text []rune, start int) (end int, joined bool) {
	end = runEnd(text, start)
	for end+1 < len(text) && joins(text, start, end) {
		end = runEnd(text, end+1)
		joined = true
	}
	if end == len(text) || !isDigit(text[end-1]) {
		return end, joined
	}
	if text[end] == '%' || text[end] == '‰' {
		return end + 1, true
	}
	if at := magnitudeEnd(text, end); at > end {
		return at, true
	}
	return end, joined
}

func runEnd(text []rune, at int) int {
	for at < len(text) && isLatin(text[at]) {
		at++
	}
	return at
}

// joins reports whether the rune at end, which follows a run of the atom that
// began at start, holds it together with the run after.
func joins(text []rune, start, end int) bool {
	before, after := text[end-1], text[end+1]
	if !isLatin(after) {
		return false
	}
	switch text[end] {
	case '-', '_', '@', '&':
		return true
	case '\'', '’':
		return !isDigit(before) && !isDigit(after)
	case '.':
		// A full stop without the blank after it joins two words of a
		// sentence only in sloppy typing; addresses and 3.5 are the rule.
		return true
	case ',':
		return isThousands(text, start, end)
	case ':':
		// Times and scores: 15:06, 3:2.
		return isDigit(before) && isDigit(after)
	default:
		return false
	}
}

// isThousands reports whether the comma at end separates thousands: digits
// and separators before it, exactly three digits after.
func isThousands(text []rune, start, end int) bool {
	for _, r := range text[start:end] {
		if !isDigit(r) && r != ',' {
			return false
		}
	}
	after := runEnd(text, end+1)
	if after != end+4 {
		return false
	}
	for _, r := range text[end+1 : after] {
		if !isDigit(r) {
			return false
		}
	}
	return true
}

// tagOf is the part of speech of a word that no dictionary has.
func tagOf(word []rune) string {
	switch r, last := word[0], word[len(word)-1]; {
	case isDigit(r) && (isDigit(last) || last == '%' || last == '‰' || isNumeral(last)):
		return posNumber
	case isLatin(r):
		return posEnglish
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return posUnknown
	default:
		return posPunctuation
	}
}
