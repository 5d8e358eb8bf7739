package pattern

import (
	"cmp"
	"slices"
)

// program is a pattern that is more than a choice of literals.
type program struct {
	parts []part
	// stride is how far apart the windows are on which it is evaluated.
	stride int
	// looks tells whether a step looks at characters, rather than at where
	// literals have been found.
	looks bool
	// others are the groups but the one that makes the pattern a candidate, the
	// rarest first, as runs of words of which the last is marked.
	others []maskedWord
}

// part is one of the texts that must all occur in a sentence.
type part struct {
	step step
	// groups are sets of literals of each of which one occurs in any match, each
	// behind the one before it.
	groups []group
}

// group is a set of literals by number: literal 64·word+i is bit i of a mask.
// Numbers are given in the order of groups, so that few words hold one.
type group []maskedWord

type maskedWord struct {
	mask uint64
	word int32
	last bool
}

func (g group) with(literal int32) group {
	word, bit := literal/64, uint64(1)<<(literal%64)
	for i := range g {
		if g[i].word == word {
			g[i].mask |= bit
			return g
		}
	}
	return append(g, maskedWord{word: word, mask: bit})
}

// complete reports whether the set seen has a literal of each group that the
// pattern needs beside the one that made it a candidate.
func (p *program) complete(seen []uint64) bool {
	any := uint64(0)
	for i := range p.others {
		w := &p.others[i]
		any |= seen[w.word] & w.mask
		if w.last {
			if any == 0 {
				return false
			}
			any = 0
		}
	}
	return true
}

// step is a node whose literals are written in symbols.
type step struct {
	op   op
	syms []uint16
	// gap is the length of an opGap, group the number of an opFound.
	gap, group int
	kids       []step
	// literals are the alternatives of an opAlt that are plain characters, as
	// runs of symbols, each behind its length; kids are the others. Most
	// alternatives fail on their first symbol, so that they lie in one array.
	literals []uint16
}

// window is the number of positions in one word of bits, less the one after the
// last character. A stride of at most window less the length of a match keeps
// the match whole in some window.
const window = 63

// program adds the literals of e to l. Of all its groups the rarest makes the
// pattern, number id, a candidate; the others are looked for then.
func (l *literals) program(e Expr, id int32) program {
	p := program{stride: window - maxLength}
	if len(e.parts) == 1 {
		p.stride = window - e.parts[0].longest()
	}
	var texts [][][]rune
	var all []group
	for _, n := range e.parts {
		var pt part
		for _, g := range groups(n) {
			var numbers group
			for _, lit := range g {
				n := l.number(lit)
				l.noted[n] = true
				numbers = numbers.with(n)
			}
			pt.groups = append(pt.groups, numbers)
			texts = append(texts, g)
		}
		all = append(all, pt.groups...)
		p.parts = append(p.parts, pt)
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rarity(texts[b]), rarity(texts[a])) })
	for _, lit := range distinct(texts[order[0]]) {
		n := l.number(lit)
		l.queues[n] = append(l.queues[n], user{pattern: id})
	}
	for _, g := range order[1:] {
		p.others = append(p.others, all[g]...)
		p.others[len(p.others)-1].last = true
	}
	return p
}

func distinct(literals [][]rune) [][]rune {
	var out [][]rune
	seen := map[string]bool{}
	for _, l := range literals {
		if !seen[string(l)] {
			seen[string(l)] = true
			out = append(out, l)
		}
	}
	return out
}

// assemble writes the steps of e in the symbols of a.
func (p *program) assemble(e Expr, a *alphabet) {
	for i, n := range e.parts {
		group := 0
		p.parts[i].step = p.step(n, a, &group)
	}
}

// step writes n in the symbols of a. Plain nodes along a sequence are groups of
// their own, of which group counts those passed: where they stand has been found
// already.
func (p *program) step(n node, a *alphabet, group *int) step {
	switch {
	case n.isPlain():
		*group++
		return step{op: opFound, group: *group - 1}
	case n.op == opSeq:
		out := step{op: opSeq}
		for _, k := range n.kids {
			out.kids = append(out.kids, p.step(k, a, group))
		}
		return out
	}
	*group += len(groups(n))
	return p.spelled(n, a)
}

// spelled writes n in the symbols of a, down to its characters.
func (p *program) spelled(n node, a *alphabet) step {
	out := step{op: n.op, gap: n.gap}
	for _, r := range n.literal {
		p.looks = true
		out.syms = append(out.syms, a.intern(r))
	}
	for _, k := range n.kids {
		kid := p.spelled(k, a)
		if n.op == opAlt && kid.op == opLiteral {
			out.literals = append(append(out.literals, uint16(len(kid.syms))), kid.syms...)
			continue
		}
		out.kids = append(out.kids, kid)
	}
	return out
}
