package value

// thousandths reads 八厘 and 七厘五, tenths of a percent a month, or percent where a
// year is spoken of.
func (s *scan) thousandths(i int, n number) Value {
	k, scale := n.end+1, .1
	if d := hanDigit(at(s.r, k)); d > 0 && hanPower(at(s.r, k+1)) == 0 {
		n.lo += float64(d) / 10
		n.hi = n.lo
		k++
	}
	for b := max(0, i-4); b < i; b++ {
		if s.r[b] == '年' {
			scale = 1
		}
	}
	return percent(i, k, n, scale)
}

// interest tells whether the words before i speak of a rate of interest: 月息两分
// is two percent, where 两分 alone is small change.
func (s *scan) interest(i int) bool {
	return s.speaksOfInterest(i, 6) || hasString(s.r, i+2, "利") > 0 || hasString(s.r, i+2, "的息") > 0 || hasString(s.r, i+2, "的利") > 0
}

// rateReach is how far before a decimal number the word may stand that makes it a
// rate, in code points: 利息从四点八降到三点八五.
const rateReach = 12

func (s *scan) speaksOfInterest(i, reach int) bool {
	for k := i - 1; k >= max(0, i-reach) && !endsSentence(s.r[k]); k-- {
		if s.r[k] == '息' || hasString(s.r, k, "利率") > 0 {
			return true
		}
	}
	return false
}

// rateAfter tells 一分八, said only of interest, from 五分 and 三分之一.
func rateAfter(r []rune, k int) bool {
	return hanDigit(at(r, k)) > 0 && hanPower(at(r, k+1)) == 0 && at(r, k+1) != '分' && at(r, k+1) != '个'
}

// monthly reads 两分 and 两分五 as percent a month.
func monthly(r []rune, i int, n number) Value {
	k := n.end + 1
	if d := hanDigit(at(r, k)); d > 0 && hanPower(at(r, k+1)) == 0 {
		n.lo += float64(d) / 10
		n.hi = n.lo
		k++
	} else if at(r, k) == '半' {
		n.lo, n.hi = n.lo+.5, n.hi+.5
		k++
	}
	return percent(i, k, n, 1)
}
