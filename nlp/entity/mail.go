package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// email returns the address around the @ at i.
func email(r []rune, i int) (start, end int) {
	start, end = i, i+1
	for start > 0 && mailRune(r[start-1]) {
		start--
	}
	for end < len(r) && mailRune(r[end]) {
		end++
	}
	for end > i+1 && !isLetter(r[end-1]) && !isDigit(r[end-1]) {
		end--
	}
	if start == i || end == i+1 {
		return 0, 0
	}
	return start, end
}

func mailRune(c rune) bool {
	return isLetter(c) || isDigit(c) || c == '.' || c == '_' || c == '-' || c == '+'
}

// atSign returns the length of the word for @ at k: 艾特, or at between blanks. It
// is 0 for none.
func atSign(r []rune, k int) int {
	switch {
	case r[k] == '艾' && at(r, k+1) == '特':
		return 2
	case (r[k] == 'a' || r[k] == 'A') && (at(r, k+1)|0x20) == 't' && at(r, k-1) == ' ' && at(r, k+2) == ' ':
		return 2
	}
	return 0
}

// spokenMail returns the mail address that is spelled out around the word for @ in
// [at, behind): zhangwei艾特example点com, john dot smith at example dot com, l i n a
// 2 0 at 163 dot com. It has to end on a domain that there is; end is 0 otherwise.
func spokenMail(r []rune, at, behind int) (start, end int) {
	end = spokenDomain(r, behind)
	if end == 0 {
		return 0, 0
	}
	start = spokenUser(r, at)
	if start == at {
		return 0, 0
	}
	return start, end
}

// mailAtom tells whether c may stand within a name or a domain as it is dictated.
func mailAtom(c rune) bool {
	return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c != '*' && spokenDigit(c) != 0
}

// spokenDomain returns where the domain that begins at k ends, 0 for none.
func spokenDomain(r []rune, k int) (end int) {
	dotted := false
	for {
		for at(r, k) == ' ' {
			k++
		}
		from := k
		for mailAtom(at(r, k)) || k > from && spelled(r, k) {
			dotted = dotted || r[k] == '.'
			k++
		}
		if k == from {
			return end
		}
		if dotted && topLevel(r[from:k]) {
			end = k
		}
		sign, n := separator(r, k)
		if n == 0 {
			return end
		}
		dotted = dotted || sign == '.'
		k += n
	}
}

// spokenUser returns where the user's name begins that ends before k, k itself
// where there is none.
func spokenUser(r []rune, k int) (start int) {
	start = k
	for {
		for at(r, k-1) == ' ' {
			k--
		}
		from := k
		for mailAtom(at(r, k-1)) || k < from && spelled(r, k-1) {
			k--
		}
		if k == from {
			return start
		}
		start = k
		n := separatorBefore(r, k)
		if n == 0 {
			return start
		}
		k -= n
	}
}

// spelled tells whether a blank at k parts single letters or digits.
func spelled(r []rune, k int) bool {
	return at(r, k) == ' ' && mailAtom(at(r, k-1)) && !mailAtom(at(r, k-2)) && mailAtom(at(r, k+1)) && !mailAtom(at(r, k+2))
}

// topLevel tells whether the last part of a domain, behind its last dot, is one
// under which people have mail.
func topLevel(r []rune) bool {
	if dot := lastDot(r); dot >= 0 {
		r = r[dot+1:]
	}
	switch strings.ToLower(string(r)) {
	case "com", "cn", "net", "org", "edu", "gov", "hk", "tw", "sg", "io", "info":
		return true
	}
	return false
}

func lastDot(r []rune) int {
	for i := len(r) - 1; i >= 0; i-- {
		if r[i] == '.' {
			return i
		}
	}
	return -1
}

// mailSign is a word for a sign in a mail address.
type mailSign struct {
	word string
	sign byte
}

func mailSigns() [9]mailSign {
	return [...]mailSign{
		{"点", '.'},
		{"dot", '.'},
		{"下划线", '_'},
		{"underscore", '_'},
		{"横杠", '-'},
		{"中划线", '-'},
		{"杠", '-'},
		{"dash", '-'},
		{"hyphen", '-'},
	}
}

// separator reads a word for a sign at k, with the blanks around it.
func separator(r []rune, k int) (sign byte, width int) {
	from := k
	for at(r, k) == ' ' {
		k++
	}
	for _, s := range mailSigns() {
		if n := hasAt(r, k, s.word); n > 0 && !(isLetter(r[k]) && (isLetter(at(r, k-1)) || isLetter(at(r, k+n)))) {
			return s.sign, k + n - from
		}
	}
	return 0, 0
}

// separatorBefore returns the width of such a word that ends before k, blanks
// included, where a part of a name stands before it.
func separatorBefore(r []rune, k int) (width int) {
	end := k
	for at(r, k-1) == ' ' {
		k--
	}
	for _, s := range mailSigns() {
		n := utf8.RuneCountInString(s.word)
		if k < n || hasAt(r, k-n, s.word) == 0 {
			continue
		}
		before := k - n
		for at(r, before-1) == ' ' {
			before--
		}
		if mailAtom(at(r, before-1)) && !(isLetter(r[k-n]) && before == k-n) {
			return end - (k - n)
		}
	}
	return 0
}

// writtenMail writes the dictated address [start, end), whose word for @ is
// [sign, behind), as it is typed.
func writtenMail(r []rune, start, sign, behind, end int) string {
	var b strings.Builder
	for k := start; k < end; {
		if k == sign {
			b.WriteByte('@')
			k = behind
			continue
		}
		if s, n := separator(r, k); n > 0 && k > start {
			b.WriteByte(s)
			k += n
			continue
		}
		switch c := r[k]; {
		case c == ' ':
		case c < utf8.RuneSelf:
			b.WriteRune(unicode.ToLower(c))
		default:
			b.WriteByte(spokenDigit(c))
		}
		k++
	}
	return b.String()
}
