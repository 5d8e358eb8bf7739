package value

import "iter"

// openings tells from a rune and the one behind it whether a value may begin
// there. Of a hundred places of a text it leaves some seven, at the cost of a bit
// or two for each of the others.
type openings struct {
	any  runeBits // of the sets below: most runes of a text are in none
	sure runeBits // begins a value whatever follows
	// digits are numerals of one rune; a value begins with one if follows has the
	// next.
	digits, follows runeBits
	// firsts begin words that are in pairs with the rune behind.
	firsts runeBits
	pairs  [1 << 7]uint64
}

// runeBits is a set of runes below 2^16.
type runeBits [1 << 10]uint64

func (b *runeBits) add(c rune) { b[c>>6] |= 1 << (c & 63) }

func (b *runeBits) has(c rune) bool { return uint32(c) < 1<<16 && b[c>>6]>>(c&63)&1 != 0 }

func newOpenings(s *Scanner) openings {
	var o openings
	for _, c := range "十几百千万半〇○零俩仨壹贰叁肆伍陆柒捌玖$¥￥€£" {
		o.sure.add(c)
	}
	for c := rune(0); c < 128; c++ {
		if isASCIIDigit(c) || isLetter(c) {
			o.sure.add(c)
		}
	}
	const numerals = "零〇○一二两三四五六七八九十百千万亿億几半幺壹贰叁肆伍陆柒捌玖拾佰仟萬0123456789"
	for _, c := range "一二两三四五六七八九幺" {
		o.digits.add(c)
	}
	// Behind a digit: what it counts, what makes more of it, or the end.
	for _, c := range numerals + "点成分个多来余好上年月号日季角毛厘到至呃嗯额把左…—-~%％‰., ,。？！；!?;、\uff0c" {
		o.follows.add(c)
	}
	for _, firsts := range []iter.Seq[rune]{s.measure.firsts(), s.period.firsts(), s.currency.firsts(), s.trail.firsts()} {
		for c := range firsts {
			o.follows.add(c)
		}
	}
	for c := range s.fixed.pairs() {
		o.follows.add(c[1])
	}
	for _, pairs := range []iter.Seq[[2]rune]{s.year.pairs(), s.month.pairs(), s.day.pairs(), s.part.pairs(), s.moment.pairs(), s.fixed.pairs()} {
		for p := range pairs {
			o.pair(p[0], p[1])
		}
	}
	for first, seconds := range map[rune]string{
		'上': "周礼星个上百千万亿億", '下': "周礼星个下", '这': "周礼星个", '本': "周礼星", '周': "一二三四五六日天", '礼': "拜", '星': "期",
		'正': "月", '腊': "月", '前': numerals, '头': numerals, '小': numerals, '好': "几", '大': "几上年", '个': "把", '年': "三",
	} {
		for _, second := range seconds {
			o.pair(first, second)
		}
	}
	for i := range o.any {
		o.any[i] = o.sure[i] | o.digits[i] | o.firsts[i]
	}
	return o
}

func (o *openings) pair(a, b rune) {
	o.firsts.add(a)
	h := pairHash(a, b)
	o.pairs[h>>6] |= 1 << (h & 63)
}

func pairHash(a, b rune) uint32 { return (uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B) >> 19 }

// at tells whether a value may begin at i.
func (o *openings) at(r []rune, i int) bool {
	c := r[i]
	switch {
	case !o.any.has(c):
		return false
	case o.sure.has(c):
		return true
	case i+1 == len(r):
		return o.digits.has(c)
	case o.digits.has(c) && o.follows.has(r[i+1]):
		return true
	case o.firsts.has(c):
		h := pairHash(c, r[i+1])
		return o.pairs[h>>6]>>(h&63)&1 != 0
	}
	return false
}
