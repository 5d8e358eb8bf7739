package pattern

import "math/bits"

// tightest returns the match of st that ends first, and of those the shortest,
// with its start among from.
func (w *positions) tightest(st *step, from uint64) (start, end int, ok bool) {
	from &= uint64(1)<<(w.n+1) - 1
	for ends := w.run(st, from); ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros64(ends)
		starts := w.back(st, ends&-ends) & from & (uint64(1)<<end - 1)
		for ; starts != 0; starts &= uint64(1)<<start - 1 {
			start = bits.Len64(starts) - 1
			if !cutsWord(w.sentence, w.at+start, w.at+end) {
				return start, end, true
			}
		}
	}
	return 0, 0, false
}

// run returns the positions that st can end at when it begins at one of from.
func (w *positions) run(st *step, from uint64) uint64 {
	switch st.op {
	case opLiteral:
		for _, sym := range st.syms {
			if from = (from & w.masks[sym]) << 1; from == 0 {
				return 0
			}
		}
		return from
	case opSeq:
		for i := range st.kids {
			if from = w.run(&st.kids[i], from); from == 0 {
				return 0
			}
		}
		return from
	case opAlt:
		to := w.anyLiteral(st.literals, from)
		for i := range st.kids {
			to |= w.run(&st.kids[i], from)
		}
		return to
	case opOptional:
		return from | w.run(&st.kids[0], from)
	case opGap:
		inside := uint64(1)<<w.n - 1
		to := from
		for range st.gap {
			from = (from & inside) << 1
			to |= from
		}
		return to
	case opFound:
		to := uint64(0)
		for _, o := range w.places(st.group) {
			if start, end := int(o.start)-w.at, int(o.end)-w.at; start >= 0 && end <= w.n {
				to |= from >> start & 1 << end
			}
		}
		return to
	case opStart:
		return from & bit(w.first-w.at)
	default: // opEnd
		return from & bit(w.last-w.at)
	}
}

// back is run the other way: the positions that st can begin at when it ends at
// one of to.
func (w *positions) back(st *step, to uint64) uint64 {
	switch st.op {
	case opLiteral:
		for i := len(st.syms) - 1; i >= 0; i-- {
			if to = to >> 1 & w.masks[st.syms[i]]; to == 0 {
				return 0
			}
		}
		return to
	case opSeq:
		for i := len(st.kids) - 1; i >= 0; i-- {
			if to = w.back(&st.kids[i], to); to == 0 {
				return 0
			}
		}
		return to
	case opAlt:
		from := w.anyLiteralBack(st.literals, to)
		for i := range st.kids {
			from |= w.back(&st.kids[i], to)
		}
		return from
	case opOptional:
		return to | w.back(&st.kids[0], to)
	case opGap:
		from := to
		for range st.gap {
			to >>= 1
			from |= to
		}
		return from
	case opFound:
		from := uint64(0)
		for _, o := range w.places(st.group) {
			if start, end := int(o.start)-w.at, int(o.end)-w.at; start >= 0 && end <= w.n {
				from |= to >> end & 1 << start
			}
		}
		return from
	case opStart:
		return to & bit(w.first-w.at)
	default: // opEnd
		return to & bit(w.last-w.at)
	}
}

// places are where literals of a group of the part at hand stand.
func (w *positions) places(group int) []place {
	group += w.base
	return w.found[w.bounds[group]:w.bounds[group+1]]
}

// anyLiteral is run for alternatives that are plain characters.
func (w *positions) anyLiteral(literals []uint16, from uint64) (to uint64) {
	for i := 0; i < len(literals); {
		end := i + 1 + int(literals[i])
		at := from
		for i++; i < end; i++ {
			if at = (at & w.masks[literals[i]]) << 1; at == 0 {
				break
			}
		}
		to |= at
		i = end
	}
	return to
}

// anyLiteralBack is back for alternatives that are plain characters.
func (w *positions) anyLiteralBack(literals []uint16, to uint64) (from uint64) {
	for i := 0; i < len(literals); {
		end := i + 1 + int(literals[i])
		at := to
		for k := end - 1; k > i; k-- {
			if at = at >> 1 & w.masks[literals[k]]; at == 0 {
				break
			}
		}
		from |= at
		i = end
	}
	return from
}

func bit(i int) uint64 {
	if i < 0 || i > window {
		return 0
	}
	return 1 << i
}

// cutsWord reports that text[start:end] begins or ends inside a Latin word.
func cutsWord(text []rune, start, end int) bool {
	return isLatin(text[start]) && start > 0 && isLatin(text[start-1]) ||
		isLatin(text[end-1]) && end < len(text) && isLatin(text[end])
}
