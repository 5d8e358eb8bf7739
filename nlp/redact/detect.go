package redact

import (
	"unicode/utf8"

	"huifang/schemas"
)

// announces tells whether anything in s may begin what detect looks for: most turns
// hold neither letters or digits nor one of its words. It goes by bytes, since
// decoding would cost more than all the rest.
func announces(s string) bool {
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			if isAlnum(rune(b)) {
				return true
			}
			i++
			continue
		}
		if b < 0xE0 || b >= 0xF0 || i+2 >= len(s) {
			i++ // no character of three bytes: none of those
			continue
		}
		switch s[i : i+3] {
		case "税", "护", "護", "证", "證", "信", "密", "口", "验", "驗", "校", "动", "動", "安", "微", "薇", "扣":
			return true
		}
		if b == 0xEF && (s[i+1] == 0xBC || s[i+1] == 0xBD) {
			return true // full width
		}
		i += 3
	}
	return false
}

// detect appends the plates, chat handles, secrets and codes of firms in r.
func detect(spans []schemas.PIISpan, r []rune) []schemas.PIISpan {
	for i, c := range r {
		switch {
		case c < 128:
			if isLetter(c) && isAlnum(at(r, i-1)) || !isAlnum(c) {
				continue
			}
			if end := creditCodeEnd(r, i); end > 0 {
				spans = append(spans, schemas.PIISpan{Type: USCC, Start: i, End: end})
			} else if isLetter(c) {
				spans = afterEnglish(spans, r, i)
			}
		case c == '密' || c == '口' || c == '验' || c == '校' || c == '动' || c == '安':
			if k := afterSecretWord(r, i); k > 0 {
				spans = appendToken(spans, Secret, r, k, isSecretRune, 4)
			}
		case c == '信' || c == '税':
			for _, w := range [...]string{"信用代码", "税号"} {
				if k := skip(r, i, w); k > 0 {
					spans = appendToken(spans, USCC, r, k, isCodeRune, 4)
				}
			}
		case c == '护' || c == '证':
			spans = afterPaper(spans, r, i)
		case c == '微' || c == '薇' || c == '扣':
			spans = afterChatWord(spans, r, i)
		case isLetter(at(r, i+1)) && isProvince(c):
			if end := plateEnd(r, i); end > 0 {
				spans = append(spans, schemas.PIISpan{Type: Plate, Start: i, End: end})
			}
		}
	}
	return spans
}

// afterEnglish appends what the word at i announces: a password, a chat handle.
func afterEnglish(spans []schemas.PIISpan, r []rune, i int) []schemas.PIISpan {
	for _, w := range [...]string{"password", "passcode", "OTP", "PIN", "CVV", "CVC"} {
		k := skipFolded(r, i, w)
		if k == 0 || isAlnum(at(r, k)) {
			continue
		}
		least := 4
		if w[0] == 'C' {
			least = 3
		}
		return appendToken(spans, Secret, r, k, isSecretRune, least)
	}
	for _, w := range [...]string{"wechat", "weixin", "vx", "wx"} {
		if k := skipFolded(r, i, w); k > 0 && !isAlnum(at(r, k)) {
			return appendToken(spans, WeChat, r, skipID(r, k), isHandleRune, 6)
		}
	}
	if k := skipFolded(r, i, "qq"); k > 0 && !isLetter(at(r, k)) {
		return appendToken(spans, WeChat, r, skipID(r, k), isDigit, 5)
	}
	return spans
}

// afterChatWord appends the handle that 微信 or 扣扣 at i announces.
func afterChatWord(spans []schemas.PIISpan, r []rune, i int) []schemas.PIISpan {
	for _, w := range [...]string{"微信", "薇信"} {
		if k := skip(r, i, w); k > 0 {
			return appendToken(spans, WeChat, r, skipID(r, k), isHandleRune, 6)
		}
	}
	if k := skip(r, i, "扣扣"); k > 0 {
		return appendToken(spans, WeChat, r, skipID(r, k), isDigit, 5)
	}
	return spans
}

// skipID returns the place behind 号 or ID at k, k where there is none.
func skipID(r []rune, k int) int {
	if at(r, k) == '号' {
		return k + 1
	}
	return max(k, skipFolded(r, k, "ID"), skipFolded(r, k, " ID"))
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
	for _, w := range []string{"密码", "口令", "验证码", "动态码", "校验码", "安全码"} {
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
// reach of k. The words between must be short of a sentence. A handle begins with a
// letter, unless digits are all that is accepted: what is paid by 微信 is no handle.
func appendToken(spans []schemas.PIISpan, kind string, r []rune, k int, accept func(rune) bool, least int) []schemas.PIISpan {
	digits := !accept('a')
	for start := k; start < len(r) && start-k <= lead; start++ {
		if c := r[start]; c == '。' || c == '?' || c == '!' {
			break
		}
		if kind == Secret {
			if n := sameDigits(r, start); n > 0 {
				return append(spans, schemas.PIISpan{Type: kind, Start: start, End: start + n})
			}
		}
		end := start
		for end < len(r) && (accept(r[end]) || (kind == Secret && betweenDigits(r, end) || kind == USCC && betweenAlnum(r, end))) {
			end++
		}
		if end-start >= least && (kind != WeChat || digits || isLetter(r[start])) {
			return append(spans, schemas.PIISpan{Type: kind, Start: start, End: end})
		}
		start = max(start, end-1)
	}
	return spans
}

// sameDigits returns the length of a secret that is one digit over and over: 六个八.
func sameDigits(r []rune, k int) int {
	if at(r, k+1) == '个' && isDigit(at(r, k)) && isDigit(at(r, k+2)) && asciiDigit(r[k]) >= '3' {
		return 3
	}
	return 0
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

// plateEnd returns the end of a number plate at i: 苏E12345, 粤B·D12345, 京a 一二三 F5.
func plateEnd(r []rune, i int) int {
	if !isLetter(at(r, i+1)) {
		return 0
	}
	k := i + 2
	if c := at(r, k); c == '·' || c == ' ' || c == '-' {
		k++
	}
	n, digits, end := 0, 0, 0
	for ; n < 6; k++ {
		c := at(r, k)
		if c == ' ' && end == k {
			continue // as it is dictated
		}
		if c == hidden || !isLetter(c) && !isDigit(c) {
			break
		}
		if isDigit(c) && !isLetter(c) {
			digits++
		}
		n, end = n+1, k+1
	}
	if n < 5 || digits < 2 || isAlnum(at(r, end)) {
		return 0
	}
	return end
}
