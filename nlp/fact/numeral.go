package fact

// numeral is a plain number of up to four figures, spoken or written.
type numeral struct {
	span
	value float64
	// about is true for 来, 多 and 几 within the number.
	about bool
}

// readNumeral reads a plain number that begins at i: 八十三, 一百四十, 两百二, 150.
// It refuses what goes on into something else: a unit, a month, an ordinal.
func readNumeral(text []rune, i int) (numeral, bool) {
	n := numeral{span: span{i, i}}
	if !begins(text[i]) || i > 0 && continues(text[i-1]) {
		return n, false
	}
	j := i
	if digitAt(text, i) {
		for digitAt(text, j) {
			n.value = n.value*10 + float64(text[j]-'0')
			j++
		}
		if j-i > 4 {
			return n, false
		}
	} else if n.value, j = readHan(text, i); j == i {
		return n, false
	}
	if j < len(text) && (text[j] == '来' || text[j] == '多' || text[j] == '几') {
		n.about = true
		j++
	}
	n.end = j
	if j-i < 2 {
		return n, false // 一 and the like are rarely a number of anything
	}
	return n, j == len(text) || endsNumber(text[j])
}

// readHan reads Chinese numerals below ten thousand. A last digit counts in the
// place below the last unit said: 两百二 is 220.
func readHan(text []rune, i int) (value float64, end int) {
	digit, unit := -1.0, 1.0
	for end = i; end < len(text); end++ {
		r := text[end]
		if d, ok := hanDigit(r); ok {
			if digit > 0 {
				return 0, i
			}
			digit = d
			if r == '零' {
				unit = 10
			}
			continue
		}
		place, ok := hanPlace(r)
		if !ok {
			break
		}
		if digit < 0 {
			if r != '十' || end != i {
				return 0, i
			}
			digit = 1
		}
		value += digit * place
		digit, unit = -1, place
	}
	if digit >= 0 {
		if unit >= 100 {
			digit *= unit / 10
		}
		value += digit
	}
	return value, end
}

func hanDigit(r rune) (float64, bool) {
	switch r {
	case '零':
		return 0, true
	case '一':
		return 1, true
	case '二', '两':
		return 2, true
	case '三':
		return 3, true
	case '四':
		return 4, true
	case '五':
		return 5, true
	case '六':
		return 6, true
	case '七':
		return 7, true
	case '八':
		return 8, true
	case '九':
		return 9, true
	}
	return 0, false
}

func hanPlace(r rune) (float64, bool) {
	switch r {
	case '十':
		return 10, true
	case '百':
		return 100, true
	case '千':
		return 1000, true
	}
	return 0, false
}

func begins(r rune) bool {
	if r < 0x80 {
		return r >= '0' && r <= '9'
	}
	if r > '四' {
		return r == '零' // the others stand lower
	}
	_, ok := hanDigit(r)
	return ok || r == '十'
}

// continues tells that a number cannot begin after r.
func continues(r rune) bool {
	if _, ok := hanDigit(r); ok {
		return true
	}
	if _, ok := hanPlace(r); ok {
		return true
	}
	switch r {
	case '第', '周', '期', '几', '万', '亿', '点', '.', ',', '每', '分':
		return true
	}
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// endsNumber tells that r after a number leaves it a plain count.
func endsNumber(r rune) bool {
	switch r {
	case '，', '。', '；', '？', '！', ',', ';', '?', '!', '\n', ' ', '、', '…', '—',
		'吧', '了', '呢', '啊', '嘛', '呀', '左', '上', '出', '不', '人', '口', '名', '的', '都':
		return true
	}
	return false
}
