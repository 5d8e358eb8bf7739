package phrase

import (
	"fmt"
	"slices"
	"strings"
	"sync"
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
	auto *automaton
	// uses lists, per literal, the groups that it is an alternative of.
	uses [][]use
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
}

// Compile builds a lexicon. The error quotes the expression at fault.
func Compile(exprs []string) (*Lexicon, error) {
	l := &Lexicon{need: make([]uint8, len(exprs)), veto: make([]uint8, len(exprs))}
	ids := map[string]int{}
	var literals []string
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
				alt = strings.TrimSpace(alt)
				if alt == "" {
					return nil, fmt.Errorf("expression %q has an empty alternative", e)
				}
				id, ok := ids[alt]
				if !ok {
					id = len(literals)
					ids[alt] = id
					literals = append(literals, alt)
					l.uses = append(l.uses, nil)
				}
				l.uses[id] = append(l.uses[id], use{int32(i), bit})
			}
		}
		if l.need[i] == 0 {
			return nil, fmt.Errorf("expression %q requires nothing", e)
		}
	}
	l.auto = newAutomaton(literals)
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
	node := int32(0)
	for i, r := range text {
		if endsSentence(text, i) {
			dst = l.flush(dst, st)
			node = 0
			continue
		}
		node = l.auto.step(node, r)
		for out := l.auto.firstOutput(node); out >= 0; out = l.auto.nextOutput(out) {
			lit := l.auto.literal[out]
			start := i + 1 - int(l.auto.length[lit])
			if l.auto.wordBound[lit] && cutsWord(text, start, i+1) {
				continue
			}
			for _, u := range l.uses[lit] {
				st.mark(u, l.veto[u.expr], start, i+1)
			}
		}
	}
	dst = l.flush(dst, st)
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
