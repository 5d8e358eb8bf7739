package value

// pair is a value with its upper end; the two differ in ranges such as 两三百.
type pair struct{ lo, hi float64 }

func (p pair) add(q pair) pair      { return pair{p.lo + q.lo, p.hi + q.hi} }
func (p pair) times(f float64) pair { return pair{p.lo * f, p.hi * f} }

// hanReader is the state of reading a Chinese number: total above 亿, group
// above 万, section below, and the digit in hand.
type hanReader struct {
	r                     []rune
	k                     int
	total, group, section pair
	digit                 pair
	held                  bool // digit is filled
	zero                  bool // 零 stands before the digit in hand
	ranged                bool // some digit was a range
	afterYi               bool // 亿 has been said
	saidWan               bool // 万 has been said since 亿
	tens                  bool // a power below 百 was said in the section
	wanEnd                int  // where that 万 ends
	n                     number
}

// parseHan reads a Chinese number: 三千二百万, 两三百, 十五六, 三万五, 一亿一千八,
// 三十几, 三千来万, 一个多亿, 二〇二五.
func parseHan(r []rune, i int) (number, bool) {
	if n, ok := parseRun(r, i); ok {
		return n, true
	}
	h := hanReader{r: r, k: i}
	for h.step() {
	}
	if h.k == i {
		return number{}, false
	}
	return h.finish()
}

// parseRun reads digits said one by one: three and more, or two that are no
// range. A 零 inside counts; a power after them makes them an ordinary number.
func parseRun(r []rune, i int) (number, bool) {
	v, k := 0.0, i
	for hanDigit(at(r, k)) >= 0 && at(r, k) != '俩' && at(r, k) != '仨' {
		v = v*10 + float64(hanDigit(r[k]))
		k++
	}
	run := k - i
	if run < 2 || run == 2 && neighbours(hanDigit(r[i]), hanDigit(r[i+1])) && at(r, k) != '年' {
		return number{}, false
	}
	if hanPower(at(r, k)) > 0 {
		return number{}, false
	}
	return number{lo: v, hi: v, end: k, run: run}, true
}

// neighbours tells whether two digits side by side give a range: 两三, 七八, 三五.
func neighbours(a, b int) bool { return a > 0 && (b == a+1 || a == 3 && b == 5) }

// step takes one more rune of the number and reports whether it did.
func (h *hanReader) step() bool {
	c := at(h.r, h.k)
	if d := hanDigit(c); d >= 0 {
		return h.takeDigit(d)
	}
	if p := hanPower(c); p > 0 {
		return h.takePower(p)
	}
	started := h.n.power > 0 || h.held
	switch {
	case c == '几' && !h.held:
		if next := at(h.r, h.k+1); h.n.power == 0 && hanPower(next) == 0 && !(next == '个' && hanPower(at(h.r, h.k+2)) == 1e8) {
			h.digit = pair{2, 9}
			h.ranged, h.held, h.n.vague = true, true, true
			h.k++
			return false
		}
		h.n.vague = true
		if next := at(h.r, h.k+1); (hanPower(next) > 0 || next == '个' && h.n.power == 0) && h.n.power != 10 {
			h.digit, h.held, h.ranged = pair{2, 9}, true, true
		} else {
			h.n.precision = precisionOver
		}
		h.k++
		return true
	case softener(c) && h.n.power > 0 && !h.held && hanPower(at(h.r, h.k+1)) >= 1e4:
		h.n.precision = softenerPrecision(c)
		h.k++
		return true
	case c == '个' && started:
		next := at(h.r, h.k+1)
		if softener(next) && hanPower(at(h.r, h.k+2)) >= 1e4 {
			h.n.precision = softenerPrecision(next)
			h.k += 2
			return h.takePower(hanPower(h.r[h.k]))
		}
		if next == '半' && hanPower(at(h.r, h.k+2)) == 1e8 && h.held {
			h.digit = h.digit.add(pair{.5, .5}) // 一个半亿
			h.k += 2
			return h.takePower(1e8)
		}
		if next == '亿' || next == '億' || next == '万' && at(h.r, h.k+2) != '一' {
			h.k++
			return h.takePower(hanPower(next))
		}
	case started && filler(c) && h.goesOn():
		h.k++
		return true
	case (c == '点') && h.held && h.section == (pair{}) && hanDigit(at(h.r, h.k+1)) >= 0:
		return h.takeDecimal()
	case c == '点' && h.n.power > 0 && hanDigit(at(h.r, h.k+1)) >= 0:
		return h.takeDecimal()
	}
	return false
}

// goesOn tells whether the number goes on behind the filler in hand: 三百呃五十万.
func (h *hanReader) goesOn() bool {
	next := at(h.r, h.k+1)
	if hanPower(next) >= 1e4 {
		return h.n.power < hanPower(next)
	}
	p := hanPower(at(h.r, h.k+2))
	return h.n.power > 0 && !h.held && hanDigit(next) > 0 && p > 0 && p < h.n.power
}

// filler tells whether c is said while looking for the rest of a number.
func filler(c rune) bool { return c == '呃' || c == '嗯' || c == '额' || c == '…' }

func (h *hanReader) takeDigit(d int) bool {
	if d == 0 {
		if h.held || h.n.power == 0 && !h.startsDecimal() {
			return false
		}
		if h.n.power == 0 {
			h.digit, h.held = pair{}, true
		} else {
			h.zero = true
		}
		h.k++
		return true
	}
	if h.held {
		if h.digit.lo != h.digit.hi || !neighbours(int(h.digit.lo), d) {
			return false
		}
		h.digit.hi = float64(d)
		h.ranged = true
		h.k++
		return true
	}
	h.digit = pair{float64(d), float64(d)}
	h.held = true
	h.k++
	return true
}

func (h *hanReader) startsDecimal() bool {
	return at(h.r, h.k+1) == '点' && hanDigit(at(h.r, h.k+2)) >= 0
}

func (h *hanReader) takePower(p float64) bool {
	if !h.held && h.n.power == 0 && p != 10 {
		return false
	}
	if !h.held && h.n.power > 0 && p < 1e4 && (p != 10 || h.n.power != 100 && !h.zero) {
		return false // 十百; but 一百十五 leaves out a 一
	}
	if h.held && p < 1e4 && h.section != (pair{}) && p >= h.n.power {
		h.dropDigit() // 三百五百 is two numbers
		return false
	}
	if p == 1e4 && at(h.r, h.k+1) == '一' && !h.wanContinues() {
		return false // …万一…
	}
	if p == 1e4 && h.saidWan {
		h.k = h.wanEnd // 一百万一百万地还: the second is a number of its own
		h.digit, h.held, h.section, h.zero, h.n.power = pair{}, false, pair{}, false, 1e4
		return false
	}
	switch {
	case p < 1e4:
		if !h.held {
			h.digit = pair{1, 1}
		}
		h.section = h.section.add(h.digit.times(p))
		h.tens = h.tens || p == 10
	case p == 1e4:
		h.group = h.section.add(h.digit).times(p)
		h.section, h.tens = pair{}, false
		h.saidWan, h.wanEnd = true, h.k+1
	default:
		h.total = h.group.add(h.section).add(h.digit).times(p)
		h.group, h.section, h.tens = pair{}, pair{}, false
		h.afterYi, h.saidWan = true, false
	}
	h.digit, h.held, h.zero = pair{}, false, false
	h.n.power = p
	h.k++
	return true
}

// wanContinues tells 三万一 (31,000) and 三万一千 from 万一.
func (h *hanReader) wanContinues() bool { return h.held || h.section != (pair{}) }

// takeDecimal reads the digits after 点: 一点五亿, 十八点五, 三点零. Where a power
// of ten follows the first digit it is a time of day (三点五十) and stays out.
func (h *hanReader) takeDecimal() bool {
	k, scale, frac := h.k+1, 0.1, 0.0
	for hanDigit(at(h.r, k)) >= 0 {
		frac += scale * float64(hanDigit(h.r[k]))
		scale /= 10
		k++
	}
	if k > h.k+2 && h.r[k-1] == '一' && countsTime(at(h.r, k)) {
		k-- // 千分之一点五一天: a day, no digit
		frac = roundTo(frac - 10*scale)
	}
	if p := hanPower(at(h.r, k)); p == 10 || p == 100 || at(h.r, k) == '分' && at(h.r, k+1) != '之' && at(h.r, k+1) != '钱' {
		return false
	}
	v := h.total.add(h.group).add(h.section).add(h.digit)
	h.n.lo, h.n.hi = roundTo(v.lo+frac), roundTo(v.hi+frac)
	h.n.end, h.n.decimal, h.n.power = k, true, 0
	h.n.takePowers(h.r)
	h.k = h.n.end
	return false
}
