package pattern

// maxExpansion bounds the literals that one piece of a pattern is written out
// to.
const maxExpansion = 32

// count returns how many texts expand lists, before it writes any out; ok is
// false if they are too many or n has gaps or anchors.
func count(n node) (texts int, ok bool) {
	switch n.op {
	case opLiteral:
		return 1, true
	case opOptional:
		texts, ok = count(n.kids[0])
		return texts + 1, ok && texts < maxExpansion
	case opAlt:
		for _, k := range n.kids {
			more, ok := count(k)
			if texts += more; !ok || texts > maxExpansion {
				return 0, false
			}
		}
		return texts, true
	case opSeq:
		texts = 1
		for _, k := range n.kids {
			more, ok := count(k)
			if texts *= more; !ok || texts > maxExpansion {
				return 0, false
			}
		}
		return texts, true
	}
	return 0, false
}

// expand lists all texts that n matches, the empty one included if it matches
// that. It is for nodes that count accepts.
func expand(n node) [][]rune {
	switch n.op {
	case opLiteral:
		return [][]rune{n.literal}
	case opOptional:
		return append([][]rune{nil}, expand(n.kids[0])...)
	case opAlt:
		var texts [][]rune
		for _, k := range n.kids {
			texts = append(texts, expand(k)...)
		}
		return texts
	}
	texts := [][]rune{nil}
	for _, k := range n.kids {
		texts = product(texts, expand(k))
	}
	return texts
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
// finder finds by itself: 没(欠|拖) becomes 没欠|没拖.
func simplify(n node) node {
	if n.op == opLiteral {
		return n
	}
	if _, ok := count(n); ok {
		if plain, ok := alternatives(expand(n)); ok {
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
		end := joinable(n.kids, i)
		joined := n.kids[i]
		if end > i+1 {
			joined = node{op: opSeq, kids: n.kids[i:end]}
			if plain, ok := alternatives(expand(joined)); ok {
				joined = plain
			}
		} else {
			joined = simplify(joined)
		}
		if joined.op == opSeq {
			out.kids = append(out.kids, joined.kids...)
		} else {
			out.kids = append(out.kids, joined)
		}
		i = end
	}
	if len(out.kids) == 1 {
		return out.kids[0]
	}
	return out
}

// joinable returns the end of the longest run of kids from i on that can be
// written out together, at least i+1.
func joinable(kids []node, i int) int {
	texts := 1
	for end := i; end < len(kids); end++ {
		more, ok := count(kids[end])
		if texts *= more; !ok || texts > maxExpansion {
			return max(end, i+1)
		}
	}
	return len(kids)
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
