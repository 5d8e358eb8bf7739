package value

// englishDate reads a date whose first word w, ending at end, is known.
func (s *scan) englishDate(i int, w sense, end int) (Value, bool) {
	ref := s.ctx.Date
	switch w.class {
	case wordDay:
		return s.dated(i, end, oneDay(ref.AddDate(0, 0, int(w.n)))), true
	case wordMonth:
		if s.r[i] >= 'a' || w.n == 5 && s.mayAsks(i, end) {
			return Value{}, false // may, march; May I
		}
		d, after := s.dayInEnglish(end)
		v, _ := s.monthDay(i, after, int(w.n), d)
		return v, true
	case wordWeekday:
		if s.r[i] >= 'a' {
			return Value{}, false
		}
		week := weekOf(ref, 0)
		return s.dated(i, end, oneDay(week.From.AddDate(0, 0, int(w.n)-1))), true
	case wordPart:
		return s.partOfMonth(i, int(w.n), end)
	case wordEnd:
		return s.endOf(i, end)
	case wordRelative:
		return s.relative(i, int(w.n), end)
	case wordOrdinal:
		return s.ordinalPart(i, w, end)
	case wordThe:
		next, _, after := s.word(end)
		if next.class == wordPeriod && next.name == "day" {
			return s.besideDay(i, after)
		}
		if v, ok := s.dayOfNamedMonth(i, end); ok {
			return v, true
		}
		if part, _, _ := s.word(after); next.class == wordOrdinal && part.class != wordHalf {
			return s.ordinalPart(i, next, after)
		}
	}
	return Value{}, false
}

// mayAsks tells whether May at i, which ends at end, opens a question or a wish
// rather than naming the month: May I, Maybe is another word.
func (s *scan) mayAsks(i, end int) bool {
	k := i - 1
	for at(s.r, k) == ' ' {
		k--
	}
	if isLetter(at(s.r, k)) {
		return false
	}
	next := at(s.r, end+1)
	return at(s.r, end) == ' ' && (lowerCase(next) || next == 'I' && !isLetter(at(s.r, end+2)))
}

// partOfMonth reads early March, mid-May, late June: ten days each.
func (s *scan) partOfMonth(i, part, end int) (Value, bool) {
	w, from, after := s.word(end)
	if w.class != wordMonth || from == end || s.r[from] >= 'a' {
		return Value{}, false
	}
	m := int(w.n)
	y := nearest(s.ctx.Date, m)
	last := 10 * part
	if part == 3 {
		last = 0
	}
	return s.dated(i, after, daysOfMonth(y, m, 10*part-9, last)), true
}

// besideDay reads the day after tomorrow and the day before yesterday, whose day
// ends at end.
func (s *scan) besideDay(i, end int) (Value, bool) {
	beside, _, k := s.word(end)
	day, _, k := s.word(k)
	if beside.class != wordBeside || day.class != wordDay || day.n != beside.n {
		return Value{}, false
	}
	return s.dated(i, k, oneDay(s.ctx.Date.AddDate(0, 0, int(2*day.n)))), true
}

// dayOfNamedMonth reads the 15th of March, whose the ends at end.
func (s *scan) dayOfNamedMonth(i, end int) (Value, bool) {
	if at(s.r, end) != ' ' || !isASCIIDigit(at(s.r, end+1)) {
		return Value{}, false
	}
	n, _ := parseArabic(s.r, end+1)
	if n.run == 0 || n.run > 2 || !ordinalSuffix(s.r, n.end) {
		return Value{}, false
	}
	of, _, k := s.word(n.end + 2)
	if of.class != wordOf {
		return Value{}, false
	}
	month, from, k := s.word(k)
	if month.class != wordMonth || s.r[from] >= 'a' {
		return Value{}, false
	}
	v, _ := s.monthDay(i, k, int(month.n), int(n.lo))
	return v, true
}

func lowerCase(c rune) bool { return c >= 'a' && c <= 'z' }

func ordinalSuffix(r []rune, k int) bool {
	return foldedAt(r, k, "th") || foldedAt(r, k, "st") || foldedAt(r, k, "nd") || foldedAt(r, k, "rd")
}

// dayInEnglish reads the day after a month (March 10th, July 1) and returns
// where it ends; a year after it is taken too (December 2026).
func (s *scan) dayInEnglish(end int) (d, after int) {
	if at(s.r, end) != ' ' || !isASCIIDigit(at(s.r, end+1)) {
		return 0, end
	}
	n, _ := parseArabic(s.r, end+1)
	switch {
	case n.run == 4 && n.lo > 1990 && n.lo < 2100:
		return -int(n.lo), n.end
	case n.run == 0 || n.run > 2 || n.lo < 1 || n.lo > 31:
		return 0, end
	case ordinalSuffix(s.r, n.end):
		return int(n.lo), n.end + 2
	case isLetter(at(s.r, n.end)):
		return 0, end
	}
	return int(n.lo), n.end
}

// monthDay makes the date of a month with its day; d 0 stands for the whole
// month and a negative d for the month of year -d.
func (s *scan) monthDay(start, end, m, d int) (Value, int) {
	y := nearest(s.ctx.Date, m)
	switch {
	case d < 0:
		return s.dated(start, end, monthsOf(-d, m, 1)), end
	case d == 0:
		return s.dated(start, end, monthsOf(y, m, 1)), end
	}
	if year, after := s.yearAfter(end); after > 0 {
		y, end = year, after
	}
	return s.dated(start, end, dayInMonth(y, m, d)), end
}

// yearAfter reads the year behind a day that ends at k: March 15, 2025. after is 0
// where there is none.
func (s *scan) yearAfter(k int) (year, after int) {
	if at(s.r, k) == ',' {
		k++
	}
	if at(s.r, k) != ' ' || !isASCIIDigit(at(s.r, k+1)) {
		return 0, 0
	}
	n, _ := parseArabic(s.r, k+1)
	if n.run != 4 || n.grouped || n.power > 0 || n.lo < 1990 || n.lo > 2060 {
		return 0, 0
	}
	return int(n.lo), n.end
}

// relative reads last year, this quarter, next Thursday, last March.
func (s *scan) relative(i, n, end int) (Value, bool) {
	ref := s.ctx.Date
	w, _, after := s.word(end)
	switch {
	case w.class == wordWeekday:
		return s.dated(i, after, oneDay(weekOf(ref, n).From.AddDate(0, 0, int(w.n)-1))), true
	case w.class == wordMonth && s.r[after-1] >= 'a' && w.n > 0 && at(s.r, end+1) < 'a':
		return s.dated(i, after, monthsOf(ref.Year()+n, int(w.n), 1)), true
	case w.class != wordSpan:
		return Value{}, false
	}
	return s.span(i, after, w.name, n), true
}

// endOf reads end of March, end of the year, end of next month: the last ten days
// of a month, the last month of anything longer.
func (s *scan) endOf(i, end int) (Value, bool) {
	of, _, k := s.word(end)
	if of.class != wordOf {
		return Value{}, false
	}
	for at(s.r, k) == ' ' {
		k++
	}
	if p, l := s.part.match(s.r, k); l > 0 { // end of Q3
		days := monthsOf(s.ctx.Date.Year(), p.m+p.n-1, 1)
		return s.dated(i, k+l, Interval{days.To.AddDate(0, 0, -9), days.To}), true
	}
	w, from, after := s.word(k)
	if w.class == wordEnd {
		return Value{}, false
	}
	v, ok := s.englishDate(from, w, after)
	if w.class == wordThe {
		if span, _, last := s.word(after); span.class == wordSpan {
			v, ok = s.span(i, last, span.name, 0), true
		}
	}
	if !ok {
		return Value{}, false
	}
	days := v.Days
	if !days.IsZero() {
		days.From = days.To.AddDate(0, 0, -9)
		if days.To.Sub(v.Days.From).Hours() > 31*24 {
			days.From = dayOf(days.To.Year(), days.To.Month(), 1)
		}
	}
	return s.dated(i, v.End, days), true
}

// span makes the date of a whole year, quarter, month or week, n of them away
// from the day of the call.
func (s *scan) span(i, end int, unit string, n int) Value {
	ref := s.ctx.Date
	switch unit {
	case "year":
		return s.dated(i, end, yearOf(ref.Year()+n))
	case "quarter":
		return s.dated(i, end, quarters(n)(ref))
	case "month":
		return s.dated(i, end, monthsOf(ref.Year(), int(ref.Month())+n, 1))
	}
	return s.dated(i, end, weekOf(ref, n))
}

// ordinalPart reads first half, the fourth quarter, the first five months.
func (s *scan) ordinalPart(i int, ordinal sense, end int) (Value, bool) {
	y, o := s.ctx.Date.Year(), int(ordinal.n)
	w, _, after := s.word(end)
	switch {
	case w.class == wordHalf && o <= 2:
		return s.dated(i, after, monthsOf(y, 6*o-5, 6)), true
	case w.class == wordSpan && w.name == "quarter" && o <= 4:
		return s.dated(i, after, monthsOf(y, 3*o-2, 3)), true
	case w.class == wordUnit && o == 1:
		if p, _, last := s.word(after); p.class == wordPeriod && p.name == "month" {
			return s.dated(i, last, monthsOf(y, 1, int(w.n))), true
		}
	}
	return Value{}, false
}

// arabicEnglish reads what English makes of ASCII digits at i: a number with an
// English word behind it, or a year by itself.
func (s *scan) arabicEnglish(i int) (Value, int, bool) {
	n, ok := parseArabic(s.r, i)
	if !ok || n.power > 0 {
		return Value{}, 0, false
	}
	next := at(s.r, n.end)
	if next == ' ' {
		next = at(s.r, n.end+1)
	}
	if isLetter(next) {
		if ordinalSuffix(s.r, n.end) && n.lo >= 1 && n.lo <= 31 {
			ref := s.ctx.Date
			if w, _, end := s.word(n.end + 2); w.class == wordMonth && s.r[end-1] >= 'a' {
				v, _ := s.monthDay(i, end, int(w.n), int(n.lo))
				return v, v.End, true
			}
			return s.dated(i, n.end+2, dayInMonth(ref.Year(), int(ref.Month()), int(n.lo))), n.end + 2, true
		}
		if v, end := s.englishAmount(i, n); v.Type != "" {
			return v, end, true
		}
	}
	if at(s.r, n.end) == '-' && isASCIIDigit(at(s.r, n.end+1)) {
		if both := s.bounded(i, n); both.end > n.end && (isLetter(s.r[both.end-1]) || at(s.r, both.end) == ' ' && isLetter(at(s.r, both.end+1))) {
			v, end := s.englishAmount(i, both)
			return v, end, v.Type != "" // 2-3 million
		}
	}
	if n.run == 4 && n.lo >= 1990 && n.lo <= 2060 && s.inEnglish(i, n.end) {
		return s.dated(i, n.end, yearOf(int(n.lo))), n.end, true
	}
	return Value{}, 0, false
}

// inEnglish tells whether English stands on the left of i and nothing Chinese
// on the right of end.
func (s *scan) inEnglish(i, end int) bool {
	return at(s.r, i-1) == ' ' && isLetter(at(s.r, i-2)) && at(s.r, end) < 0x2E80
}
