package entity

import "huifang/schemas"

// contacts finds numbers and addresses that lead to a person.
type contacts struct {
	lead   runeSet // ends the words before an address
	inside runeSet // follows a house number: 楼, 室 …
	// bridging and corrections are what is said between dictated digits.
	bridging, corrections [][]rune
}

func newContacts() *contacts {
	return &contacts{
		lead:   newRuneSet("到在是来去送发往寄给至从的我你您他就对吧了说还叫把址、,。?!:;,?!:;"),
		inside: newRuneSet("楼室层栋单元座幢号甲乙丙附-"),

		bridging:    runesOf(bridgeWords()),
		corrections: runesOf(correctionWords()),
	}
}

// tailNumber tells whether four digits are asked for, or given, as the last ones
// of a number.
func tailNumber(r []rune, run *digitRun, previous []rune) bool {
	for k := max(0, run.start-8); k < run.start; k++ {
		if hasAt(r, k, "尾号") > 0 || hasAt(r, k, "后四位") > 0 || hasAt(r, k, "最后四位") > 0 || hasAt(r, k, "后六位") > 0 {
			return true
		}
	}
	if run.start > 8 {
		return false
	}
	for k := max(0, len(previous)-24); k < len(previous); k++ {
		if hasAt(previous, k, "后四位") > 0 || hasAt(previous, k, "尾号") > 0 || hasAt(previous, k, "后六位") > 0 {
			return true
		}
	}
	return false
}

func tailKind(cue int) string {
	switch cue {
	case cueID:
		return schemas.EntityIDCard
	case cuePhone:
		return schemas.EntityPhone
	case cueAccount:
		return schemas.EntityBankAccount
	}
	return ""
}

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

// address returns the postal address whose house number ends with the 号 at i:
// 德城区湖滨中路66号, 季华五路18号1706室.
func (c *contacts) address(r []rune, i int) (start, end int) {
	k := i
	for k > 0 && (isDigit(r[k-1]) || spokenDigit(r[k-1]) != 0 || r[k-1] == '十' || r[k-1] == '百' || r[k-1] == '-') {
		k--
	}
	if k == i || k < 2 {
		return 0, 0
	}
	switch r[k-1] {
	case '路', '街', '道', '巷', '弄', '村', '园', '里', '区', '镇', '坊':
	default:
		return 0, 0
	}
	start = k - 1
	for start > 0 && k-start < 24 && isHan(r[start-1]) && !c.lead.has(r[start-1]) {
		start--
	}
	if k-start < 3 {
		return 0, 0
	}
	end = i + 1
	for end < len(r) {
		next := end
		for next < len(r) && (spokenDigit(r[next]) != 0 || r[next] == '十' || isUpper(r[next])) {
			next++
		}
		if next == end || !c.inside.has(at(r, next)) {
			break
		}
		for c.inside.has(at(r, next)) {
			next++
		}
		end = next
	}
	return start, end
}

// streetAddress returns the English address that starts with No. at i:
// No. 88 Weixin Road, Suzhou Industrial Park.
func streetAddress(r []rune, i int) (end int) {
	if hasAt(r, i, "No. ") == 0 || !isDigit(at(r, i+4)) {
		return 0
	}
	k := i + 4
	for k < len(r) && (isDigit(r[k]) || r[k] == '-') {
		k++
	}
	end = k
	for at(r, k) == ' ' || at(r, k) == ',' && at(r, k+1) == ' ' {
		for at(r, k) == ' ' || at(r, k) == ',' {
			k++
		}
		if !isUpper(at(r, k)) {
			break
		}
		for isLetter(at(r, k)) {
			k++
		}
		end = k
	}
	if end-i < 10 {
		return 0
	}
	return end
}
