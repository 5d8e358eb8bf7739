package pattern

import (
	"math/bits"
	"slices"
)

// positions is a window of a sentence on which patterns are evaluated. Position
// i lies before character i; a set of positions is the bits of a word.
type positions struct {
	masks []uint64
	n     int
	// first and last are the positions where ^ and $ hold, outside 0…n where
	// they hold nowhere in this window.
	first, last int
	text        []rune
	// found are the literals of groups in the sentence, of which the window
	// begins at character at; head leads to those of the pattern at hand.
	found []occurrence
	at    int
	head  int32
}

// run returns the positions that st can end at when it begins at one of from.
func (w *positions) run(st *step, from uint64) uint64 {
	switch st.op {
	case opLiteral:
		for _, sym := range st.syms {
			from = (from & w.masks[sym]) << 1
			if from == 0 {
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
		return w.group(st.group, from)
	case opStart:
		return from & bit(w.first)
	default: // opEnd
		return from & bit(w.last)
	}
}

// group is run for a group whose literals have been found.
func (w *positions) group(group uint8, from uint64) (to uint64) {
	for k := w.head; k > 0; {
		o := &w.found[k-1]
		if start, end := int(o.start)-w.at, int(o.end)-w.at; o.group == group && start >= 0 && end <= w.n && from>>start&1 != 0 {
			to |= 1 << end
		}
		k = o.next
	}
	return to
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

func bit(i int) uint64 {
	if i < 0 || i > window {
		return 0
	}
	return 1 << i
}

// match appends the hits of one pattern in this window to dst, in rising order
// and without overlap among themselves or with those that an earlier window of
// the same sentence (dst[from:]) found.
func (w *positions) match(dst []Hit, from, id int, p *program, offset int) []Hit {
	if len(p.parts) > 1 {
		return w.matchAll(dst, from, id, p, offset)
	}
	free := ^uint64(0)
	for {
		start, end, ok := w.tightest(&p.parts[0], free)
		if !ok {
			return dst
		}
		h := Hit{id, offset + start, offset + end}
		if !overlaps(dst[from:], h) {
			dst = append(dst, h)
		}
		// The next hit begins at or after the end of this one.
		free = ^(uint64(1)<<end - 1)
	}
}

// matchAll handles a pattern of several parts: one hit from the first to the
// last of their first occurrences.
func (w *positions) matchAll(dst []Hit, from, id int, p *program, offset int) []Hit {
	h := Hit{id, w.n, 0}
	for i := range p.parts {
		start, end, ok := w.tightest(&p.parts[i], ^uint64(0))
		if !ok {
			return dst
		}
		h.Start, h.End = min(h.Start, start), max(h.End, end)
	}
	h.Start, h.End = h.Start+offset, h.End+offset
	if !overlaps(dst[from:], h) {
		dst = append(dst, h)
	}
	return dst
}

// tightest returns the match that ends first, and of those the shortest, with
// its start among from.
func (w *positions) tightest(st *step, from uint64) (start, end int, ok bool) {
	from &= uint64(1)<<(w.n+1) - 1
	for ends := w.run(st, from); ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros64(ends)
		for starts := from & (uint64(1)<<end - 1); starts != 0; {
			start, found := w.latest(st, starts, ends&-ends)
			if !found {
				break
			}
			if !cutsWord(w.text, start, end) {
				return start, end, true
			}
			starts &= uint64(1)<<start - 1
		}
	}
	return 0, 0, false
}

// latest returns the last of starts from which st can end at the position end (a
// set of one), by halving: what a set of starts reaches is the union of what
// each of them reaches.
func (w *positions) latest(st *step, starts, end uint64) (start int, ok bool) {
	if w.run(st, starts)&end == 0 {
		return 0, false
	}
	low, high := bits.TrailingZeros64(starts), bits.Len64(starts)
	for high-low > 1 {
		middle := (low + high) / 2
		if upper := starts &^ (uint64(1)<<middle - 1) & (uint64(1)<<high - 1); upper != 0 && w.run(st, upper)&end != 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return low, true
}

// cutsWord reports that text[start:end] begins or ends inside a Latin word.
func cutsWord(text []rune, start, end int) bool {
	latin := func(i int) bool { return i >= 0 && i < len(text) && isLatin(text[i]) }
	return latin(start-1) && latin(start) || latin(end-1) && latin(end)
}

func overlaps(hits []Hit, h Hit) bool {
	for _, o := range hits {
		if o.Pattern == h.Pattern && o.Start < h.End && h.Start < o.End {
			return true
		}
	}
	return false
}

func sortHits(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int {
		if a.Pattern != b.Pattern {
			return a.Pattern - b.Pattern
		}
		return a.Start - b.Start
	})
}
