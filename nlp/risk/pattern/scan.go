package pattern

import (
	"slices"

	"huifang/nlp/literal"
)

// scratch is what matching a text needs.
type scratch struct {
	matches []literal.Match
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
	return s.find(dst, text, from, Always, nil)
}

// MatchOn is Match for the patterns of an occasion alone.
func (s *Set) MatchOn(dst []Hit, text []rune, from int, on Occasion) []Hit {
	return s.find(dst, text, from, on, nil)
}

// MatchAmong is Match for those patterns alone, by their index, that among holds
// for.
func (s *Set) MatchAmong(dst []Hit, text []rune, from int, among func(pattern int) bool) []Hit {
	return s.find(dst, text, from, Always, among)
}

func (s *Set) find(dst []Hit, text []rune, from int, on Occasion, among func(int) bool) []Hit {
	first, last := from, len(text)
	for first < last && (isPunctuation(text[first]) || EndsSentence(text, first)) {
		first++
	}
	if s.anchored && (first == last || !s.finder.MayBegin(text, first)) {
		return dst
	}
	sc := s.scratch.Get().(*scratch)
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
			dst = s.match(dst, sc, on, among)
		}
		start = end + 1
	}
	s.scratch.Put(sc)
	return dst
}

// match appends the hits of one sentence.
func (s *Set) match(dst []Hit, sc *scratch, on Occasion, among func(int) bool) []Hit {
	from := len(dst)
	dst = s.scan(dst, sc, on, among)
	for _, p := range sc.candidates {
		sc.queued[p] = false
		if first := &s.firsts[p]; first.last && sc.seen[first.word]&first.mask == 0 {
			continue
		}
		if program := &s.programs[p]; program.complete(sc.seen) {
			sc.find(program)
			dst = sc.evaluate(dst, program, int(p), s.alphabet)
		}
	}
	sc.candidates = sc.candidates[:0]
	sc.unload(s.alphabet)
	sc.forget()
	return sc.settle(dst, from)
}

// scan notes the literals of a sentence, queues the patterns that they make
// candidates, and appends the hits of plain patterns.
func (s *Set) scan(dst []Hit, sc *scratch, on Occasion, among func(int) bool) []Hit {
	sc.matches = s.finder.Find(sc.matches[:0], sc.sentence)
	for i := range sc.matches {
		m := &sc.matches[i]
		u, next := &s.uses[m.Literal], &s.uses[m.Literal+1]
		if u.on&on == 0 {
			continue
		}
		if u.noted&on != 0 {
			sc.note(m)
		}
		for _, user := range s.users[u.queue:u.hit] {
			p := user.pattern
			if user.on&on != 0 && !sc.queued[p] && (among == nil || among(int(p))) {
				sc.queued[p] = true
				sc.candidates = append(sc.candidates, p)
			}
		}
		for _, user := range s.users[u.hit:next.queue] {
			if user.on&on == 0 {
				continue
			}
			h := Hit{int(user.pattern), sc.offset + int(m.Start), sc.offset + int(m.End)}
			if (!user.atStart || int(m.Start) == sc.first) && (!user.atEnd || int(m.End) == sc.last) &&
				(among == nil || among(h.Pattern)) && !cutsWord(sc.sentence, int(m.Start), int(m.End)) {
				dst = append(dst, h)
			}
		}
	}
	return dst
}

func (sc *scratch) note(m *literal.Match) {
	n := note{m.Literal, m.Start, m.End, -1}
	if bit := uint64(1) << (m.Literal % 64); sc.seen[m.Literal/64]&bit != 0 {
		n.before = sc.latest[m.Literal]
	} else {
		sc.seen[m.Literal/64] |= bit
	}
	sc.latest[m.Literal] = int32(len(sc.notes))
	sc.notes = append(sc.notes, n)
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
