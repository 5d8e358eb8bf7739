package pattern

import "slices"

// scratch is what matching a text needs.
type scratch struct {
	// notes are the literals of groups found in the sentence. seen has a bit for
	// each literal that is among them, latest the index of its latest note.
	notes  []note
	seen   []uint64
	latest []int32
	// candidates are the patterns to evaluate, queued marks them.
	candidates []int32
	queued     []bool
	// order sorts the hits of a sentence, hits holds them meanwhile.
	order []uint64
	hits  []Hit
	positions
}

// note is a literal at [start, end) of the sentence; before is the index of the
// note before it of the same literal, -1 for none.
type note struct {
	literal, start, end, before int32
}

// Match appends to dst the hits in text, sentence by sentence, and within one in
// the order of the patterns, and returns it. text is folded (normalize.Fold); ^
// holds at the first word at or after position from.
func (s *Set) Match(dst []Hit, text []rune, from int) []Hit {
	return s.MatchAmong(dst, text, from, nil)
}

// MatchAmong is Match for those patterns alone, by their index, that among holds
// for; nil is for all.
func (s *Set) MatchAmong(dst []Hit, text []rune, from int, among func(pattern int) bool) []Hit {
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
		for end < len(text) && (text[end] >= firstHan || !EndsSentence(text, end)) {
			end++
		}
		if end > start {
			sc.sentence, sc.offset, sc.first, sc.last = text[start:end], start, first-start, last-start
			dst = s.match(dst, sc, among)
		}
		start = end + 1
	}
	s.scratch.Put(sc)
	return dst
}

// match appends the hits of one sentence.
func (s *Set) match(dst []Hit, sc *scratch, among func(int) bool) []Hit {
	from := len(dst)
	dst = s.scan(dst, sc, among)
	for _, p := range sc.candidates {
		if program := &s.programs[p]; program.complete(sc.seen) {
			sc.find(program)
			dst = sc.evaluate(dst, program, int(p), s.auto)
		}
		sc.queued[p] = false
	}
	sc.candidates = sc.candidates[:0]
	sc.unload(s.auto)
	sc.forget()
	return sc.settle(dst, from)
}

// scan notes the literals of a sentence, queues the patterns that they make
// candidates, and appends the hits of plain patterns.
func (s *Set) scan(dst []Hit, sc *scratch, among func(int) bool) []Hit {
	state := int32(0)
	for i, r := range sc.sentence {
		sym := s.auto.symbol(r)
		if sym == 0 {
			state = 0
			continue
		}
		state = s.auto.next(state, sym)
		for k := s.auto.cells[state].head; k >= 0; {
			x := s.auto.actions[k]
			k++
			switch x.kind {
			case actNote:
				sc.note(x.arg, i+1-int(x.length), i+1)
			case actQueue:
				if !sc.queued[x.arg] && (among == nil || among(int(x.arg))) {
					sc.queued[x.arg] = true
					sc.candidates = append(sc.candidates, x.arg)
				}
			case actHit:
				start := i + 1 - int(x.length)
				if (among == nil || among(int(x.arg))) && !cutsWord(sc.sentence, start, i+1) {
					dst = append(dst, Hit{int(x.arg), sc.offset + start, sc.offset + i + 1})
				}
			default: // actLink
				k = x.arg
			}
		}
	}
	return dst
}

func (sc *scratch) note(literal int32, start, end int) {
	before := int32(-1)
	if bit := uint64(1) << (literal % 64); sc.seen[literal/64]&bit != 0 {
		before = sc.latest[literal]
	} else {
		sc.seen[literal/64] |= bit
	}
	sc.latest[literal] = int32(len(sc.notes))
	sc.notes = append(sc.notes, note{literal, int32(start), int32(end), before})
}

// forget takes back all notes.
func (sc *scratch) forget() {
	for i := range sc.notes {
		sc.seen[sc.notes[i].literal/64] = 0
	}
	sc.notes = sc.notes[:0]
}

// settle sorts the hits of a sentence, dst[from:], by pattern. Those of one
// pattern come in rising order; of plain ones that overlap the first stays, and
// of two that end together the shorter.
func (sc *scratch) settle(dst []Hit, from int) []Hit {
	if len(dst)-from < 2 {
		return dst
	}
	sc.order, sc.hits = sc.order[:0], append(sc.hits[:0], dst[from:]...)
	for i, h := range sc.hits {
		sc.order = append(sc.order, uint64(h.Pattern)<<32|uint64(i))
	}
	slices.Sort(sc.order)
	dst = dst[:from]
	for _, key := range sc.order {
		h := sc.hits[uint32(key)]
		if k := len(dst) - 1; k >= from && dst[k].Pattern == h.Pattern && dst[k].End > h.Start {
			if dst[k].End == h.End {
				dst[k].Start = max(dst[k].Start, h.Start)
			}
			continue
		}
		dst = append(dst, h)
	}
	return dst
}
