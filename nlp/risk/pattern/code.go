package pattern

// code is the steps of a program, each behind the other in one array:
//
//	opLiteral   number of symbols, symbols
//	opSeq       number of steps, where each begins after this one, the steps
//	opAlt       the same; before the steps the length of what follows, and the
//	            alternatives that are plain characters, each behind its length
//	opOptional  the step
//	opGap       its length
//	opFound     number of the group in its part
//	opStart, opEnd
type code []uint16

// maxCode bounds the code of a part, so that its numbers fit.
const maxCode = 1 << 15

// size bounds the length of the code of n.
func (n node) size() int {
	sum := 4 + len(n.literal)
	for _, k := range n.kids {
		sum += 1 + k.size()
	}
	return sum
}

// assemble writes the code of e in the symbols of a.
func (p *program) assemble(e Expr, a *alphabet) {
	for _, n := range e.parts {
		group := 0
		step := len(p.code)
		p.step(n, a, &group)
		p.parts = append(p.parts, part{step, group})
	}
}

// step writes n. Plain nodes along a sequence are groups of their own, of which
// group counts those passed: where they stand has been found already.
func (p *program) step(n node, a *alphabet, group *int) {
	switch {
	case n.isPlain():
		p.code = append(p.code, uint16(opFound), uint16(*group))
		*group++
	case n.op == opSeq:
		p.list(opSeq, nil, len(n.kids), func(i int) { p.step(n.kids[i], a, group) })
	default:
		*group += len(groups(n))
		p.spell(n, a)
	}
}

// spell writes n down to its characters.
func (p *program) spell(n node, a *alphabet) {
	switch n.op {
	case opLiteral:
		p.code = appendSymbols(append(p.code, uint16(opLiteral)), n.literal, a)
		p.looks = true
	case opSeq:
		p.list(opSeq, nil, len(n.kids), func(i int) { p.spell(n.kids[i], a) })
	case opAlt:
		var plain []uint16
		var others []node
		for _, k := range n.kids {
			if k.op == opLiteral {
				plain = appendSymbols(plain, k.literal, a)
				p.looks = true
			} else {
				others = append(others, k)
			}
		}
		p.list(opAlt, append([]uint16{uint16(len(plain))}, plain...), len(others), func(i int) { p.spell(others[i], a) })
	case opOptional:
		p.code = append(p.code, uint16(opOptional))
		p.spell(n.kids[0], a)
	case opGap:
		p.code = append(p.code, uint16(opGap), uint16(n.gap))
	default: // opStart, opEnd
		p.code = append(p.code, uint16(n.op))
	}
}

// list writes a step of n others, which write writes, with what goes before them.
func (p *program) list(o op, before []uint16, n int, write func(int)) {
	at := len(p.code)
	p.code = append(p.code, uint16(o), uint16(n))
	p.code = append(append(p.code, make([]uint16, n)...), before...)
	for i := range n {
		p.code[at+2+i] = uint16(len(p.code) - at)
		write(i)
	}
}

// appendSymbols appends a text in symbols behind its length.
func appendSymbols(dst []uint16, text []rune, a *alphabet) []uint16 {
	dst = append(dst, uint16(len(text)))
	for _, r := range text {
		dst = append(dst, a.intern(r))
	}
	return dst
}
