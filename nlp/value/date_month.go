package value

import "huifang/schemas"

// monthNumber reads 三, 十二 or 8 before 月; 0 for none.
func (s *scan) monthNumber(k int) (m, end int) {
	r := s.r
	n, ok := s.parse(k)
	if !ok || at(r, n.end) != '月' || n.lo != n.hi || n.decimal || n.vague || n.precision != "" || n.lo < 1 || n.lo > 12 {
		return 0, 0
	}
	if n.run > 2 || at(r, k) == '两' || at(r, k) == '俩' || at(r, k) == '仨' || n.run == 2 && !n.arabic {
		return 0, 0
	}
	return int(n.lo), n.end + 1
}

// monthAt reads a month and what follows it: 八月, 三月份, 六月底, 八月中旬,
// 十二月二十五号, 一二月份. The date starts at start, the month at k.
func (s *scan) monthAt(start, k, y int) (Value, bool) {
	r := s.r
	if at(r, k) == '元' && at(r, k+1) == '月' && y != 0 {
		if d, after, ok := s.dayNumber(k+2, true); ok {
			return s.dated(start, after, dayInMonth(y, 1, d)), true
		}
		return s.dated(start, k+2, monthsOf(y, 1, 1)), true
	}
	if at(r, k) == '正' || at(r, k) == '腊' {
		return s.lunarDay(start, k, y)
	}
	m, end := s.monthNumber(k)
	if m == 0 {
		return s.monthPair(start, k, y)
	}
	if c := at(r, k-1); c == '第' || c == '个' || c == '点' && isNumeral(at(r, k-2)) {
		return Value{}, false
	}
	if at(r, end) == '份' {
		end++
	}
	if y == 0 {
		y = s.yearUntil(m, end)
	}
	if lo, hi, l := monthPart(r, end); l > 0 {
		return s.dated(start, end+l, daysOfMonth(y, m, lo, hi)), true
	}
	if d, after, ok := s.dayNumber(end, true); ok {
		return s.dated(start, after, dayInMonth(y, m, d)), true
	}
	return s.dated(start, end, monthsOf(y, m, 1)), true
}

// yearUntil returns the year of month m, which ends at k and may begin a stretch:
// 一月到九月 is of the year of its last month, 三月份到现在 is past.
func (s *scan) yearUntil(m, k int) int {
	y := s.yearFor(0, m)
	if at(s.r, k) != '到' && at(s.r, k) != '至' {
		return y
	}
	if last, end := s.monthNumber(k + 1); last > m && end > 0 {
		return s.yearFor(0, last)
	}
	if now := s.ctx.Date; (at(s.r, k+1) == '今' || hasString(s.r, k+1, "现在") > 0 || hasString(s.r, k+1, "目前") > 0) &&
		y*12+m > now.Year()*12+int(now.Month()) {
		return y - 1
	}
	return y
}

// monthPair reads 八九月 and 一、二月份.
func (s *scan) monthPair(start, k, y int) (Value, bool) {
	r := s.r
	a, b, after := hanDigit(at(r, k)), hanDigit(at(r, k+1)), k+2
	if at(r, k+1) == '、' {
		b, after = hanDigit(at(r, k+2)), k+3
	}
	if a < 1 || b != a+1 || at(r, after) != '月' {
		return Value{}, false
	}
	after++
	if at(r, after) == '份' {
		after++
	}
	return s.dated(start, after, monthsOf(s.yearFor(y, a), a, 2)), true
}

// firstMonths reads 一到五月, 前三个月 and 前十一个月.
func (s *scan) firstMonths(start, k, y int) (Value, bool) {
	r := s.r
	if c := at(r, k); c == '前' || c == '头' {
		n, ok := s.parse(k + 1)
		if !ok || hasString(r, n.end, "个月") == 0 || n.lo > 12 || n.lo != n.hi || n.lo < 3 {
			return Value{}, false
		}
		return s.dated(start, n.end+2, monthsOf(s.soFar(y, int(n.lo)), 1, int(n.lo))), true
	}
	n, ok := s.parse(k)
	if !ok || n.lo < 1 || n.lo > 12 || n.lo != n.hi || n.decimal {
		return Value{}, false
	}
	sep := at(r, n.end)
	if sep == '月' {
		sep = at(r, n.end+1)
		n.end++
	}
	if sep != '到' && sep != '至' && sep != '-' {
		return Value{}, false
	}
	if v, ok := s.firstQuarters(start, n, y); ok {
		return v, true
	}
	last, end := s.monthNumber(n.end + 1)
	if last <= int(n.lo) {
		return Value{}, false
	}
	if at(r, end) == '份' {
		end++
	}
	return s.dated(start, end, monthsOf(s.soFar(y, last), int(n.lo), last-int(n.lo)+1)), true
}

// firstQuarters reads 一到三季度 and 1-3季度, whose first number is n.
func (s *scan) firstQuarters(start int, n number, y int) (Value, bool) {
	m, ok := s.parse(n.end + 1)
	if !ok || m.lo != m.hi || m.lo <= n.lo || m.lo > 4 || hasString(s.r, m.end, "季度") == 0 {
		return Value{}, false
	}
	first, last := int(n.lo)*3-2, int(m.lo)*3
	return s.dated(start, m.end+2, monthsOf(s.soFar(y, last), first, last-first+1)), true
}

// soFar returns the year of a stretch that is looked back on up to month last:
// 前三季度 said in March is last year's.
func (s *scan) soFar(y, last int) int {
	if y != 0 {
		return y
	}
	if last > int(s.ctx.Date.Month()) {
		return s.ctx.Date.Year() - 1
	}
	return s.ctx.Date.Year()
}

// lunarDay reads 正月十五 and 腊月二十几.
func (s *scan) lunarDay(start, k, y int) (Value, bool) {
	r := s.r
	if at(r, k+1) != '月' {
		return Value{}, false
	}
	end := k + 2
	if at(r, end) == '里' {
		return s.dated(start, end, Interval{}), true
	}
	year := s.yearFor(y, 2)
	if r[k] == '腊' && y != 0 {
		year++ // the last month of a lunar year ends in the next calendar year
	}
	first, known := springFestival(year)
	if at(r, end) == '初' && hanDigit(at(r, end+1)) > 0 {
		end++ // 正月初八
	}
	d, after, ok := s.dayNumber(end, true)
	if !ok && r[end-1] == '初' {
		d, after, ok = hanDigit(r[end]), end+1, true
	}
	if ok {
		end = after
	}
	if !known {
		return s.dated(start, end, Interval{}), true
	}
	from := first
	if r[k] == '腊' {
		from = first.AddDate(0, 0, -30)
	}
	if !ok || d == 0 {
		return s.dated(start, end, Interval{from, from.AddDate(0, 0, 29)}), true
	}
	return s.dated(start, end, oneDay(from.AddDate(0, 0, d-1))), true
}

// dayNumber reads the day of a month at k: 十五号, 二十几号, 21日, and without 号
// where bare allows it, as in 八月十五. The day is 0 where 几 hides it.
func (s *scan) dayNumber(k int, bare bool) (d, end int, ok bool) {
	r := s.r
	n, ok := s.parse(k)
	if !ok || n.lo < 1 || n.hi > 31 && !n.vague || n.run > 2 || n.decimal {
		return 0, 0, false
	}
	c := at(r, n.end)
	if n.vague && n.power == 10 || n.lo != n.hi {
		if c == '号' || c == '日' {
			return 0, n.end + 1, true
		}
		if bare && n.vague && n.power == 10 {
			return 0, n.end, true
		}
		return 0, 0, false
	}
	switch {
	case c == '号' && !numbersAThing(at(r, n.end+1)), c == '日':
		return int(n.lo), n.end + 1, true
	case !bare || n.power != 10 && !n.arabic && n.run != 1 || n.precision != "":
		return 0, 0, false
	case n.run == 1 && !n.arabic && !s.dayByItself(n.end):
		return 0, 0, false
	case s.measured(n.end) || c == '成' || c == '点' || c == '%' || c == '倍' || c == '分' || hanPower(c) > 0:
		return 0, 0, false
	}
	return int(n.lo), n.end, true
}

// dayByItself tells whether a single digit after a month is its day: 十月一 does
// so only before an end; 六月一 … is the start of another word.
func (s *scan) dayByItself(end int) bool {
	c := at(s.r, end)
	return c == 0 || c == ',' || c == '\uff0c' || c == '。' || c == '之' || c == '前' || c == '、'
}

// numbersAThing tells whether 号 before c numbers a thing: 三号楼, 五号线.
func numbersAThing(c rune) bool {
	switch c {
	case '楼', '线', '库', '厂', '人', '门', '院', '机', '炉', '仓', '车', '地', '文', '桥', '段', '井', '店', '桩', '码', '栋', '房':
		return true
	}
	return false
}

// daySaid tells whether what follows 号 at k goes with a day. Small numbers name
// workshops, kilns and ships as often, so they need it.
func (s *scan) daySaid(k int) bool {
	c := at(s.r, k)
	switch c {
	case 0, ',', '\uff0c', '前', '之', '以', '还', '到', '要', '扣', '付', '发', '交', '的', '左', '那', '就', '晚', '上', '下', '早':
		return at(s.r, k+1) != '库' && at(s.r, k+1) != '楼'
	}
	return endsSentence(c)
}

// dayOfMonth reads a day without its month: 十五号. It is the nearest such day.
func (s *scan) dayOfMonth(i int) (Value, bool) {
	r := s.r
	n, ok := s.parse(i)
	if !ok || n.hi > 31 || n.lo < 1 || n.decimal || n.run > 2 || ordinalBefore(r, i) || n.precision != "" && n.precision != precisionRange && !n.vague {
		return Value{}, false
	}
	if c := at(r, n.end); c != '号' || numbersAThing(at(r, n.end+1)) || n.lo != n.hi && n.power != 10 {
		return Value{}, false
	}
	if n.hi < 10 && !s.daySaid(n.end+1) {
		return Value{}, false
	}
	if isLetter(at(r, i-1)) || at(r, i-1) == '路' || at(r, i-1) == '街' || at(r, i-1) == '道' {
		return Value{}, false
	}
	if n.vague {
		return s.dated(i, n.end+1, Interval{}), true
	}
	ref := s.ctx.Date
	y, m, d := ref.Year(), int(ref.Month()), int(n.lo)
	switch from := s.last.Days.From; {
	case s.last.Type == schemas.EntityDate && s.last.End == i-1 && (at(r, i-1) == '到' || at(r, i-1) == '至') && !from.IsZero() && from.Equal(s.last.Days.To):
		y, m = from.Year(), int(from.Month()) // 十二月五号到二十号
		if d < from.Day() {
			m++
		}
	case d-ref.Day() < -15:
		m++
	}
	days := dayInMonth(y, m, d)
	if last := dayInMonth(y, m, int(n.hi)); !days.IsZero() && !last.IsZero() {
		days.To = last.To // 十五六号
	}
	return s.dated(i, n.end+1, days), true
}
