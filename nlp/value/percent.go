package value

import "huifang/schemas"

// percentAt reads 百分之六十, 千分之三, 三分之一, 三成半, 两个点, 八十个基点, 12.5%, and
// bare shares after a word that asks for one (毛利率三十一).
func (s *scan) percentAt(i int) (Value, bool) {
	r := s.r
	if at(r, i+1) == '分' && at(r, i+2) == '之' {
		if per := hanPower(r[i]); per >= 100 {
			return s.perMille(i, per)
		}
	}
	if r[i] == '百' && hasString(r, i, "百分百") > 0 {
		return percent(i, i+3, number{lo: 100, hi: 100}, 1), true
	}
	if r[i] == '小' && at(r, i+2) == '成' {
		if v, ok := s.percentAt(i + 1); ok {
			v.Start, v.Precision = i, precisionUnder
			return v, true
		}
	}
	n, ok := s.parse(i)
	if !ok {
		if hasString(r, i, "半个点") > 0 || hasString(r, i, "半个百分点") > 0 {
			_, k := s.points(i + 1)
			return percent(i, k, number{lo: .5, hi: .5}, 1), true
		}
		return Value{}, false
	}
	k := n.end
	switch at(r, k) {
	case '%', '％':
		return percent(i, k+1, n, 1), true
	case '‰':
		return percent(i, k+1, n, .1), true
	case '成':
		if n.vague {
			return Value{}, false
		}
		if n.power == 0 && !n.arabic && n.hi <= 10 || n.power == 10 && n.hi == 10 {
			return s.tenths(i, n)
		}
	case '分':
		if at(r, k+1) == '之' && n.lo > 0 && n.precision == "" {
			return fraction(r, i, n)
		}
		if n.power == 0 && !n.decimal && !n.vague && (s.interest(i) || rateAfter(r, k+1)) {
			return monthly(r, i, n), true
		}
	}
	if at(r, k) == '厘' && n.power == 0 && !n.vague && at(r, k+1) != '米' && at(r, k+1) != '钱' {
		return s.thousandths(i, n), true
	}
	if at(r, k) == '个' && at(r, k+1) == '半' && n.lo == n.hi {
		if v, ok := s.andAHalf(i, n); ok {
			return v, true
		}
	}
	if at(r, k) == '个' && softener(at(r, k+1)) && at(r, k+2) == '点' && at(r, k+3) != '子' && !n.vague {
		n.precision = softenerPrecision(r[k+1])
		return percent(i, k+3, n, 1), true // 五个多点
	}
	if scale, end := s.points(k); end > 0 && !(n.vague && n.power == 0) {
		return percent(i, end, n, scale), true
	}
	if n.hi <= 100 && n.run <= 2 && (n.power > 0 || n.decimal || n.arabic || s.shareByItself(k)) && (n.power <= 10 || n.decimal) && !s.measured(k) && (s.changedTo(i) || s.cueBefore(i) == cueShare || n.decimal && n.power == 0 && !n.arabic && s.speaksOfInterest(i, rateReach)) {
		return percent(i, k, n, 1), true
	}
	return Value{}, false
}

func percent(start, end int, n number, scale float64) Value {
	return Value{
		Type: schemas.EntityPercent, Start: start, End: end, Unit: "%",
		Number: roundTo(n.lo * scale), High: roundTo(n.hi * scale), Precision: n.precision,
	}
}

// perMille reads what follows 百分之, 千分之 and 万分之.
func (s *scan) perMille(i int, per float64) (Value, bool) {
	if per == 100 && at(s.r, i+3) == '百' {
		return percent(i, i+4, number{lo: 100, hi: 100}, 1), true
	}
	n, ok := s.parse(i + 3)
	if !ok {
		return Value{}, false
	}
	if softener(at(s.r, n.end)) {
		n.precision = softenerPrecision(s.r[n.end])
		n.end++
	}
	if joined, ok := s.upTo(i+3, n); ok && !s.measured(joined.end) {
		n = joined
	}
	return percent(i, n.end, n, 100/per), true
}

// tenths reads on after 三成: 三成半, 三成五, 三成多, 一成不变 being none.
func (s *scan) tenths(i int, n number) (Value, bool) {
	k := n.end + 1
	if at(s.r, k) == '不' && at(s.r, k+1) == '变' || at(s.r, k) == '立' || at(s.r, k) == '为' {
		return Value{}, false
	}
	switch c := at(s.r, k); {
	case c == '半':
		n.lo, n.hi = n.lo+.5, n.hi+.5
		k++
	case c == '多' || c == '来':
		n.precision = softenerPrecision(c)
		k++
	case hanDigit(c) > 0 && hanPower(at(s.r, k+1)) == 0 && !dateUnit(at(s.r, k+1)):
		n.lo += float64(hanDigit(c)) / 10
		n.hi = n.lo
		k++
	}
	return percent(i, k, n, 10), true
}

// fraction reads 三分之一.
func fraction(r []rune, i int, below number) (Value, bool) {
	above, ok := parse(r, below.end+2)
	if !ok || above.precision != "" {
		return Value{}, false
	}
	v := percent(i, above.end, above, 1)
	v.Number = roundTo(above.lo / below.lo * 100)
	v.High = v.Number
	return v, true
}

// points matches the words for a hundredth at k and returns their worth in
// percent and where they end; 0 for none.
func (s *scan) points(k int) (scale float64, end int) {
	r := s.r
	if at(r, k) == ' ' {
		k++
	}
	switch at(r, k) {
	case '个':
		switch {
		case at(r, k+1) == '点' && at(r, k+2) != '子':
			return 1, k + 2
		case hasString(r, k+1, "百分点") > 0:
			return 1, k + 4
		case hasString(r, k+1, "基点") > 0:
			return .01, k + 3
		case foldedAt(r, k+1, "bp"):
			return .01, k + 3
		}
	case 'b', 'B':
		if foldedAt(r, k, "bps") {
			return .01, k + 3
		}
		if foldedAt(r, k, "bp") {
			return .01, k + 2
		}
	case 'p', 'P':
		if foldedAt(r, k, "percent") {
			return 1, k + 7
		}
	}
	return 0, 0
}

// andAHalf reads 两个半点 and, after a word that asks for a share, 八个半.
func (s *scan) andAHalf(i int, n number) (Value, bool) {
	n.lo += .5
	n.hi = n.lo
	k := n.end + 2
	switch {
	case at(s.r, k) == '点' && at(s.r, k+1) != '子':
		return percent(i, k+1, n, 1), true
	case hasString(s.r, k, "百分点") > 0:
		return percent(i, k+3, n, 1), true
	case !s.measured(k) && !s.measured(k+1) && (s.changedTo(i) || s.cueBefore(i) == cueShare):
		return percent(i, k, n, 1), true
	}
	return Value{}, false
}

// changeReach is how far after a share what it has changed to may stand, in code
// points: 从四十一个点一路掉到二十七.
const changeReach = 5

// changedTo tells whether the number at i is what the share before it has become.
func (s *scan) changedTo(i int) bool {
	if s.last.Type != schemas.EntityPercent || i-s.last.End > changeReach || i == s.last.End {
		return false
	}
	switch at(s.r, i-1) {
	case '到', '成', '至', '了':
	default:
		return false
	}
	for k := s.last.End; k < i; k++ {
		switch s.r[k] {
		case '掉', '降', '跌', '涨', '升', '变', '减', '增', '滑':
			return true
		}
	}
	return false
}

// shareByItself tells whether a single digit ends at k with nothing for it to
// count: 净利六左右, but not 利率能低一点.
func (s *scan) shareByItself(k int) bool {
	c := at(s.r, k)
	return c == 0 || c == ',' || c == '\uff0c' || endsSentence(c) || hasString(s.r, k, "左右") > 0
}
