package value

import "math"

// dropDigit gives the digit in hand back to the text.
func (h *hanReader) dropDigit() {
	h.k--
	if h.digit.lo != h.digit.hi && !h.n.vague {
		h.k--
		h.ranged = false
	}
	h.digit, h.held = pair{}, false
}

// counted tells whether what follows makes the digit in hand a count of its own,
// so that it is no elided tail: 一千万三个点, 两百万二月还, 六百万二〇一四年.
func (h *hanReader) counted() bool {
	c, next := at(h.r, h.k), at(h.r, h.k+1)
	if c == '年' && (next == '前' || next == '底' || next == '初' || next == '后') && h.n.power < 1e4 {
		return false // 一千七,年前收了四百万
	}
	if c == '一' && hanDigit(next) < 0 && hanPower(next) == 0 {
		return false // 四百八一吨
	}
	if c == '台' && h.n.power <= 1e4 && h.group.hi < 1e5 {
		return false // 两万四台 are 24,000, unlike 一千万三台
	}
	return hanDigit(c) >= 0 || countsOne(c)
}

// countsTime tells whether c is a time for which rates are told.
func countsTime(c rune) bool { return c == '天' || c == '年' || c == '日' }

// countsOne tells whether c measures the single digit before it.
func countsOne(c rune) bool {
	switch c {
	case '个', '月', '年', '天', '成', '家', '号', '点', '次', '期', '周', '季', '台', '分':
		return true
	}
	return false
}

func roundTo(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// finish adds the digit in hand, scaled where its power was left out.
func (h *hanReader) finish() (number, bool) {
	n := h.n
	if n.decimal {
		return n, true
	}
	if h.zero && !h.held && h.r[h.k-1] == '零' {
		h.k-- // 六百零 …: a dangling 零 belongs to nothing
	}
	if h.held && n.power >= 100 && !h.zero && h.counted() {
		h.dropDigit()
	}
	switch {
	case h.held && n.power >= 100 && !h.zero:
		h.section = h.section.add(h.digit.times(n.power / 10))
		n.elided = true
		if n.power >= 1e4 {
			h.group, h.section = h.group.add(h.section), pair{}
		}
	case h.held:
		h.section = h.section.add(h.digit)
	}
	if h.afterYi && !h.saidWan && !h.tens && h.section.hi >= 100 {
		h.section = h.section.times(1e4) // 一亿一千八 leaves the 万 unsaid
		n.elided = true
	}
	v := h.total.add(h.group).add(h.section)
	n.lo, n.hi, n.end = v.lo, v.hi, h.k
	if h.ranged || n.lo != n.hi {
		n.precision = precisionRange
	}
	if !h.held {
		n.takeSoftener(h.r)
	}
	if n.power == 0 && h.held && !h.ranged {
		n.run = 1
	}
	return n, true
}
