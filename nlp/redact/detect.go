package redact

import "huifang/schemas"

// detect appends the plates, chat handles and secrets in r.
func detect(spans []schemas.PIISpan, r []rune) []schemas.PIISpan {
	for i, c := range r {
		switch c {
		case '密', '口', '验', '动', '微':
			if k := afterSecretWord(r, i); k > 0 {
				spans = appendToken(spans, Secret, r, k, isSecretRune, 4)
			}
			if k := skip(r, i, "微信号"); k > 0 {
				spans = appendToken(spans, WeChat, r, k, isHandleRune, 6)
			} else if k := skip(r, i, "微信"); k > 0 {
				spans = appendToken(spans, WeChat, r, k, isHandleRune, 6)
			}
		case 'p', 'P', 'O', 'o':
			for _, w := range []string{"password", "passcode", "OTP", "PIN"} {
				if k := skipFolded(r, i, w); k > 0 && !isAlnum(at(r, i-1)) {
					spans = appendToken(spans, Secret, r, k, isSecretRune, 4)
				}
			}
		default:
			if isProvince(c) {
				if end := plateEnd(r, i); end > 0 {
					spans = append(spans, schemas.PIISpan{Type: Plate, Start: i, End: end})
				}
			}
		}
	}
	return spans
}

func at(r []rune, i int) rune {
	if i < 0 || i >= len(r) {
		return 0
	}
	return r[i]
}

// skip returns the place after word where it stands at i, else 0.
func skip(r []rune, i int, word string) int {
	for _, c := range word {
		if at(r, i) != c {
			return 0
		}
		i++
	}
	return i
}

func skipFolded(r []rune, i int, word string) int {
	for _, c := range word {
		if at(r, i)|0x20 != c|0x20 {
			return 0
		}
		i++
	}
	return i
}

func afterSecretWord(r []rune, i int) int {
	for _, w := range []string{"密码", "口令", "验证码", "动态码"} {
		if k := skip(r, i, w); k > 0 {
			return k
		}
	}
	return 0
}

// lead is how many code points may stand between the word for a secret and the
// secret: 密码就是, 验证码改成了.
const lead = 6

// appendToken adds the run of at least least accepted runes that begins within
// reach of k. The words between must be short of a sentence.
func appendToken(spans []schemas.PIISpan, kind string, r []rune, k int, accept func(rune) bool, least int) []schemas.PIISpan {
	for start := k; start < len(r) && start-k <= lead; start++ {
		if c := r[start]; c == '。' || c == '?' || c == '\uff1f' || c == '!' {
			break
		}
		end := start
		for end < len(r) && (accept(r[end]) || kind == Secret && betweenDigits(r, end)) {
			end++
		}
		if end-start >= least && (kind != WeChat || isLetter(r[start])) {
			return append(spans, schemas.PIISpan{Type: kind, Start: start, End: end})
		}
		start = max(start, end-1)
	}
	return spans
}

// betweenDigits tells whether a blank at k only groups digits.
func betweenDigits(r []rune, k int) bool {
	return r[k] == ' ' && isDigit(at(r, k-1)) && isDigit(at(r, k+1))
}

func isLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isAlnum(c rune) bool { return isLetter(c) || c >= '0' && c <= '9' }

func isHandleRune(c rune) bool { return isAlnum(c) || c == '_' || c == '-' }

// isSecretRune takes digits as they are dictated, too.
func isSecretRune(c rune) bool {
	switch c {
	case '零', '幺', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '〇', '#', '@', '_':
		return true
	}
	return isAlnum(c)
}

func isProvince(c rune) bool {
	switch c {
	case '京', '津', '沪', '渝', '冀', '豫', '云', '辽', '黑', '湘', '皖', '鲁', '新', '苏', '浙', '赣', '鄂', '桂', '甘', '晋',
		'蒙', '陕', '吉', '闽', '贵', '粤', '青', '藏', '川', '宁', '琼':
		return true
	}
	return false
}

// plateEnd returns the end of a number plate at i: 苏E12345, 粤B·D12345.
func plateEnd(r []rune, i int) int {
	if c := at(r, i+1); c < 'A' || c > 'Z' {
		return 0
	}
	k := i + 2
	if c := at(r, k); c == '·' || c == ' ' || c == '-' {
		k++
	}
	n, digits := 0, 0
	for ; n < 6; n++ {
		c := at(r, k+n)
		if c >= '0' && c <= '9' {
			digits++
		} else if c < 'A' || c > 'Z' {
			break
		}
	}
	if n < 5 || digits < 2 || isAlnum(at(r, k+n)) {
		return 0
	}
	return k + n
}
