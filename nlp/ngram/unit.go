package ngram

// Number is the unit that stands for a run of numerals.
const Number uint32 = 1 << 30

// latin marks the unit of a Latin word, so that it meets no character.
const latin uint32 = 1 << 31

// firstCJK is where the code points of East Asian scripts begin.
const firstCJK = 0x2e80

// AppendUnits appends the units of text, folded by normalize.Fold, to dst in
// order. There are at most as many units as code points.
func AppendUnits(dst []uint32, text []rune) []uint32 {
	word := newWord()
	// digits: a number has been written; spoken counts the numerals before.
	digits, spoken := false, 0
	for _, r := range text {
		if isLetter(r) {
			digits, spoken = false, 0
			word.add(byte(r))
			continue
		}
		if word.n > 0 {
			dst = append(dst, word.unit())
			word = newWord()
		}
		switch {
		case isNumeral(r):
			if digits {
				continue
			}
			dst = append(dst, uint32(r))
			spoken++
			if spoken == 2 {
				dst = append(dropNumerals(dst, spoken), Number)
				digits, spoken = true, 0
			}
		case r >= firstCJK:
			digits, spoken = false, 0
			if !isPunct(r) {
				dst = append(dst, uint32(r))
			}
		case r >= '0' && r <= '9':
			if !digits {
				dst = append(dropNumerals(dst, spoken), Number)
			}
			digits, spoken = true, 0
		case digits && (r == '.' || r == ','):
			continue
		default:
			digits, spoken = false, 0
		}
	}
	if word.n > 0 {
		dst = append(dst, word.unit())
	}
	return dst
}

// dropNumerals takes back the n numerals that turned out to begin a number.
func dropNumerals(dst []uint32, n int) []uint32 { return dst[:len(dst)-n] }

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r == '\'' }

// isPunct tells CJK punctuation and symbols from characters.
func isPunct(r rune) bool {
	return r >= 0x3000 && r <= 0x303f || r >= 0xfe00 && r <= 0xffff
}

func isNumeral(r rune) bool {
	if r > '四' {
		return r == '百' || r == '零' // the others stand lower
	}
	switch r {
	case '〇', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '千', '万', '亿':
		return true
	default:
		return false
	}
}
