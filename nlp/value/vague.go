package value

import "math"

// vagueNumber reads numbers that leave their first digit out: 百来 (万), 千把 (块),
// 万把 (块), 百十来 (号人), 百八十 (万), 千八百 (块), 个把 (月), 半个 (亿). What they
// count has to follow, see headless.
func vagueNumber(r []rune, i int) (number, bool) {
	if before := at(r, i-1); isNumeral(before) || before == '几' || before == '点' {
		return number{}, false
	}
	n := number{headless: true, precision: precisionAbout}
	next := at(r, i+1)
	switch r[i] {
	case '半':
		return halfOf(r, i)
	case '个':
		if next != '把' {
			return number{}, false
		}
		n.lo, n.end = 1, i+2
	case '百':
		switch {
		case next == '来' || next == '把':
			n.lo, n.power, n.end = 100, 100, i+2
		case next == '十' && (at(r, i+2) == '来' || at(r, i+2) == '把'):
			n.lo, n.power, n.end = 100, 100, i+3
		case next == '八' && at(r, i+2) == '十':
			n.lo, n.hi, n.power, n.end = 80, 100, 10, i+3
		}
	case '千':
		switch {
		case next == '来' || next == '把':
			n.lo, n.power, n.end = 1000, 1000, i+2
		case next == '八' && at(r, i+2) == '百':
			n.lo, n.hi, n.power, n.end = 800, 1000, 100, i+3
		}
	case '万':
		if next == '把' {
			n.lo, n.power, n.end = 1e4, 1e4, i+2
		}
	}
	if n.end == 0 {
		return number{}, false
	}
	if n.hi > 0 {
		n.precision = precisionRange
	} else {
		n.hi = n.lo
	}
	for p := hanPower(at(r, n.end)); p >= 1e4; p = hanPower(at(r, n.end)) {
		n.lo, n.hi, n.power, n.end, n.headless = n.lo*p, n.hi*p, p, n.end+1, false
	}
	return n, true
}

// halfOf reads 半个亿 and 半个多亿.
func halfOf(r []rune, i int) (number, bool) {
	n, k := number{lo: .5e8, hi: .5e8, power: 1e8}, i+1
	if at(r, k) == '个' {
		k++
	}
	if softener(at(r, k)) {
		n.precision = softenerPrecision(r[k])
		k++
	}
	if hanPower(at(r, k)) != 1e8 {
		return number{}, false
	}
	n.end = k + 1
	return n, true
}

// spread takes what follows a round number to bound it from above: 十几二十万,
// 三十五十万, 几十上百万. The two parts share the power behind the second.
func (n *number) spread(r []rune) {
	if n.power != 10 || n.elided || n.decimal || n.lo != math.Trunc(n.lo/10)*10 {
		return
	}
	var high number
	switch {
	case n.vague && at(r, n.end) == '上' && at(r, n.end+1) == '百':
		high = number{lo: 100, hi: 100, end: n.end + 2, power: 100}
		high.takePowers(r)
	case hanDigit(at(r, n.end)) > 0 && at(r, n.end+1) == '十':
		m, ok := parseHan(r, n.end)
		if !ok || m.precision != "" || m.power < 1e4 && !n.vague {
			return
		}
		high = m
	default:
		return
	}
	scale := 1.0
	for scale*n.lo*10 < high.lo {
		scale *= 10
	}
	if n.lo*scale >= high.hi {
		return
	}
	n.lo, n.hi, n.end, n.power, n.vague = n.lo*scale, high.hi, high.end, high.power, false
	n.precision = precisionRange
}

// rangeAt reads a number with its upper bound, where what is counted follows the
// second: 三到五百万, 十几二十万, 三到六个月.
func (s *scan) rangeAt(i int) (Value, bool) {
	plain := s.here
	s.here.spread(s.r)
	if joined, ok := s.upTo(i, s.here); ok {
		s.here = joined
	}
	if s.here.end == plain.end {
		return Value{}, false
	}
	if v, ok := s.dayOfMonth(i); ok {
		return v, true
	}
	if v, ok := s.percentAt(i); ok {
		return v, true
	}
	if v, ok := s.periodAt(i); ok {
		return v, true
	}
	if v, _ := s.amountAt(i); v.Type != "" {
		return v, true
	}
	s.here = plain
	return Value{}, false
}

// upTo joins n, which ends before a word such as 到, with the number behind it where
// both share its unit: 三到五百万, 1.5-2个亿, 三到六个月. from is where n begins.
func (s *scan) upTo(from int, n number) (number, bool) {
	r := s.r
	switch at(r, n.end) {
	case '到', '至', '-', '~', '—':
	default:
		return number{}, false
	}
	if n.lo != n.hi || n.vague || n.grouped || n.headless || n.power >= 1e4 {
		return number{}, false
	}
	switch at(r, from-1) {
	case '从', '由', '自': // 从三百掉到五十 tells of a change
		return number{}, false
	}
	m, ok := parse(r, n.end+1)
	if !ok || m.lo != m.hi || m.vague || m.headless || m.lo <= n.lo {
		return number{}, false
	}
	scale := 1.0
	for n.lo*scale*10 < m.lo {
		scale *= 10
	}
	if scale > 1 && m.power < 100 || n.lo*scale >= m.lo {
		return number{}, false
	}
	m.lo, m.run, m.precision = roundTo(n.lo*scale), 0, precisionRange
	return m, true
}
