package value

// spelled reads a number in words: twelve million, a hundred and fifteen, eight
// hundred thousand, half a billion, one point two million, two and a half million,
// a few hundred thousand.
func (s *scan) spelled(i int) (number, bool) {
	if n, ok := s.halfScale(i); ok {
		return n, true
	}
	e := speller{scan: s, k: i}
	for e.step(i) {
	}
	if !e.held {
		return number{}, false
	}
	v := e.total.add(e.group)
	n := number{lo: roundTo(v.lo), hi: roundTo(v.hi), end: e.end, decimal: e.decimal}
	if v.lo != v.hi {
		n.precision = precisionRange
	}
	if n.lo >= 1e4 {
		n.power = 1e4
	}
	return n, true
}

// halfScale reads half a million.
func (s *scan) halfScale(i int) (number, bool) {
	if w, _, k := s.word(i); w.class == wordHalf {
		if a, _, k := s.word(k); a.class == wordArticle {
			if sc, _, k := s.word(k); sc.class == wordScale {
				return number{lo: .5 * sc.n, hi: .5 * sc.n, end: k, power: 1e4}, true
			}
		}
	}
	return number{}, false
}

// speller is the state of reading a number in English words: total above the last
// thousand, million or billion, and group below.
type speller struct {
	*scan
	k, end       int
	total, group pair
	scale        float64 // the last that was said
	held         bool    // something was read
	article      bool
	decimal      bool
}

// step takes one more word of the number that begins at start and reports whether
// it did.
func (e *speller) step(start int) bool {
	w, _, next := e.word(e.k)
	switch {
	case w.class == wordArticle && e.k == start:
		e.article = true
		e.k = next
		return true
	case w.class == wordFew && !e.held:
		return e.few(w, next)
	case w.class == wordUnit && (!e.held || int(e.group.lo)%10 == 0) && !e.decimal:
		e.group = e.group.add(pair{w.n, w.n})
	case w.class == wordTens && (!e.held || int(e.group.lo)%100 == 0) && !e.decimal:
		e.group = e.group.add(pair{w.n, w.n})
	case w.class == wordHundred && (e.held || e.article) && e.group.hi < 100:
		e.group = e.counted().times(100)
	case w.class == wordScale && next-e.k > 3 && (e.held || e.article):
		e.total = e.total.add(e.counted().times(w.n))
		e.group, e.scale = pair{}, w.n
	case w.class == wordPoint && e.held && !e.decimal:
		return e.point(next)
	case w.class == wordAnd && e.held:
		return e.and(next)
	default:
		return false
	}
	e.held = true
	e.k, e.end = next, next
	return true
}

// counted is the group, or one where only an article was said.
func (e *speller) counted() pair {
	if !e.held || e.group == (pair{}) {
		return pair{1, 1}
	}
	return e.group
}

// few reads a couple of, a few and several, which stand for a digit.
func (e *speller) few(w sense, next int) bool {
	if of, _, after := e.word(next); of.class == wordOf {
		next = after
	} else if w.name == "couple" {
		return false
	}
	if sc, _, _ := e.word(next); sc.class != wordHundred && sc.class != wordScale && sc.class != wordPeriod {
		return false
	}
	e.group, e.held = pair{w.n, 9}, true
	if w.name == "couple" {
		e.group.hi = 3
	}
	e.k, e.end = next, next
	return true
}

// point reads the digits after the decimal point.
func (e *speller) point(next int) bool {
	scale := .1
	for {
		w, _, after := e.word(next)
		if w.class != wordUnit || w.n > 9 {
			break
		}
		e.group = e.group.add(pair{w.n * scale, w.n * scale})
		scale /= 10
		e.decimal = true
		next = after
	}
	e.k, e.end = next, max(e.end, next)
	return e.decimal
}

// and reads on after and: three hundred and fifty, two and a half.
func (e *speller) and(next int) bool {
	w, _, after := e.word(next)
	if w.class == wordArticle {
		if h, _, end := e.word(after); h.class == wordHalf && !e.decimal {
			half := .5
			if e.group == (pair{}) {
				half *= e.scale
			}
			e.group = e.group.add(pair{half, half})
			e.decimal = true
			e.k, e.end = end, end
			return true
		}
		return false
	}
	if e.group.lo < 100 || w.class != wordUnit && w.class != wordTens {
		return false
	}
	e.k = next
	return true
}

// scaled multiplies n by the thousand, million or billion behind it.
func (s *scan) scaled(n number) number {
	w, from, end := s.word(n.end)
	if w.class == wordScale && (end-from > 1 || from == n.end) {
		n.lo, n.hi, n.end, n.power = roundTo(n.lo*w.n), roundTo(n.hi*w.n), end, w.n
	}
	return n
}

// bounded joins n with an upper bound that shares its unit: two to three million,
// 2-3 million, between ten and fifteen percent. start is where n begins.
func (s *scan) bounded(start int, n number) number {
	if n.lo != n.hi || n.power >= 1e3 || hasString(s.r, start-5, "from ") > 0 || hasString(s.r, start-5, "From ") > 0 {
		return n // from 31 to 35 percent tells of a change
	}
	k := n.end
	if at(s.r, k) == '-' {
		k++
	} else {
		w, _, after := s.word(k)
		if w.class != wordTo && (w.class != wordAnd || hasString(s.r, start-8, "between ") == 0) {
			return n
		}
		k = after
	}
	if at(s.r, k) == ' ' {
		k++
	}
	m, ok := s.spelled(k)
	if isASCIIDigit(at(s.r, k)) {
		m, ok = parseArabic(s.r, k)
		m = s.scaled(m)
	}
	if !ok || m.lo != m.hi {
		return n
	}
	low := n.lo
	if m.power >= 1e3 {
		low *= s.scaleOf(m)
	}
	if low >= m.lo {
		return n
	}
	m.lo, m.precision, m.run = roundTo(low), precisionRange, 0
	return m
}

// scaleOf returns the thousand, million or billion on which m ends.
func (s *scan) scaleOf(m number) float64 {
	switch {
	case m.lo >= 1e9:
		return 1e9
	case m.lo >= 1e6:
		return 1e6
	}
	return 1e3
}
