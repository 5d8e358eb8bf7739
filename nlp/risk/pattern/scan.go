package pattern

type scratch struct {
	syms []uint16
	// masks holds, per symbol, the positions of the window where it stands.
	masks []uint64
	// progress counts, per pattern, the groups seen in their order; touched are
	// the patterns where it is not 0, candidates those that are complete.
	progress            []uint8
	touched, candidates []int32
	// found holds where literals of groups stand in the sentence, heads, per
	// pattern, one more than the index of its latest, 0 for none.
	found []occurrence
	heads []int32
	// last is, per plain pattern, one more than the index of its latest hit in
	// the present sentence, 0 for none.
	last []int32
}

// occurrence is a literal of a group at [start, end) of the sentence; next links
// to the one before it of the same pattern, as heads does.
type occurrence struct {
	start, end int32
	next       int32
	group      uint8
}

// Match appends to dst the hits in text, sentence by sentence, and within one in
// the order of the patterns, and returns it. text is folded (normalize.Fold); ^
// holds at the first word at or after position from.
func (s *Set) Match(dst []Hit, text []rune, from int) []Hit {
	sc := s.scratch.Get().(*scratch)
	first, last := from, len(text)
	for first < last && (isPunctuation(text[first]) || EndsSentence(text, first)) {
		first++
	}
	for last > first && (isPunctuation(text[last-1]) || EndsSentence(text, last-1)) {
		last--
	}
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && !EndsSentence(text, end) {
			end++
		}
		if end > start {
			dst = s.sentence(dst, sc, text[start:end], start, first, last)
		}
		start = end + 1
	}
	s.scratch.Put(sc)
	return dst
}

// sentence matches one sentence that begins at offset in the turn; first and
// last are where ^ and $ hold in the turn.
func (s *Set) sentence(dst []Hit, sc *scratch, text []rune, offset, first, last int) []Hit {
	from := len(dst)
	dst = s.scan(dst, sc, text, offset)
	if len(sc.candidates) == 0 {
		sc.forget()
		sortHits(dst[from:])
		return dst
	}
	for at := 0; ; at += stride {
		end := min(at+window, len(text))
		w := positions{
			masks: sc.masks, n: end - at, first: first - offset - at, last: last - offset - at,
			text: text[at:end], found: sc.found, at: at,
		}
		for i, sym := range sc.syms[at:end] {
			sc.masks[sym] |= 1 << i
		}
		for _, p := range sc.candidates {
			w.head = sc.heads[p]
			dst = w.match(dst, from, int(p), &s.exprs[p], offset+at)
		}
		for _, sym := range sc.syms[at:end] {
			sc.masks[sym] = 0
		}
		if end == len(text) {
			break
		}
	}
	sc.forget()
	sortHits(dst[from:])
	return dst
}

// scan writes the symbols of a sentence and the patterns all of whose groups
// occur in it in order, and appends the hits of plain patterns.
func (s *Set) scan(dst []Hit, sc *scratch, text []rune, offset int) []Hit {
	sc.syms, sc.candidates, sc.touched = sc.syms[:0], sc.candidates[:0], sc.touched[:0]
	state := int32(0)
	for i, r := range text {
		sym := s.auto.symbol(r)
		sc.syms = append(sc.syms, sym)
		state = s.auto.next(state, sym)
		for k := s.auto.cells[state].head; k >= 0; {
			o := &s.auto.outputs[k]
			k = o.more
			start := i + 1 - int(o.length)
			for _, w := range s.owners[s.first[o.literal]:s.first[o.literal+1]] {
				switch {
				case w.plain:
					if !cutsWord(text, start, i+1) {
						dst = sc.note(dst, w.pattern, offset+start, offset+i+1)
					}
				case sc.progress[w.pattern] >= w.group:
					if sc.progress[w.pattern] == w.group {
						sc.advance(w)
					}
					sc.found = append(sc.found, occurrence{int32(start), int32(i + 1), sc.heads[w.pattern], w.group})
					sc.heads[w.pattern] = int32(len(sc.found))
				}
			}
		}
	}
	return dst
}

// advance counts a group of a pattern that has been seen.
func (sc *scratch) advance(w owner) {
	if w.group == 0 {
		sc.touched = append(sc.touched, w.pattern)
	}
	sc.progress[w.pattern]++
	if w.group+1 == w.need {
		sc.candidates = append(sc.candidates, w.pattern)
	}
}

// forget resets what scan has noted per pattern.
func (sc *scratch) forget() {
	for _, p := range sc.touched {
		sc.progress[p], sc.last[p], sc.heads[p] = 0, 0, 0
	}
	sc.found = sc.found[:0]
}

// note appends a hit of a plain pattern, unless it overlaps the one before; of
// two that end together the shorter stays.
func (sc *scratch) note(dst []Hit, p int32, start, end int) []Hit {
	if k := sc.last[p]; k > 0 {
		switch before := &dst[k-1]; {
		case before.End <= start:
		case before.End == end:
			before.Start = max(before.Start, start)
			return dst
		default:
			return dst
		}
	} else {
		sc.touched = append(sc.touched, p)
	}
	sc.last[p] = int32(len(dst) + 1)
	return append(dst, Hit{int(p), start, end})
}
