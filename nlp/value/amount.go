package value

import "huifang/schemas"

// currencies maps what follows an amount to a currency code. Small coins are
// read apart, see coins.
func currencies() map[string]string {
	return map[string]string{
		"块钱": "CNY", "块": "CNY", "元钱": "CNY", "元": "CNY", "圆": "CNY", "人民币": "CNY", "元人民币": "CNY", "蚊": "CNY",
		"美元": "USD", "美金": "USD", "美刀": "USD", "刀": "USD", "欧元": "EUR", "欧": "EUR", "港币": "HKD", "港元": "HKD",
		"港纸": "HKD", "日元": "JPY", "英镑": "GBP", "澳元": "AUD", "加元": "CAD", "新币": "SGD", "韩元": "KRW", "卢布": "RUB",
		"泰铢": "THB", "台币": "TWD", "法郎": "CHF", "迪拉姆": "AED",
		"元整": "CNY", "块人民币": "CNY", "日币": "JPY", "韩币": "KRW", "澳币": "AUD", "加币": "CAD", "瑞士法郎": "CHF", "瑞郎": "CHF", "新加坡元": "SGD",
		"坡币": "SGD", "令吉": "MYR", "马币": "MYR", "越南盾": "VND", "印尼盾": "IDR", "卢比": "INR", "泰币": "THB", "欧币": "EUR", "新台币": "TWD",
	}
}

// amountAt reads money and counts: what starts with a number.
func (s *scan) amountAt(i int) (Value, int) {
	r := s.r
	start, under := i, false
	switch {
	case r[i] == '大' && at(r, i+1) == '几' && hanPower(at(r, i+2)) > 0:
		return s.roundAmount(i)
	case r[i] == '小' && (digitOf(at(r, i+1)) > 0 || at(r, i+1) == '几' || at(r, i+1) == '十'):
		under = true // 小三千万: just short of it
		i++
	case r[i] == '好' && at(r, i+1) == '几', r[i] == '上' && (hanPower(at(r, i+1)) >= 100 && upwards(r, i)):
		return s.roundAmount(i)
	}
	n, ok := s.parse(i)
	if !ok {
		return Value{}, start + 1
	}
	if under {
		n.precision = precisionUnder
		if n.power < 100 {
			return Value{}, n.end
		}
	}
	if v, ok := s.money(start, n); ok {
		return v, v.End
	}
	if v, ok := s.count(start, n); ok {
		return v, v.End
	}
	if v, ok := s.bare(start, n); ok {
		return v, v.End
	}
	return Value{}, n.end
}

// upwards tells whether 上 at i means that an amount is no less than the power of
// ten behind it: 上亿的资产, but not 加上万都置业, 早上千万别来.
func upwards(r []rune, i int) bool {
	switch p, next := at(r, i+1), at(r, i+2); p {
	case '万', '亿', '億':
		switch next {
		case 0, '的', '元', '块', '资', '产', '投', '规', '美', '人', '吨', '个', '了', ',', '\uff0c', '。', '?', '!', ' ', '呢', '吧', '啊':
			switch at(r, i-1) {
			case '千', '加', '算', '以', '早', '晚', '马', '网', '楼', '赶', '搭', '配', '贴', '补':
				return false
			}
			return true
		}
		return false
	case '千':
		return next != '万' || at(r, i+3) != '别' && at(r, i+3) != '不' && at(r, i+3) != '要'
	}
	return true
}

// roundAmount reads 好几百万 and 上百万: an order of magnitude, no figure.
func (s *scan) roundAmount(i int) (Value, int) {
	n, ok := s.parse(i + 1)
	if s.r[i] == '大' && ok && n.lo != n.hi {
		n.lo = n.hi / 9 * 5 // 大几百万: more than half of them
	}
	if s.r[i] == '上' {
		power, k := 1.0, i+1
		for hanPower(at(s.r, k)) >= 100 {
			power *= hanPower(s.r[k])
			k++
		}
		n, ok = number{lo: power, hi: power, end: k, power: power, precision: precisionOver}, true
	}
	if !ok {
		return Value{}, i + 1
	}
	if v, ok := s.count(i, n); ok && n.hi >= 20 {
		return v, v.End // 上百家, 好几十号人
	}
	if n.hi < 1e4 {
		if v, ok := s.money(i, n); ok && n.hi >= 100 {
			return v, v.End
		}
		return Value{}, i + 1
	}
	if v, ok := s.money(i, n); ok {
		return v, v.End
	}
	return s.asMoney(i, n.end, n, "CNY"), n.end
}

// money reads a number with a unit of money behind it.
func (s *scan) money(start int, n number) (Value, bool) {
	k := n.end
	if at(s.r, k) == ' ' && n.arabic {
		k++
	}
	code, l := s.currency.match(s.r, k)
	if l == 0 {
		return s.coins(start, n)
	}
	if l == 1 && s.notMoney(k, n) || n.vague && n.power == 0 {
		return Value{}, false
	}
	end := k + l
	if l == 1 && (s.r[k] == '块' || s.r[k] == '刀') {
		n, end = s.fractionOfCoin(n, end)
	}
	return s.asMoney(start, end, n, code), true
}

// notMoney guards units of one rune that are other words too: 一块地, 一块儿,
// 一刀切, 两欧. A piece of something is 一块; a price of one goes on (一块二).
func (s *scan) notMoney(k int, n number) bool {
	next := at(s.r, k+1)
	switch s.r[k] {
	case '块', '刀':
		return next == '地' || next == '儿' || n.run == 1 && n.lo == 1 && !n.arabic && (digitOf(next) <= 0 || s.oneThing(k+1)) && !(next == '零' && at(s.r, k+3) == '分')
	case '欧':
		return n.power == 0 && !n.arabic
	}
	return false
}

// oneThing tells whether 一 at k begins the measure of a price, as in
// 三块二一斤, rather than a coin.
func (s *scan) oneThing(k int) bool {
	return at(s.r, k) == '一' && (s.measured(k+1) || at(s.r, k+1) == '碗' || at(s.r, k+1) == '百')
}

// fractionOfCoin reads what follows 块: 九块八, 一块三毛二, 十二块多, 九块钱.
func (s *scan) fractionOfCoin(n number, k int) (number, int) {
	r := s.r
	d := digitOf(at(r, k))
	if d < 0 || s.oneThing(k) || hanPower(at(r, k+1)) > 0 || countsOne(at(r, k+1)) {
		if softener(at(r, k)) || at(r, k) == '几' {
			n.precision = precisionOver
			k++
			if hasString(r, k, "钱") > 0 {
				k++
			}
		}
		return n, k
	}
	n.lo += float64(d) / 10
	k++
	if c := at(r, k); c == '毛' || c == '角' {
		k++
		if f := digitOf(at(r, k)); f > 0 {
			n.lo += float64(f) / 100
			k++
			if at(r, k) == '分' {
				k++
			}
		}
	} else if f := digitOf(c); f >= 0 && !s.oneThing(k) && !s.measured(k+1) {
		n.lo += float64(f) / 100
		k++
		if at(r, k) == '分' {
			k++ // 一块零五分
		}
	}
	n.lo = roundTo(n.lo)
	n.hi = n.lo
	return n, k
}

// coins reads 三毛, 两毛五, 一毛几, 八分钱.
func (s *scan) coins(start int, n number) (Value, bool) {
	r, k := s.r, n.end
	if n.power != 0 || n.run > 1 && !n.arabic || n.vague {
		return Value{}, false
	}
	if n.lo == 1 && (at(r, k+1) == '钱' || at(r, k) == '角') {
		return Value{}, false // 一分钱没有: not one cent, that is nothing at all
	}
	switch c := at(r, k); {
	case c == '毛' && at(r, k+1) != '利' && at(r, k+1) != '病', c == '角' && (digitOf(at(r, k+1)) > 0 || at(r, k+1) == '钱'):
		k++
		n.lo, n.hi = n.lo/10, n.hi/10
		switch d := digitOf(at(r, k)); {
		case d > 0 && hanPower(at(r, k+1)) == 0:
			n.lo = roundTo(n.lo + float64(d)/100)
			n.hi = n.lo
			k++
		case at(r, k) == '几' || at(r, k) == '多':
			n.precision = precisionOver
			k++
		case at(r, k) == '钱':
			k++
		}
	case c == '分' && at(r, k+1) == '钱':
		k += 2
		n.lo, n.hi = n.lo/100, n.hi/100
	default:
		return Value{}, false
	}
	return s.asMoney(start, k, n, "CNY"), true
}

func (s *scan) asMoney(start, end int, n number, code string) Value {
	return Value{
		Type: schemas.EntityMoney, Start: start, End: end, Unit: code,
		Number: n.lo, High: n.hi, Precision: n.precision,
	}
}
