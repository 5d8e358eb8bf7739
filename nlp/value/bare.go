package value

import "huifang/schemas"

// bare decides what a number without a unit is: by its size, by the words
// before it, and by what the turn before asked for.
func (s *scan) bare(start int, n number) (Value, bool) {
	r := s.r
	if s.handledTens(start, n) {
		n.lo, n.hi = n.lo*1e4, n.hi*1e4
		return s.asMoney(start, n.end, n, "CNY"), true
	}
	if s.pricedTens(start, n) {
		return s.asMoney(start, n.end, n, "CNY"), true
	}
	if n.headless || n.run > 0 && !n.grouped || n.hi < 100 && !n.arabic || n.decimal && n.power == 0 {
		return Value{}, false
	}
	if n.arabic && n.power == 0 && (!n.grouped || n.lo < 1e4) || r[start] == '几' && n.power < 1e4 || ordinalBefore(r, start) {
		return Value{}, false
	}
	if at(r, n.end) == '度' || isLetter(at(r, n.end)) {
		return Value{}, false
	}
	cue := s.cueBefore(start)
	if n.power == 10 && cue == cueNone {
		return Value{}, false // 一百六十五 by itself may be anything
	}
	if cue == cueCount {
		return Value{
			Type: schemas.EntityCount, Start: start, End: n.end,
			Number: n.lo, High: n.hi, Precision: n.precision,
		}, true
	}
	if n.power < 1e4 && n.hi < 1e4 && cue != cuePrice && s.inWan() {
		n.lo, n.hi = n.lo*1e4, n.hi*1e4
	}
	return s.asMoney(start, n.end, n, "CNY"), true
}

// handledTens tells whether a number of two digits is an amount in 万: money that
// changes hands right before it, where amounts are in 万 hereabouts (还欠六十, 先还我
// 三十), and nothing that it could count behind.
func (s *scan) handledTens(start int, n number) bool {
	if n.power != 10 || n.arabic || n.decimal || n.vague || n.hi >= 100 || s.measured(n.end) || !s.ends(n.end) {
		return false
	}
	k := start - 1
	switch at(s.r, k) {
	case '了', '着', '我', '你', '他', '掉':
		k--
	}
	switch at(s.r, k) {
	case '挣', '赚', '欠', '还', '付', '亏', '借', '贷', '垫', '留', '拿', '收', '投', '补', '赔', '罚', '缺':
		return at(s.r, k-1) != '归' && s.inWan()
	}
	return false
}

// priceReach is how far before a number of two digits what is sold for it may
// stand, in code points: 一公斤到了三十五.
const priceReach = 10

// pricedTens tells whether a number of two digits is a price: something is sold by
// the piece or the weight right before it, and nothing is counted behind.
func (s *scan) pricedTens(start int, n number) bool {
	if n.power != 10 || n.arabic || n.decimal || n.vague || n.hi >= 100 || s.measured(n.end) || !s.ends(n.end) {
		return false
	}
	for k := start - 1; k >= max(0, start-priceReach) && !endsSentence(s.r[k]); k-- {
		if kind, l := s.cue.match(s.r, k); l > 0 && k+l <= start && kind == cuePrice {
			return true
		}
	}
	return false
}

// ends tells whether what begins at k goes with no number before it.
func (s *scan) ends(k int) bool {
	switch at(s.r, k) {
	case 0, ' ', ',', '\uff0c', '。', '?', '\uff1f', '!', '、', '了', '呢', '吧', '啊', '呀', '嘛', '给', '出':
		return true
	}
	return false
}

func ordinalBefore(r []rune, i int) bool { return at(r, i-1) == '第' }
