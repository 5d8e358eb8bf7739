package redact

import (
	"slices"

	"huifang/nlp/value"
)

const hidden = '*'

// hide masks the personal data of type kind in r, in place. whole is the number
// that r is a piece of, where it was told in pieces; nil where r is all of it.
func hide(kind string, r []rune, whole []rune) {
	switch kind {
	case Name:
		hideName(r)
	case Phone, IDCard:
		hideDigits(r, whole, 3, 4)
	case BankAccount:
		hideDigits(r, whole, 0, 4)
	case Email:
		hideRange(r, 1, slices.Index(r, '@'))
	case Address:
		hideRange(r, districtEnd(r), len(r))
	case Plate:
		hideRange(r, 2, len(r)-1)
	case USCC:
		hideRange(r, 0, len(r)-4)
	case WeChat:
		hideRange(r, 1, len(r))
	default:
		hideRange(r, 0, len(r))
	}
}

// hideRange hides r[from:to]; a to of -1 stands for the end.
func hideRange(r []rune, from, to int) {
	if to < 0 {
		to = len(r)
	}
	for i := min(from, len(r)); i < to; i++ {
		r[i] = hidden
	}
}

// hideName keeps the surname: the first rune, two of a compound one, the last
// word of an English name.
func hideName(r []rune) {
	if len(r) == 0 {
		return
	}
	if isLetter(r[0]) || slices.Contains(r, ' ') {
		for i := range r {
			if !slices.Contains(r[i:], ' ') {
				break
			}
			if isLetter(r[i]) {
				r[i] = hidden
			}
		}
		if !slices.Contains(r, ' ') {
			hideRange(r, 1, len(r))
		}
		return
	}
	keep := 1
	if len(r) >= 3 && compound(r[0], r[1]) || len(r) >= 4 {
		keep = 2
	}
	hideRange(r, keep, len(r))
}

func compound(a, b rune) bool {
	switch string([]rune{a, b}) {
	case "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木", "南宫", "夏侯", "宇文", "独孤", "呼延":
		return true
	}
	return false
}

// hideDigits hides the digits of r except the first and the last of the whole
// number. Pauses between the digits stay. Where r does not spell the whole or a
// piece of it one digit after the other (两个八, double eight, digits taken back
// later), nothing stays; of a short number only the last digits do.
func hideDigits(r, whole []rune, first, last int) {
	piece := make([]rune, 0, 32)
	spelled := false
	for _, c := range r {
		switch {
		case isDigit(c):
			piece = append(piece, asciiDigit(c))
		case isLetter(c):
			spelled = true // one three eight
		}
	}
	total, offset := len(piece), 0
	if len(whole) > 0 {
		total, offset = len(whole), pieceOffset(piece, whole)
		if offset < 0 || spelled {
			hideAll(r)
			return
		}
	}
	if total < first+last+4 {
		first = 0 // short, or a tail: with the first digits too little would be hidden
	}
	n := offset
	for i, c := range r {
		if !isDigit(c) {
			continue
		}
		if n >= first && n < total-last {
			r[i] = hidden
		}
		n++
	}
}

// hideAll hides letters and digits: six hides as well as 6.
func hideAll(r []rune) {
	for i, c := range r {
		if isLetter(c) || isDigit(c) {
			r[i] = hidden
		}
	}
}

// pieceOffset returns where piece begins within whole, -1 where it does not.
func pieceOffset(piece, whole []rune) int {
	for i := 0; i+len(piece) <= len(whole); i++ {
		if slices.Equal(whole[i:i+len(piece)], piece) {
			return i
		}
	}
	return -1
}

// isDigit tells whether c is a digit as written or dictated, or the X of an
// identity number, or a digit that is hidden already.
func isDigit(c rune) bool { return asciiDigit(c) != 0 }

func asciiDigit(c rune) rune {
	switch c {
	case 'X', 'x':
		return 'X'
	case hidden:
		return hidden
	}
	return rune(value.DictatedDigit(c))
}

// districtEnd returns where an address goes below the district; 0 where it names
// none.
func districtEnd(r []rune) int {
	for _, level := range []rune{'区', '县', '市', '省'} {
		for i := 1; i < len(r) && i < 14; i++ {
			if r[i] == level && i+1 < len(r) && (level != '区' || i < 12) {
				return i + 1
			}
		}
	}
	return 0
}
