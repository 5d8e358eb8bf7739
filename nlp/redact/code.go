package redact

import (
	"strings"

	"huifang/schemas"
)

// afterPaper appends the number of a passport or a travel permit: one or two
// letters and seven digits or more.
func afterPaper(spans []schemas.PIISpan, r []rune, i int) []schemas.PIISpan {
	k := skip(r, i, "护照")
	if r[i] == '证' && at(r, i-1) == '行' {
		k = i + 1 // 通行证
	}
	if k == 0 {
		return spans
	}
	for end := k + lead; k < end && k < len(r) && !isLetter(r[k]); k++ {
	}
	from, digits := k, 0
	for isLetter(at(r, k)) && k-from < 2 {
		k++
	}
	letters := k - from
	for ; isDigit(at(r, k)) || at(r, k) == ' ' && isDigit(at(r, k+1)); k++ {
		if r[k] != ' ' {
			digits++
		}
	}
	if letters == 0 || digits < 7 {
		return spans
	}
	return append(spans, schemas.PIISpan{Type: IDCard, Start: from, End: k})
}

// betweenAlnum tells whether a blank at k only groups the runes of a code.
func betweenAlnum(r []rune, k int) bool {
	return r[k] == ' ' && isCodeRune(at(r, k-1)) && isCodeRune(at(r, k+1))
}

// isCodeRune takes the letters and digits of a code, written or dictated.
func isCodeRune(c rune) bool { return isAlnum(c) || isDigit(c) }

// creditCodeEnd returns the end of a unified social credit code (GB 32100) at i:
// eighteen digits and capitals of which the last checks the others; 0 for none. It
// is a firm's, but a sole trader's firm is the person.
func creditCodeEnd(r []rune, i int) int {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	const length = 18
	if isAlnum(at(r, i-1)) || !isAlnum(at(r, i+length-1)) || isAlnum(at(r, i+length)) {
		return 0
	}
	sum, weight, letters := 0, 1, 0
	for _, c := range r[i : i+length-1] {
		if c >= 'a' && c <= 'z' {
			c += 'A' - 'a'
		}
		v := strings.IndexRune(alphabet, c)
		if v < 0 {
			return 0
		}
		if isLetter(c) {
			letters++
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	last := r[i+length-1] &^ 0x20
	if isDigit(r[i+length-1]) {
		last = r[i+length-1]
	}
	if letters == 0 || alphabet[(31-sum%31)%31] != byte(last) {
		return 0
	}
	return i + length
}
