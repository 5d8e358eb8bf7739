package pattern

import (
	"cmp"
	"slices"
)

// program is a pattern that is more than a choice of literals. Whatever it needs
// lies together: there are thousands, of which few are ever in a fast cache.
type program struct {
	parts []part
	// groups are sets of literals of each of which one occurs in any match, those
	// of a part each behind the one before it; others are the same but for the
	// rarest, which makes the pattern a candidate, the rarest first.
	groups, others []maskedWord
	code           code
	// stride is how far apart the windows are on which it is evaluated.
	stride int
	// looks tells whether a step looks at characters, rather than at where
	// literals have been found.
	looks bool
}

// part is one of the texts that must all occur in a sentence: where its code
// begins and how many groups it has.
type part struct {
	step, groups int
}

// maskedWord is a set of literals by number: literal 64·word+i is bit i of mask. A
// group is a run of them, of which the last is marked; numbers are given in the
// order of groups, so that few words hold one.
type maskedWord struct {
	mask uint64
	word int32
	last bool
}

// with adds a literal to the words of a group.
func with(group []maskedWord, literal int32) []maskedWord {
	word, bit := literal/64, uint64(1)<<(literal%64)
	for i := range group {
		if group[i].word == word {
			group[i].mask |= bit
			return group
		}
	}
	return append(group, maskedWord{word: word, mask: bit})
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

// window is the number of positions in one word of bits, less the one after the
// last character. A stride of at most window less the length of a match keeps
// the match whole in some window.
const window = 63

// program adds the literals of e to l. Of all its groups the rarest makes the
// pattern a candidate; the others are looked for then.
func (l *literals) program(e Expr, u user) program {
	p := program{stride: window - maxLength}
	if len(e.parts) == 1 {
		p.stride = window - e.parts[0].longest()
	}
	var texts [][][]rune
	var all [][]maskedWord
	for _, n := range e.parts {
		for _, g := range groups(n) {
			var words []maskedWord
			for _, lit := range g {
				n := l.number(lit)
				l.noted[n] |= u.on
				words = with(words, n)
			}
			words[len(words)-1].last = true
			all, texts = append(all, words), append(texts, g)
		}
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rarity(texts[b]), rarity(texts[a])) })
	for _, lit := range distinct(texts[order[0]]) {
		n := l.number(lit)
		l.queues[n] = append(l.queues[n], u)
	}
	words := slices.Concat(all...)
	n := len(words)
	for _, g := range order[1:] {
		words = append(words, all[g]...)
	}
	p.groups, p.others = words[:n:n], words[n:]
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
