package entity

import "huifang/schemas"

// contacts finds numbers and addresses that lead to a person.
type contacts struct {
	lead   runeSet // ends the words before an address
	inside runeSet // follows a house number: 楼, 室 …
	estate runeSet // ends the name of a housing estate
	// bridging and corrections are what is said between dictated digits.
	bridging, corrections [][]rune
}

func newContacts() *contacts {
	return &contacts{
		lead:   newRuneSet("到在是来去住送发往寄给至从的我你您他就对吧了说还叫把址、,。?!:;,?!:;"),
		inside: newRuneSet("楼室层栋单元座幢号甲乙丙附-"),

		estate: newRuneSet("苑寓庭厦邸"),

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

// ofPaper tells whether the number whose tail stands at i is that of a paper (营业执照
// 尾号5127) rather than of a card or a person.
func ofPaper(r []rune, i int) bool {
	for k := max(0, i-10); k < i; k++ {
		switch r[k] {
		case '照', '单', '票', '同', '函', '编', '车':
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
