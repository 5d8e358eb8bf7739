package pattern

// maxExpansion bounds the literals that one piece of a pattern is written out
// to.
const maxExpansion = 32

// expand lists all texts that n matches, the empty one included if it matches
// that; ok is false if they are too many or n has gaps or anchors.
func expand(n node) (texts [][]rune, ok bool) {
	switch n.op {
	case opLiteral:
		return [][]rune{n.literal}, true
	case opOptional:
		texts, ok = expand(n.kids[0])
		return append([][]rune{nil}, texts...), ok
	case opAlt:
		for _, k := range n.kids {
			more, ok := expand(k)
			if !ok || len(texts)+len(more) > maxExpansion {
				return nil, false
			}
			texts = append(texts, more...)
		}
		return texts, true
	case opSeq:
		texts = [][]rune{nil}
		for _, k := range n.kids {
			more, ok := expand(k)
			if !ok || len(texts)*len(more) > maxExpansion {
				return nil, false
			}
			texts = product(texts, more)
		}
		return texts, true
	}
	return nil, false
}

func product(heads, tails [][]rune) [][]rune {
	out := make([][]rune, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, append(h[:len(h):len(h)], t...))
		}
	}
	return out
}

// simplify writes n out into plain alternatives where it can, which the
// automaton finds by itself: 没(欠|拖) becomes 没欠|没拖.
func simplify(n node) node {
	if texts, ok := expand(n); ok {
		if plain, ok := alternatives(texts); ok {
			return plain
		}
	}
	switch n.op {
	case opAlt:
		return simplifyAlt(n)
	case opSeq:
		return simplifySeq(n)
	}
	return n
}

// simplifyAlt simplifies each alternative and joins those that became plain.
func simplifyAlt(n node) node {
	out := node{op: opAlt}
	for _, k := range n.kids {
		if k = simplify(k); k.op == opAlt {
			out.kids = append(out.kids, k.kids...)
		} else {
			out.kids = append(out.kids, k)
		}
	}
	return out
}

// simplifySeq joins neighbours as long as they can be written out together.
func simplifySeq(n node) node {
	out := node{op: opSeq}
	for i := 0; i < len(n.kids); {
		best, plain, end := simplify(n.kids[i]), node{}, i+1
		texts, ok := expand(n.kids[i])
		for j := i + 1; ok && j < len(n.kids); j++ {
			more, can := expand(n.kids[j])
			if !can || len(texts)*len(more) > maxExpansion {
				break
			}
			texts = product(texts, more)
			if plain, can = alternatives(texts); can {
				best, end = plain, j+1
			}
		}
		out.kids = append(out.kids, best)
		i = end
	}
	if len(out.kids) == 1 {
		return out.kids[0]
	}
	return out
}

// alternatives returns a choice of the texts, each once; ok is false where one
// of them is empty.
func alternatives(texts [][]rune) (n node, ok bool) {
	seen := make(map[string]bool, len(texts))
	n.op = opAlt
	for _, t := range texts {
		if len(t) == 0 {
			return node{}, false
		}
		if !seen[string(t)] {
			seen[string(t)] = true
			n.kids = append(n.kids, node{op: opLiteral, literal: t})
		}
	}
	if len(n.kids) == 1 {
		return n.kids[0], true
	}
	return n, true
}
