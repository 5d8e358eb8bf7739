package phrase

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"huifang/nlp/literal"
)

// maxGroups bounds the groups of one expression: each is a bit of a mask.
const maxGroups = 8

// Hit is one expression found in one sentence.
type Hit struct {
	// Expr is the index of the expression in the list that was compiled.
	Expr int
	// Start and End span the first literal of each required group, in code
	// points of the text.
	Start, End int
}

// Lexicon is a compiled list of expressions. It is immutable and safe for
// concurrent use.
type Lexicon struct {
	finder *literal.Finder
	// uses lists, per literal, the groups that it is an alternative of.
	uses [][]use
	// wordBound marks the literals that match whole words only.
	wordBound []bool
	// need and veto are the groups of each expression as bit masks.
	need, veto []uint8
	scratch    sync.Pool
}

type use struct {
	expr int32
	bit  uint8
}

// state is what a scan knows of each expression within the present sentence.
type state struct {
	seen       []uint8
	start, end []int32
	touched    []int32

	folded []rune
	found  []literal.Match
}

// Compile builds a lexicon. The error quotes the expression at fault.
func Compile(exprs []string) (*Lexicon, error) {
	l := &Lexicon{need: make([]uint8, len(exprs)), veto: make([]uint8, len(exprs))}
	ids := map[string]int{}
	var literals [][]rune
	for i, e := range exprs {
		groups := strings.Split(e, "&")
		if len(groups) > maxGroups {
			return nil, fmt.Errorf("expression %q has %d groups, at most %d are allowed", e, len(groups), maxGroups)
		}
		for g, group := range groups {
			group, negative := strings.CutPrefix(strings.TrimSpace(group), "!")
			bit := uint8(1) << g
			if negative {
				l.veto[i] |= bit
			} else {
				l.need[i] |= bit
			}
			for alt := range strings.SplitSeq(group, "|") {
				text := appendFolded(nil, []rune(strings.TrimSpace(alt)))
				if len(text) == 0 {
					return nil, fmt.Errorf("expression %q has an empty alternative", e)
				}
				id, ok := ids[string(text)]
				if !ok {
					id = len(literals)
					ids[string(text)] = id
					literals, l.uses = append(literals, text), append(l.uses, nil)
					l.wordBound = append(l.wordBound, isLatin(text[0]) || isLatin(text[len(text)-1]))
				}
				l.uses[id] = append(l.uses[id], use{int32(i), bit})
			}
		}
		if l.need[i] == 0 {
			return nil, fmt.Errorf("expression %q requires nothing", e)
		}
	}
	l.finder = literal.Compile(literals)
	n := len(exprs)
	l.scratch.New = func() any {
		return &state{seen: make([]uint8, n), start: make([]int32, n), end: make([]int32, n)}
	}
	return l, nil
}

// Match appends to dst the expressions that text contains, sentence by sentence
// and in the order of the lexicon within one, and returns it. Case and full
// width do not matter; literals that begin or end in a Latin letter match whole
// words only.
func (l *Lexicon) Match(dst []Hit, text []rune) []Hit {
	st := l.scratch.Get().(*state)
	st.folded = appendFolded(st.folded[:0], text)
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && !endsSentence(text, end) {
			end++
		}
		st.found = l.finder.Find(st.found[:0], st.folded[start:end])
		for _, m := range st.found {
			if l.wordBound[m.Literal] && cutsWord(st.folded, start+int(m.Start), start+int(m.End)) {
				continue
			}
			for _, u := range l.uses[m.Literal] {
				st.mark(u, l.veto[u.expr], start+int(m.Start), start+int(m.End))
			}
		}
		dst = l.flush(dst, st)
		start = end + 1
	}
	l.scratch.Put(st)
	return dst
}

// mark records a literal of group u.bit; the span grows only with the first
// literal of each required group, so that repetition does not widen it.
func (s *state) mark(u use, veto uint8, start, end int) {
	if s.seen[u.expr] == 0 {
		s.touched = append(s.touched, u.expr)
		s.start[u.expr] = -1
	}
	if s.seen[u.expr]&u.bit != 0 {
		return
	}
	s.seen[u.expr] |= u.bit
	if veto&u.bit != 0 {
		return
	}
	if s.start[u.expr] < 0 {
		s.start[u.expr], s.end[u.expr] = int32(start), int32(end)
		return
	}
	s.start[u.expr] = min(s.start[u.expr], int32(start))
	s.end[u.expr] = max(s.end[u.expr], int32(end))
}

// flush emits what the sentence completed and forgets the rest.
func (l *Lexicon) flush(dst []Hit, s *state) []Hit {
	slices.Sort(s.touched)
	for _, e := range s.touched {
		if s.seen[e]&l.need[e] == l.need[e] && s.seen[e]&l.veto[e] == 0 {
			dst = append(dst, Hit{int(e), int(s.start[e]), int(s.end[e])})
		}
		s.seen[e] = 0
	}
	s.touched = s.touched[:0]
	return dst
}
