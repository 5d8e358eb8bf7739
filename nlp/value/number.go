package value

// number is a spoken or written number at a place in a text, before anything
// says what it counts. A bare run of digits (幺三八, 2025) keeps its length:
// what it stands for depends on what follows.
type number struct {
	lo, hi float64
	end    int
	// precision is a schemas.Precision… word, empty for exact.
	precision string
	// run is the number of digits of a bare run, 0 where a power was said.
	run int
	// power is the last power of ten that was said: 10 … 1e8, 0 for none.
	power float64
	// arabic is true where the number begins with ASCII digits, decimal where
	// it has a fractional part.
	arabic, decimal bool
	// grouped is true where commas part the thousands.
	grouped bool
	// elided is true where the last power is left out, as in 三万五.
	elided bool
	// vague is true where 几 stands for a digit.
	vague bool
	// headless is true where the first digit is left out (百来, 个把) and no power of
	// ten behind it shows that it is a number all the same.
	headless bool
}

// at returns the rune at i, or 0 outside the text.
func at(r []rune, i int) rune {
	if i < 0 || i >= len(r) {
		return 0
	}
	return r[i]
}

func isASCIIDigit(c rune) bool { return c >= '0' && c <= '9' }

func isLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// hanDigit returns the value of a Chinese digit as spoken or written, or -1.
func hanDigit(c rune) int {
	switch c {
	case '零', '〇', '○':
		return 0
	case '一', '幺', '壹':
		return 1
	case '二', '两', '俩', '贰':
		return 2
	case '三', '仨', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// hanPower returns the power of ten that a Chinese unit stands for, or 0.
func hanPower(c rune) float64 {
	switch c {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万', '萬':
		return 1e4
	case '亿', '億':
		return 1e8
	}
	return 0
}

// parse reads the longest number that starts at i.
func parse(r []rune, i int) (number, bool) {
	c := at(r, i)
	switch {
	case isASCIIDigit(c):
		return parseArabic(r, i)
	case hanDigit(c) >= 0, c == '十', c == '几':
		return parseHan(r, i)
	case c == '百', c == '千', c == '万', c == '半', c == '个':
		return vagueNumber(r, i)
	}
	return number{}, false
}

// parseArabic reads 1,200万, 1.2亿, 3万5, 12.5 and the like.
func parseArabic(r []rune, i int) (number, bool) {
	n := number{arabic: true}
	v, k := 0.0, i
	for isASCIIDigit(at(r, k)) || k > i && at(r, k) == ',' && groupOfThree(r, k+1) {
		if r[k] != ',' {
			v = v*10 + float64(r[k]-'0')
			n.run++
		} else {
			n.grouped = true
		}
		k++
	}
	if at(r, k) == '.' && isASCIIDigit(at(r, k+1)) {
		k++
		scale := 0.1
		for isASCIIDigit(at(r, k)) {
			v += scale * float64(r[k]-'0')
			scale /= 10
			k++
		}
		v = roundTo(v)
		n.decimal = true
		n.run = 0
	}
	n.lo, n.hi, n.end = v, v, k
	n.takePowers(r)
	return n, true
}

// groupOfThree tells whether exactly three digits stand at k, so that the comma
// before them groups thousands.
func groupOfThree(r []rune, k int) bool {
	return isASCIIDigit(at(r, k)) && isASCIIDigit(at(r, k+1)) && isASCIIDigit(at(r, k+2)) &&
		!isASCIIDigit(at(r, k+3))
}

// takePowers multiplies an Arabic or decimal number by the units that follow
// it (3千万, 1.2亿, 一点五个亿) and takes an elided tail (3万5).
func (n *number) takePowers(r []rune) {
	for {
		k := n.end
		switch {
		case softener(at(r, k)) && hanPower(at(r, k+1)) >= 100:
			n.precision = softenerPrecision(r[k])
			k++
		case at(r, k) == '个' && hanPower(at(r, k+1)) >= 1e4:
			k++
		}
		p := hanPower(at(r, k))
		if c := at(r, k); n.arabic && (c == 'w' || c == 'W') && !isLetter(at(r, k+1)) {
			p = 1e4 // 35w, as it is typed
		}
		if p < 100 || at(r, k) == '万' && (at(r, k+1) == '一' && !n.arabic) {
			break
		}
		n.lo, n.hi, n.power, n.run = roundTo(n.lo*p), roundTo(n.hi*p), p, 0
		n.end = k + 1
	}
	if n.power >= 1e4 {
		d := digitOf(at(r, n.end))
		if d > 0 && digitOf(at(r, n.end+1)) < 0 && hanPower(at(r, n.end+1)) == 0 && at(r, n.end+1) != '.' && !dateUnit(at(r, n.end+1)) {
			n.lo += float64(d) * n.power / 10
			n.hi = n.lo
			n.end++
			n.elided = true
		}
	}
	n.takeSoftener(r)
}

func digitOf(c rune) int {
	if isASCIIDigit(c) {
		return int(c - '0')
	}
	return hanDigit(c)
}

// softener tells whether c makes the number before it vague.
func softener(c rune) bool { return c == '多' || c == '来' || c == '余' }

func softenerPrecision(c rune) string {
	if c == '来' {
		return precisionAbout
	}
	return precisionOver
}

// takeSoftener takes 多, 来, 余 or 几 after a number that ended on a power.
func (n *number) takeSoftener(r []rune) {
	c := at(r, n.end)
	if c == '好' && at(r, n.end+1) == '几' && n.power > 0 && !n.elided {
		n.vague, n.precision, n.end = true, precisionOver, n.end+2 // 三十好几
		return
	}
	if n.power == 0 || n.elided || !softener(c) && c != '几' {
		return
	}
	switch next := at(r, n.end+1); c {
	case '来':
		if next == '的' || next == '自' {
			return
		}
	case '多':
		if next == '少' {
			return
		}
	case '余':
		if next == '额' || next == '款' || next == '下' {
			return
		}
	}
	if c == '几' {
		n.vague = true
		n.precision = precisionOver
	} else {
		n.precision = softenerPrecision(c)
	}
	n.end++
}

func dateUnit(c rune) bool { return c == '月' || c == '年' || c == '号' || c == '日' }
