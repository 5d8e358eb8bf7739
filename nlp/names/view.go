package names

import "huifang/schemas"

// reach is how many code points the templates look to either side, and
// wordReach how many words.
const (
	reach     = 3
	wordReach = 2
)

// Marks of what the templates do not tell apart. They are no code points of
// Chinese text.
const (
	markEdge  = 1 // before and after the text
	markOther = 2 // beyond the Basic Multilingual Plane
	markDigit = '0'
	markLatin = 'a'
)

// view is a text as the templates see it; scratch space that reset fills.
type view struct {
	marks []uint16 // of code points, with reach edges on either side
	words []word   // with wordReach edges on either side
	of    []int32  // by code point: index into words
}

// word is a token as the templates see it.
type word struct {
	text       uint32 // hash
	pos        uint32 // the first bytes of the part of speech
	start, end int32
	// screen and screenTags are the word and the parts of speech around it as
	// the screen sees them.
	screen, screenTags uint16
}

// reset makes v the view of a folded text and its tokens, which are in order.
// What lies in no token, or in one that overlaps another, is words of one code
// point.
func (v *view) reset(text []rune, tokens []schemas.Token) {
	v.marks = append(v.marks[:0], markEdge, markEdge, markEdge)
	for _, r := range text {
		v.marks = append(v.marks, mark(r))
	}
	v.marks = append(v.marks, markEdge, markEdge, markEdge)
	edge := word{text: markEdge, pos: markEdge}
	v.words = append(v.words[:0], edge, edge)
	v.of = v.of[:0]
	for k := range tokens {
		t := &tokens[k]
		if t.Start < len(v.of) || t.End > len(text) || t.End <= t.Start {
			continue
		}
		v.fill(t.Start)
		v.add(t.End, t.POS)
	}
	v.fill(len(text))
	v.words = append(v.words, edge, edge)
	for k := wordReach; k < len(v.words)-wordReach; k++ {
		w := &v.words[k]
		w.screen = uint16(w.text >> (32 - screenWidth))
		w.screenTags = uint16(((v.words[k-1].pos*0x85EBCA6B+w.pos)*0x9E3779B1 + v.words[k+1].pos*0xC2B2AE35) * 0x27D4EB2F >> (32 - screenWidth))
	}
}

// fill adds words of one code point up to end.
func (v *view) fill(end int) {
	for len(v.of) < end {
		v.add(len(v.of)+1, "")
	}
}

// add adds the word from where the last one ends to end.
func (v *view) add(end int, pos string) {
	start := len(v.of)
	h := uint32(0x811C9DC5)
	for _, m := range v.marks[start+reach : end+reach] {
		h = (h ^ uint32(m)) * 0x9E3779B1
		h ^= h >> 15
	}
	p := uint32(0)
	for k := range min(len(pos), 4) {
		p = p<<8 | uint32(pos[k])
	}
	for range end - start {
		v.of = append(v.of, int32(len(v.words)))
	}
	v.words = append(v.words, word{text: h, pos: p, start: int32(start), end: int32(end)})
}

func mark(r rune) uint16 {
	switch {
	case r >= '0' && r <= '9':
		return markDigit
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return markLatin
	case r < 0 || r > 0xFFFF:
		return markOther
	}
	return uint16(r)
}
