package train

import (
	"strings"
	"unicode"

	"huifang/nlp/names"
	"huifang/nlp/segment"
)

// slips puts the slips of talk into text, never within names: fillers before
// words, and words said twice.
type slips struct {
	fillers [][]rune
	random  uint64
}

func newSlips() *slips {
	s := &slips{random: 1}
	for w := range strings.FieldsSeq("呃 嗯 啊 那个 这个 就是 就是说 然后 那") {
		s.fillers = append(s.fillers, []rune(w))
	}
	return s
}

// next is xorshift64 (Marsaglia 2003), below n.
func (s *slips) next(n int) int {
	s.random ^= s.random << 13
	s.random ^= s.random >> 7
	s.random ^= s.random << 17
	return int(s.random % uint64(n))
}

// slipEvery is the mean number of words between two slips, and every repeatEvery-th
// of them is a repeat.
const slipEvery, repeatEvery = 10, 3

// into returns the example with slips and without punctuation.
func (s *slips) into(e *named, engine segment.Engine) names.Example {
	inside := make([]bool, len(e.Text))
	for _, n := range e.Names {
		for i := n.Start; i < n.End; i++ {
			inside[i] = i > n.Start
		}
	}
	ends := make([]int, len(e.Text)) // where the word ends that begins here
	for _, t := range e.Tokens {
		ends[t.Start] = t.End
	}
	return e.rewrite(engine, func(i int, dst []rune) []rune {
		r := e.Text[i]
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return dst
		}
		if ends[i] > 0 && !inside[i] && s.next(slipEvery) == 0 {
			if s.next(repeatEvery) == 0 {
				dst = append(dst, e.Text[i:ends[i]]...)
			} else {
				dst = append(dst, s.fillers[s.next(len(s.fillers))]...)
			}
		}
		return append(dst, r)
	})
}
