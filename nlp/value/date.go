package value

import "huifang/schemas"

// dateAt reads a Chinese date, absolute or relative to the day of the call.
func (s *scan) dateAt(i int) (Value, bool) {
	if s.hereOK {
		return s.numberedDate(i)
	}
	if s.r[i] == '零' {
		return s.yearsAt(i) // 零几年
	}
	if n, l := s.year.match(s.r, i); l > 0 && !s.insideWord(i, l) {
		return s.inYear(i, i+l, s.ctx.Date.Year()+n)
	}
	if n, l := s.month.match(s.r, i); l > 0 && at(s.r, i+l) != '饼' {
		return s.relativeMonth(i, i+l, n)
	}
	if v, ok := s.weekday(i); ok {
		return v, true
	}
	switch s.r[i] {
	case '元':
		if at(s.r, i+1) == '月' && !endsNumber(at(s.r, i-1)) {
			return s.monthAt(i, i, s.yearFor(0, 1))
		}
	case '正', '腊':
		if v, ok := s.monthAt(i, i, 0); ok {
			return v, true
		}
	case '前', '头':
		if v, ok := s.firstMonths(i, i, 0); ok {
			return v, true
		}
	}
	if n, l := s.day.match(s.r, i); l > 0 && !s.insideWord(i, l) {
		return s.dated(i, i+l, oneDay(s.ctx.Date.AddDate(0, 0, n))), true
	}
	return s.momentAt(i)
}

// numberedDate reads a date that begins with a number: 二五年三月, 八月底, 一到五月,
// 十五号, 三季度, 五一.
func (s *scan) numberedDate(i int) (Value, bool) {
	if !s.mayBeDate(i) {
		return Value{}, false
	}
	if y, end := s.writtenYear(i); end > 0 {
		return s.inYear(i, end, y)
	}
	if v, ok := s.yearsAt(i); ok {
		return v, true
	}
	if v, ok := s.monthAt(i, i, 0); ok {
		return v, true
	}
	if v, ok := s.firstMonths(i, i, 0); ok {
		return v, true
	}
	if v, ok := s.quarterPair(i); ok {
		return v, true
	}
	if v, ok := s.dayOfMonth(i); ok {
		return v, true
	}
	return s.momentAt(i)
}

// mayBeDate tells by the rune behind the number at i, or by what it begins with,
// whether it is worth looking for a date.
func (s *scan) mayBeDate(i int) bool {
	switch at(s.r, s.here.end) {
	case '年', '月', '号', '日', '季', '几', '到', '至', '-', '~', '/', '.', '、':
		return true
	}
	switch s.r[i] {
	case '五', '六', '七', '十', '6': // 五一, 六一八, 七夕, 十一黄金周
		_, l := s.moment.match(s.r, i)
		return l > 0
	}
	return at(s.r, i+1) == '千' // 两千零二五年
}

// insideWord guards words whose runes also end or begin others: 以前年度, 提前年.
func (s *scan) insideWord(i, l int) bool {
	switch c := at(s.r, i-1); s.r[i] {
	case '前':
		return c == '以' || c == '之' || c == '目' || c == '提' || c == '大' && l == 2 && i > 1
	case '后':
		return c == '以' || c == '之' || c == '然' || c == '最' || c == '今'
	case '明':
		return c == '说' || c == '证' || c == '声' || c == '清'
	case '本':
		return c == '成' || c == '资' || c == '基' || c == '根'
	case '上':
		return c == '以' || c == '马' || c == '早' || c == '晚'
	}
	return false
}

// dated makes the value; the interval stays empty where the call has no date.
func (s *scan) dated(start, end int, days Interval) Value {
	if !s.date {
		days = Interval{}
	}
	return Value{Type: schemas.EntityDate, Start: start, End: end, Days: days}
}

// writtenYear reads 2025年, 二〇二五年, 二五年 and returns where it ends; 0 for
// none. Two digits are a year only within three decades of the call, and 三五年
// is a length of time.
func (s *scan) writtenYear(i int) (y, end int) {
	r := s.r
	n, ok := s.parse(i)
	if !ok || n.run != 2 && n.run != 4 || n.decimal || at(r, n.end) != '年' {
		return 0, 0
	}
	end = n.end + 1
	y = int(n.lo)
	if n.run == 4 {
		if y < 1900 || y > 2100 {
			return 0, 0
		}
		return y, end
	}
	if at(r, i) == '两' || hasString(r, i, "三五") > 0 || hasString(r, end, "期") > 0 || n.arabic && y > 40 && y < 80 || y > 99 {
		return 0, 0
	}
	if neighbours(y/10, y%10) && y != 23 && y != 12 {
		return 0, 0
	}
	return century(y), end
}

// inYear reads on after a year: 去年底, 今年上半年, 明年三月二十一, 二五年三月.
func (s *scan) inYear(start, k, y int) (Value, bool) {
	if p, l := s.afterYear(k); l > 0 {
		end, days := s.edgeOf(k+l, monthsOf(y, p.m, p.n))
		return s.dated(start, end, days), true
	}
	if v, ok := s.monthAt(start, k, y); ok {
		return v, true
	}
	if v, ok := s.firstMonths(start, k, y); ok {
		return v, true
	}
	if resolve, l := s.moment.match(s.r, k); l > 0 && s.festival(k) {
		return s.dated(start, k+l, resolve(dayOf(y, 5, 1))), true
	}
	if hasString(s.r, k, "度") > 0 && at(s.r, k+1) != '假' {
		k++
	}
	return s.dated(start, k, yearOf(y)), true
}

// festival tells whether the moment at k is a day of the year, which a year may
// stand before (去年国庆), as opposed to 上周 or 月底.
func (s *scan) festival(k int) bool {
	switch s.r[k] {
	case '上', '下', '这', '本', '前', '周', '月', '季', '年':
		return false
	}
	return true
}

// relativeMonth reads 上个月, 这个月底, 下个月十五号, 每月二十一号.
func (s *scan) relativeMonth(start, k, n int) (Value, bool) {
	y, m := s.ctx.Date.Year(), int(s.ctx.Date.Month())+n
	if n == everyMonth {
		if _, end, ok := s.dayNumber(k, true); ok {
			return s.dated(start, end, Interval{}), true
		}
		return Value{}, false
	}
	if at(s.r, k) == '月' {
		if lo, hi, l := monthPart(s.r, k+1); l > 0 { // 下个月月底
			return s.dated(start, k+1+l, daysOfMonth(y, m, lo, hi)), true
		}
	}
	if lo, hi, l := monthPart(s.r, k); l > 0 {
		return s.dated(start, k+l, daysOfMonth(y, m, lo, hi)), true
	}
	ten, _ := s.parse(k)
	if d, end, ok := s.dayNumber(k, ten.power == 10); ok {
		return s.dated(start, end, dayInMonth(y, m, d)), true
	}
	return s.dated(start, k, monthsOf(y, m, 1)), true
}

// monthPart reads 底, 初, 中旬 after a month and returns its days.
func monthPart(r []rune, k int) (lo, hi, n int) {
	if at(r, k) == '初' && hanDigit(at(r, k+1)) > 0 && !isNumeral(at(r, k+2)) && !countsOne(at(r, k+2)) {
		return 1, 0, 2 // 十一月初五, of the moon: somewhere in the month
	}
	switch at(r, k) {
	case '底', '末', '尾':
		return 21, 0, 1
	case '初':
		return 1, 10, 1
	case '上':
		if at(r, k+1) == '旬' {
			return 1, 10, 2
		}
	case '中':
		if at(r, k+1) == '旬' {
			return 11, 20, 2
		}
		if c := at(r, k+1); c != '秋' && c != '国' && c != '标' && c != '信' {
			return 11, 20, 1
		}
	case '下':
		if at(r, k+1) == '旬' {
			return 21, 0, 2
		}
	case '头':
		if at(r, k+1) == '上' {
			return 1, 10, 2
		}
	}
	return 0, 0, 0
}

func isNumeral(c rune) bool { return digitOf(c) >= 0 || hanPower(c) > 0 }

// yearFor returns the year that an unsaid one stands for next to month m.
func (s *scan) yearFor(y, m int) int {
	if y != 0 {
		return y
	}
	return nearest(s.ctx.Date, m)
}
