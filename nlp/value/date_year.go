package value

import "time"

// yearsAt reads years that are told in other ways than by their digits: 九几年,
// 一八一九年, 两千零八年, 两千零二五年, and dates as they are written: 2026-03-04.
func (s *scan) yearsAt(i int) (Value, bool) {
	r, n := s.r, s.here
	d := hanDigit(r[i])
	switch {
	case d >= 0 && at(r, i+1) == '几' && at(r, i+2) == '年' && (d >= 5 || d <= 2) && r[i] != '两':
		return s.dated(i, i+3, Interval{dayOf(century(d*10), time.January, 1), dayOf(century(d*10)+9, time.December, 31)}), true
	case n.run == 4 && !n.arabic && at(r, n.end) == '年':
		if a, b := int(n.lo)/100, int(n.lo)%100; b == a+1 {
			return s.dated(i, n.end+1, Interval{dayOf(century(a), time.January, 1), dayOf(century(b), time.December, 31)}), true
		}
	case n.run == 4 && (at(r, n.end) == '-' || at(r, n.end) == '/' || at(r, n.end) == '.'):
		return s.writtenDate(i, n)
	case n.arabic && n.decimal && at(r, i+4) == '.' && n.power == 0 && n.lo >= 1900: // 2026.03.04 begins like a fraction
		year, _ := parseArabic(r[:i+4], i)
		return s.writtenDate(i, year)
	case at(r, i+1) == '千' && n.precision == "" && n.lo >= 2000 && n.lo < 2100 && !n.arabic && !n.elided:
		if at(r, n.end) == '年' {
			return s.inYear(i, n.end+1, int(n.lo))
		}
		if last := hanDigit(at(r, n.end)); last >= 0 && n.lo > 2000 && n.lo < 2010 && at(r, n.end+1) == '年' {
			return s.inYear(i, n.end+2, 2000+(int(n.lo)-2000)*10+last) // 两千零二五年
		}
	}
	return Value{}, false
}

// century returns the year that two digits stand for.
func century(y int) int {
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

// writtenDate reads the month and the day after the year n and one of - / and dot.
func (s *scan) writtenDate(i int, n number) (Value, bool) {
	sign, k := s.r[n.end], n.end+1
	m, k := shortNumber(s.r, k)
	if m < 1 || m > 12 || at(s.r, k) != sign {
		return Value{}, false
	}
	d, k := shortNumber(s.r, k+1)
	days := dayInMonth(int(n.lo), m, d)
	if days.IsZero() || isASCIIDigit(at(s.r, k)) || n.lo < 1900 || n.lo > 2100 {
		return Value{}, false
	}
	return s.dated(i, k, days), true
}

// shortNumber reads one or two ASCII digits at k and returns where they end.
func shortNumber(r []rune, k int) (n, end int) {
	for end = k; end < k+2 && isASCIIDigit(at(r, end)); end++ {
		n = n*10 + int(r[end]-'0')
	}
	return n, end
}

// quarterPair reads 一二季度 and 三四季度.
func (s *scan) quarterPair(i int) (Value, bool) {
	a, b := hanDigit(s.r[i]), hanDigit(at(s.r, i+1))
	if a < 1 || b != a+1 || b > 4 || hasString(s.r, i+2, "季度") == 0 {
		return Value{}, false
	}
	return s.dated(i, i+4, monthsOf(s.ctx.Date.Year(), a*3-2, 6)), true
}
