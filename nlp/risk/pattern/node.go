package pattern

// longest is the number of characters that n covers at most.
func (n node) longest() int {
	switch n.op {
	case opLiteral:
		return len(n.literal)
	case opGap:
		return n.gap
	case opSeq, opOptional:
		sum := 0
		for _, k := range n.kids {
			sum += k.longest()
		}
		return sum
	case opAlt:
		longest := 0
		for _, k := range n.kids {
			longest = max(longest, k.longest())
		}
		return longest
	}
	return 0
}

// required returns literals of which one must occur in any match, the rarest
// choice among those that n offers; ok is false where there is none.
func required(n node) (literals [][]rune, ok bool) {
	switch n.op {
	case opLiteral:
		return [][]rune{n.literal}, true
	case opSeq:
		for _, k := range n.kids {
			if c, has := required(k); has && (!ok || rarity(c) > rarity(literals)) {
				literals, ok = c, true
			}
		}
		return literals, ok
	case opAlt:
		for _, k := range n.kids {
			c, has := required(k)
			if !has {
				return nil, false
			}
			literals = append(literals, c...)
		}
		return literals, true
	}
	return nil, false
}

// groups returns, in order, the sets of literals of each of which one must occur
// in any match, each ending after the one before it.
func groups(n node) [][][]rune {
	if n.op == opSeq {
		var all [][][]rune
		for _, k := range n.kids {
			all = append(all, groups(k)...)
		}
		return all
	}
	if literals, ok := required(n); ok {
		return [][][]rune{literals}
	}
	return nil
}

// isPlain reports that n is a literal or a choice of literals.
func (n node) isPlain() bool {
	if n.op != opAlt {
		return n.op == opLiteral
	}
	for _, k := range n.kids {
		if !k.isPlain() {
			return false
		}
	}
	return true
}
