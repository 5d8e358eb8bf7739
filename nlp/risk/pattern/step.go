package pattern

import "math/bits"

// tightest returns the match of the step at pc that ends first, and of those the
// shortest, with its start among from.
func (w *positions) tightest(pc int, from uint64) (start, end int, ok bool) {
	from &= uint64(1)<<(w.n+1) - 1
	for ends := w.run(pc, from); ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros64(ends)
		starts := w.back(pc, ends&-ends) & from & (uint64(1)<<end - 1)
		for ; starts != 0; starts &= uint64(1)<<start - 1 {
			start = bits.Len64(starts) - 1
			if !cutsWord(w.sentence, w.at+start, w.at+end) {
				return start, end, true
			}
		}
	}
	return 0, 0, false
}

// run returns the positions that the step at pc can end at when it begins at one
// of from.
func (w *positions) run(pc int, from uint64) uint64 {
	step := w.code[pc:]
	switch op(step[0]) {
	case opLiteral:
		return w.literal(step[2:2+step[1]], from)
	case opSeq:
		for _, at := range step[2 : 2+step[1]] {
			if from = w.run(pc+int(at), from); from == 0 {
				return 0
			}
		}
		return from
	case opAlt:
		to := uint64(0)
		for plain := plain(step); len(plain) > 0; plain = plain[1+plain[0]:] {
			to |= w.literal(plain[1:1+plain[0]], from)
		}
		for _, at := range step[2 : 2+step[1]] {
			to |= w.run(pc+int(at), from)
		}
		return to
	case opOptional:
		return from | w.run(pc+1, from)
	case opGap:
		inside := uint64(1)<<w.n - 1
		to := from
		for range step[1] {
			from = (from & inside) << 1
			to |= from
		}
		return to
	case opFound:
		to := uint64(0)
		for _, o := range w.places(int(step[1])) {
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

// back is run the other way: the positions that the step at pc can begin at when
// it ends at one of to.
func (w *positions) back(pc int, to uint64) uint64 {
	step := w.code[pc:]
	switch op(step[0]) {
	case opLiteral:
		return w.literalBack(step[2:2+step[1]], to)
	case opSeq:
		for i := int(step[1]) - 1; i >= 0; i-- {
			if to = w.back(pc+int(step[2+i]), to); to == 0 {
				return 0
			}
		}
		return to
	case opAlt:
		from := uint64(0)
		for plain := plain(step); len(plain) > 0; plain = plain[1+plain[0]:] {
			from |= w.literalBack(plain[1:1+plain[0]], to)
		}
		for _, at := range step[2 : 2+step[1]] {
			from |= w.back(pc+int(at), to)
		}
		return from
	case opOptional:
		return to | w.back(pc+1, to)
	case opGap:
		from := to
		for range step[1] {
			to >>= 1
			from |= to
		}
		return from
	case opFound:
		from := uint64(0)
		for _, o := range w.places(int(step[1])) {
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

// plain is what an opAlt has of plain characters.
func plain(step []uint16) []uint16 {
	at := 2 + step[1]
	return step[at+1 : at+1+step[at]]
}

// places are where literals of a group of the part at hand stand.
func (w *positions) places(group int) []place {
	group += w.base
	return w.found[w.bounds[group]:w.bounds[group+1]]
}

func (w *positions) literal(symbols []uint16, from uint64) uint64 {
	for _, sym := range symbols {
		if from = (from & w.masks[sym]) << 1; from == 0 {
			return 0
		}
	}
	return from
}

func (w *positions) literalBack(symbols []uint16, to uint64) uint64 {
	for i := len(symbols) - 1; i >= 0; i-- {
		if to = to >> 1 & w.masks[symbols[i]]; to == 0 {
			return 0
		}
	}
	return to
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
