package pattern

import "math/bits"

// positions is a sentence and a window of it on which patterns are evaluated.
// Position i of a window lies before its character i; a set of positions is the
// bits of a word.
type positions struct {
	sentence []rune
	// offset is where the sentence begins in the text; first and last are the
	// places in the sentence where ^ and $ hold, which may lie outside of it.
	offset, first, last int

	// The window begins at character at and holds n of them.
	at, n int
	// masks holds, per symbol, the positions of the loaded window where it
	// stands; loaded is its beginning, less than 0 for none.
	masks  []uint64
	loaded int

	// code is that of the program at hand.
	code code
	// found are the places of the literals of a program's groups, those of group
	// g at found[bounds[g]:bounds[g+1]]; base is the first group of the part at
	// hand.
	found  []place
	bounds []int32
	base   int
}

// place is where a literal stands in the sentence.
type place struct{ start, end int32 }

// find lists the places of the literals of p's groups.
func (sc *scratch) find(p *program) {
	sc.found, sc.bounds = sc.found[:0], append(sc.bounds[:0], 0)
	for i := range p.groups {
		w := &p.groups[i]
		for set := sc.seen[w.word] & w.mask; set != 0; set &= set - 1 {
			sc.list(64*w.word + int32(bits.TrailingZeros64(set)))
		}
		if w.last {
			sc.bounds = append(sc.bounds, int32(len(sc.found)))
		}
	}
}

// list adds the places of a literal that has been seen to found.
func (sc *scratch) list(literal int32) {
	for k := sc.latest[literal]; k >= 0; k = sc.notes[k].before {
		sc.found = append(sc.found, place{sc.notes[k].start, sc.notes[k].end})
	}
}

// evaluate appends the hits of p, pattern number id, in the sentence.
func (w *positions) evaluate(dst []Hit, p *program, id int, a *alphabet) []Hit {
	from := len(dst)
	w.code = p.code
	for w.at = 0; ; w.at += p.stride {
		w.n = min(window, len(w.sentence)-w.at)
		free := 0 // where the last hit ends
		if len(dst) > from && len(p.parts) == 1 {
			free = max(free, dst[len(dst)-1].End-w.offset-w.at)
		}
		for w.possible(p, free) {
			if p.looks && w.loaded != w.at {
				w.load(a)
			}
			start, end, ok := w.match(p, free)
			if !ok {
				break
			}
			start, end = w.offset+w.at+start, w.offset+w.at+end
			if len(dst) == from || start >= dst[len(dst)-1].End {
				dst = append(dst, Hit{id, start, end})
			}
			if len(p.parts) > 1 {
				break
			}
			free = end - w.offset - w.at
		}
		if w.at+w.n == len(w.sentence) {
			return dst
		}
	}
}

// possible reports whether the window holds, from its position free on, literals
// of all groups of p, within each part one behind the other.
func (w *positions) possible(p *program, free int) bool {
	group, beyond := 0, int32(w.at+w.n+1)
	for i := range p.parts {
		reached := int32(w.at + free)
		for range p.parts[i].groups {
			next := beyond
			for _, o := range w.found[w.bounds[group]:w.bounds[group+1]] {
				if o.start >= reached && o.end < next {
					next = o.end
				}
			}
			if next == beyond {
				return false
			}
			reached = next
			group++
		}
	}
	return true
}

// load fills the masks for the window.
func (w *positions) load(a *alphabet) {
	w.unload(a)
	w.loaded = w.at
	for i, r := range w.sentence[w.at : w.at+w.n] {
		w.masks[a.symbol(r)] |= 1 << i
	}
}

// unload clears the masks.
func (w *positions) unload(a *alphabet) {
	if w.loaded < 0 {
		return
	}
	for _, r := range w.sentence[w.loaded:min(w.loaded+window, len(w.sentence))] {
		w.masks[a.symbol(r)] = 0
	}
	w.loaded = -1
}

// match returns the first match in this window that begins at its position free
// or later. For a program of several parts it is what lies between the first and
// the last of their first matches.
func (w *positions) match(p *program, free int) (start, end int, ok bool) {
	start = w.n
	w.base = 0
	for i := range p.parts {
		s, e, ok := w.tightest(p.parts[i].step, after(free))
		if !ok {
			return 0, 0, false
		}
		start, end = min(start, s), max(end, e)
		w.base += p.parts[i].groups
	}
	return start, end, true
}

// after is the set of positions from i on, i of at most window.
func after(i int) uint64 { return ^(uint64(1)<<i - 1) }
