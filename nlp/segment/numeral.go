package segment

// numerals are the Chinese numerals.
const numerals = "一二三四五六七八九十百千万亿两零〇"

// isNumeral reports whether r is one of the numerals.
func isNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两', '零', '〇':
		return true
	default:
		return false
	}
}

// point stands between numerals for the decimal point.
const point = '点'

// ordinal makes a number an ordinal one.
const ordinal = '第'

// numeralEnd returns the end of the numeral that begins at start, start itself
// if none does: 三千五百万, 三点五, 第二十.
func numeralEnd(text []rune, start int) int {
	at := start
	if text[at] == ordinal {
		at++
	}
	first := at
	if at < len(text) && (text[at] == '万' || text[at] == '亿') {
		return start // 万一, 亿万: no numeral begins so
	}
	for at < len(text) && isNumeral(text[at]) {
		at++
		if at+1 < len(text) && text[at] == point && isNumeral(text[at+1]) {
			at++
		}
	}
	if at == first {
		return start
	}
	return at
}

// magnitudeEnd returns the end of 万, 亿 and the like behind digits that end at
// end: 1200万, 3.5亿, 5百万. A hundred or thousand alone may belong to a measure
// word (5千克, 3百货).
func magnitudeEnd(text []rune, end int) int {
	at := end
	for at < len(text) && (text[at] == '十' || text[at] == '百' || text[at] == '千') {
		at++
	}
	if at == len(text) || text[at] != '万' && text[at] != '亿' {
		return end
	}
	for at < len(text) && (text[at] == '万' || text[at] == '亿') {
		at++
	}
	return at
}
