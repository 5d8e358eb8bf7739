package pattern

import "sync"

// Hit is one pattern found: its index in the Set, and what it covers in code
// points of the text. Hits of one pattern do not overlap.
type Hit struct {
	Pattern    int
	Start, End int
}

// Set is a list of patterns compiled together. It is immutable and safe for
// concurrent use.
type Set struct {
	exprs []program
	auto  *automaton
	// owners tells where each literal of the automaton is needed: those of
	// literal i are owners[first[i]:first[i+1]].
	owners  []owner
	first   []int32
	scratch sync.Pool
}

// owner is a pattern of which group, counted from 0 up to need, holds a literal.
type owner struct {
	pattern     int32
	group, need uint8
	// plain marks patterns that are nothing but alternative literals: what the
	// automaton finds is the hit.
	plain bool
}

// program is a pattern whose literals are written in the automaton's symbols.
type program struct {
	parts []step
}

type step struct {
	op   op
	syms []uint16
	// gap is the length of an opGap, group the number of an opFound.
	gap   int
	group uint8
	kids  []step
	// literals are the alternatives of an opAlt that are plain characters, as
	// runs of symbols, each behind its length; kids are the others. Most
	// alternatives fail on their first symbol, so that they lie in one array.
	literals []uint16
}

// window is the number of positions in one word of bits, less the one after the
// last character; stride keeps any match of maxLength whole in some window.
const (
	window = 63
	stride = window - maxLength
)

// Compile builds a Set of the patterns in their order.
func Compile(exprs []Expr) *Set {
	s := &Set{}
	ids := map[string]int{}
	var literals [][]rune
	var owners [][]owner // by literal
	simple := make([]Expr, len(exprs))
	for i, e := range exprs {
		for _, part := range e.parts {
			simple[i].parts = append(simple[i].parts, simplify(part))
		}
	}
	for i, e := range simple {
		needed := e.groups()
		plain := len(e.parts) == 1 && e.parts[0].isPlain()
		for g, group := range needed {
			for _, lit := range group {
				id, ok := ids[string(lit)]
				if !ok {
					id = len(literals)
					ids[string(lit)] = id
					literals = append(literals, lit)
					owners = append(owners, nil)
				}
				owners[id] = append(owners[id], owner{int32(i), uint8(g), uint8(len(needed)), plain})
			}
		}
	}
	s.first = []int32{0}
	for _, o := range owners {
		s.owners = append(s.owners, o...)
		s.first = append(s.first, int32(len(s.owners)))
	}
	s.auto = newAutomaton(literals)
	for _, e := range simple {
		var p program
		for _, part := range e.parts {
			st := s.assemble(part)
			if len(e.parts) == 1 {
				st.useFound(part)
			}
			p.parts = append(p.parts, st)
		}
		s.exprs = append(s.exprs, p)
	}
	symbols, n := int(s.auto.symbols), len(exprs)
	s.scratch.New = func() any {
		return &scratch{masks: make([]uint64, symbols), progress: make([]uint8, n), heads: make([]int32, n), last: make([]int32, n)}
	}
	return s
}

// groups bounds the groups by what a progress count can hold. Parts may come in
// any order, so that of several only the most telling group is used.
func (e Expr) groups() [][][]rune {
	if len(e.parts) == 1 {
		all := groups(e.parts[0])
		return all[:min(len(all), 255)]
	}
	best, _ := required(e.parts[0])
	for _, p := range e.parts[1:] {
		if c, _ := required(p); tells(c, best) {
			best = c
		}
	}
	return [][][]rune{best}
}

func (s *Set) assemble(n node) step {
	out := step{op: n.op, gap: n.gap}
	for _, r := range n.literal {
		out.syms = append(out.syms, s.auto.intern(r))
	}
	for _, k := range n.kids {
		kid := s.assemble(k)
		if n.op == opAlt && kid.op == opLiteral {
			out.literals = append(append(out.literals, uint16(len(kid.syms))), kid.syms...)
			continue
		}
		out.kids = append(out.kids, kid)
	}
	return out
}

// useFound replaces the plain groups of a part by what the automaton finds.
func (st *step) useFound(part node) {
	if part.op != opSeq {
		return
	}
	group := 0
	for i, k := range part.kids {
		if n := len(groups(k)); n > 0 {
			if k.isPlain() && group < 255 {
				st.kids[i] = step{op: opFound, group: uint8(group)}
			}
			group += n
		}
	}
}
