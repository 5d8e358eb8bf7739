package value

// weekday reads 周五, 下周三, 这个礼拜四, 礼拜天.
func (s *scan) weekday(i int) (Value, bool) {
	r, k, weeks := s.r, i, 0
	if r[k] == '大' && at(r, k+1) == '上' {
		k, weeks = k+1, -1 // 大上周五: the one before the last
	}
	switch at(r, k) {
	case '上', '下', '这', '本':
		step := 0
		switch r[k] {
		case '上':
			step = -1
		case '下':
			step = 1
		}
		for weeks += step; at(r, k+1) == r[k] && step != 0; k++ {
			weeks += step
		}
		k++
		if at(r, k) == '个' {
			k++
		}
	}
	switch {
	case at(r, k) == '周':
		k++
	case hasString(r, k, "礼拜") > 0, hasString(r, k, "星期") > 0:
		k += 2
	default:
		return Value{}, false
	}
	d := hanDigit(at(r, k))
	if at(r, k) == '日' || at(r, k) == '天' {
		d = 7
	}
	if d < 1 || d > 7 || at(r, k) == '两' || at(r, k) == '俩' || hanPower(at(r, k+1)) > 0 {
		return Value{}, false
	}
	if k == i+1 && i > 0 && (hanDigit(r[i-1]) > 0 || r[i-1] == '每' || r[i-1] == '个') {
		return Value{}, false
	}
	week := weekOf(s.ctx.Date, weeks)
	return s.dated(i, k+1, oneDay(week.From.AddDate(0, 0, d-1))), true
}

// momentAt reads the words that are dates by themselves.
func (s *scan) momentAt(i int) (Value, bool) {
	if v, ok := s.newYearDay(i); ok {
		return v, true
	}
	if p, l := s.part.match(s.r, i); l > 0 {
		c := at(s.r, i)
		if isLetter(c) && isASCIIDigit(at(s.r, i+2)) {
			return Value{}, false
		}
		y := s.ctx.Date.Year()
		if c == '前' || c == '头' {
			y = s.soFar(0, p.n)
		}
		if isLetter(c) {
			if w, _, k := s.word(i + l); w.class == wordRelative {
				if span, _, last := s.word(k); span.class == wordSpan && span.name == "year" {
					return s.dated(i, last, monthsOf(y+int(w.n), p.m, p.n)), true // Q3 last year
				}
			}
		}
		end, days := s.edgeOf(i+l, monthsOf(y, p.m, p.n))
		return s.dated(i, end, days), true
	}
	resolve, l := s.moment.match(s.r, i)
	if l == 0 {
		return Value{}, false
	}
	c, next := at(s.r, i-1), at(s.r, i+l)
	if namesPlace(s.r, i+l) {
		return Value{}, false
	}
	if isASCIIDigit(s.r[i]) && (isASCIIDigit(next) || hanPower(next) > 0 || s.measured(i+l)) { // 618元
		return Value{}, false
	}
	switch s.r[i] {
	case '年':
		if isNumeral(c) || c == '几' || c == '多' || c == '半' || c == '前' && l == 2 || c == '往' {
			return Value{}, false
		}
	case '月':
		if isNumeral(c) || c == '个' {
			return Value{}, false
		}
	case '过':
		if next == '度' || next == '半' || next == '好' {
			return Value{}, false
		}
	case '周':
		if c == '一' || c == '上' || c == '下' {
			return Value{}, false
		}
	}
	end, days := s.edgeOf(i+l, resolve(s.ctx.Date))
	return s.dated(i, end, days), true
}

// edgeOf cuts a quarter or half of a year that ends at k down to its last ten days
// or its first, where 末, 底 or 初 follows, and returns where that ends.
func (s *scan) edgeOf(k int, days Interval) (int, Interval) {
	c := at(s.r, k)
	if c != '末' && c != '底' && c != '初' || at(s.r, k-1) != '度' && at(s.r, k-1) != '年' || days.IsZero() {
		return k, days
	}
	if months := monthsBetween(days); months < 3 || months > 6 {
		return k, days
	}
	if c == '初' {
		return k + 1, Interval{days.From, days.From.AddDate(0, 0, 9)}
	}
	return k + 1, Interval{dayOf(days.To.Year(), days.To.Month(), 21), days.To}
}

// newYearDay reads the days around the spring festival: 大年初五, 年三十.
func (s *scan) newYearDay(i int) (Value, bool) {
	k := i
	if s.r[k] == '大' {
		k++
	}
	if at(s.r, k) != '年' {
		return Value{}, false
	}
	k++
	d := 0
	switch {
	case hasString(s.r, k, "三十") > 0 && !isNumeral(at(s.r, i-1)) && !s.measured(k+2) && hanPower(at(s.r, k+2)) == 0:
		k += 2
	case s.r[i] == '大' && at(s.r, k) == '初' && (hanDigit(at(s.r, k+1)) > 0 || at(s.r, k+1) == '十'):
		if d = hanDigit(s.r[k+1]); d < 0 {
			d = 10
		}
		k += 2
	default:
		return Value{}, false
	}
	first, ok := springFestival(nearest(s.ctx.Date, 2))
	if !ok {
		return s.dated(i, k, Interval{}), true
	}
	return s.dated(i, k, oneDay(first.AddDate(0, 0, d-1))), true
}
