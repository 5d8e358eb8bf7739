package segment

import (
	"math"

	"huifang/nlp/segment/lexicon"
)

// lattice holds what is known of each place of a text, and of its end, while it
// is cut. The slices are parallel, but for pairs, which has no end.
type lattice struct {
	// codes and own are the codes in the dictionary and in the user's lists;
	// own is not filled if there are none.
	codes, own []uint16
	pairs      []lexicon.Node // where words of two characters and more go on
	marks      []mark
	steps      []step
	special    []int32 // places where an atom or a numeral can begin; not parallel
}

// mark tells of an atom or a Chinese numeral that begins at a place.
type mark struct {
	// atom is the end of the atom, 0 if none begins here. Inside one it is
	// inAtom: no word begins there, and none ends, since best is minus infinity.
	atom int32
	// numeral is the end of the numeral, 0 if none begins here.
	numeral int32
}

const inAtom = -1

// step is the best way on from a place: its first word and the log probability
// of all of it. The weight is that of the word in the dictionary, or if negative
// in the user's lists, or one of the constants below.
type step struct {
	best   float64
	next   int32
	weight int32
}

// Weights of words in no dictionary.
const (
	weightNone    = 0
	weightNumeral = math.MaxInt32
)

// reset makes room for a text of n code points and clears the marks.
func (l *lattice) reset(n int) {
	if cap(l.steps) <= n {
		room := n + n/2 + 64
		l.codes, l.own = make([]uint16, room), make([]uint16, room)
		l.pairs, l.marks, l.steps = make([]lexicon.Node, room), make([]mark, room), make([]step, room)
		l.special = make([]int32, room)
	}
	l.codes, l.own, l.pairs = l.codes[:n+1], l.own[:n+1], l.pairs[:n]
	l.marks, l.steps, l.special = l.marks[:n+1], l.steps[:n+1], l.special[:n+1]
	clear(l.marks)
}

// prepare fills in all but the steps, of which it sets those that are known.
func (u *Unigram) prepare(l *lattice, text []rune) {
	n := len(text)
	l.reset(n)
	codes := l.codes[:len(text)]
	special := 0
	for i, r := range text {
		c := u.words.Code(r)
		codes[i] = c
		// Counted without a branch, which would be a guess.
		l.special[special] = int32(i)
		special += int(u.special[c])
	}
	l.codes[n] = u.words.None()
	u.words.Pairs(l.pairs, l.codes)
	l.steps[n] = step{}
	l.mark(text, l.special[:special])
	if u.own != nil {
		for i, r := range text {
			l.own[i] = u.own.Code(r)
		}
		l.own[n] = u.own.None()
	}
}

// mark finds the atoms and numerals that begin at the special places.
func (l *lattice) mark(text []rune, special []int32) {
	end := 0 // of the last one
	for _, at := range special {
		i := int(at)
		if i < end {
			continue
		}
		r := text[i]
		switch {
		case r == ordinal && i+1 < len(text) && isDigit(text[i+1]):
			// 第3, 第25: the digits stay an atom.
			ordinalEnd, _ := atomEnd(text, i+1)
			l.marks[i].numeral = int32(ordinalEnd)
		case r >= latinEnd:
			if end = numeralEnd(text, i); end > i+1 {
				l.marks[i].numeral = int32(end)
			}
		case isLatin(r):
			end, _ = atomEnd(text, i)
			l.marks[i].atom = int32(end)
			for k := i + 1; k < end; k++ {
				l.marks[k].atom = inAtom
				l.steps[k].best = math.Inf(-1)
			}
		}
	}
}

// specialCodes is 1 for the codes of characters that can begin an atom or a
// numeral; those that are in no word, which share a code, count among them.
func specialCodes(words *lexicon.Trie) []uint8 {
	special := make([]uint8, int(words.None())+1)
	special[words.None()] = 1
	for r := range rune(latinEnd) {
		if isLatin(r) {
			special[words.Code(r)] = 1
		}
	}
	for _, r := range numerals + string(ordinal) {
		special[words.Code(r)] = 1
	}
	return special
}
