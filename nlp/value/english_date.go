package value

// englishDate reads a date whose first word w, ending at end, is known.
func (s *scan) englishDate(i int, w sense, end int) (Value, bool) {
	ref := s.ctx.Date
	switch w.class {
	case wordDay:
		return s.dated(i, end, oneDay(ref.AddDate(0, 0, int(w.n)))), true
	case wordMonth:
		if s.r[i] >= 'a' || end-i == 3 && s.r[i] == 'M' && isLetter(at(s.r, end+1)) && lowerCase(at(s.r, end+1)) && i == 0 {
			return Value{}, false // may, march; "May I"
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
	case wordEnd:
		return s.endOf(i, end)
	case wordRelative:
		return s.relative(i, int(w.n), end)
	case wordOrdinal:
		return s.ordinalPart(i, w, end)
	case wordThe:
		next, _, after := s.word(end)
		if part, _, _ := s.word(after); next.class == wordOrdinal && part.class != wordHalf {
			return s.ordinalPart(i, next, after)
		}
	}
	return Value{}, false
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
	return s.dated(start, end, dayInMonth(y, m, d)), end
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
