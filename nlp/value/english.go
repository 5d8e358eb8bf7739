package value

import "huifang/schemas"

// word returns the sense of the word at k and where it ends. Blanks and hyphens
// before it are passed over; an unknown word has no class.
func (s *scan) word(k int) (sense, int, int) {
	for c := at(s.r, k); c == ' ' || c == '-'; c = at(s.r, k) {
		k++
	}
	var buf [12]byte
	end := k
	for ; isLetter(at(s.r, end)); end++ {
		if end-k < len(buf) {
			buf[end-k] = byte(s.r[end]) | 0x20
		}
	}
	if end == k || end-k > len(buf) {
		return sense{}, k, end
	}
	return s.english.words[string(buf[:end-k])], k, end
}

// foldedAt tells whether the ASCII word w stands at k, in any case and not as
// the beginning of a longer word.
func foldedAt(r []rune, k int, w string) bool {
	for i := range len(w) {
		if c := at(r, k+i); !isLetter(c) || byte(c)|0x20 != w[i] {
			return false
		}
	}
	return !isLetter(at(r, k+len(w)))
}

// englishAt reads a value that begins with a letter or a currency sign.
func (s *scan) englishAt(i int) (Value, int) {
	if code := signCode(s.r[i]); code != "" {
		return s.priced(i, i+1, code)
	}
	w, _, end := s.word(i)
	switch w.class {
	case 0:
		return Value{}, max(end, i+1)
	case wordCurrency:
		if c := at(s.r, end); c == '$' {
			return s.priced(i, end+1, w.name)
		}
		if s.r[i] >= 'a' || end-i < 3 {
			return Value{}, end
		}
		return s.priced(i, end, w.name)
	case wordUnit, wordTens, wordHalf, wordArticle:
		n, after := s.spelled(i)
		if after == 0 {
			if w.class == wordArticle {
				if p, _, e := s.word(end); p.class == wordSpan || p.class == wordPeriod && p.name == "day" {
					return Value{Type: schemas.EntityDuration, Start: i, End: e, Number: 1, High: 1, Unit: p.name}, e
				}
			}
			return Value{}, end
		}
		return s.englishAmount(i, number{lo: n, hi: n, end: after, power: spelledPower(n)})
	}
	if v, ok := s.englishDate(i, w, end); ok {
		return v, v.End
	}
	return Value{}, end
}

// spelledPower marks a spelled number as one of the sizes that money is said in.
func spelledPower(n float64) float64 {
	if n >= 1e4 {
		return 1e4
	}
	return 0
}

func signCode(c rune) string {
	switch c {
	case '$':
		return "USD"
	case '¥', '￥':
		return "CNY"
	case '€':
		return "EUR"
	case '£':
		return "GBP"
	}
	return ""
}

// priced reads the amount after a currency: RMB 30 million, $1.2m, ¥5,000.
func (s *scan) priced(start, k int, code string) (Value, int) {
	if at(s.r, k) == ' ' {
		k++
	}
	var n number
	if isASCIIDigit(at(s.r, k)) {
		n, _ = parseArabic(s.r, k)
		n = s.scaled(n)
	} else if v, end := s.spelled(k); end > 0 {
		n = number{lo: v, hi: v, end: end}
	} else {
		return Value{}, k
	}
	return s.asMoney(start, n.end, n, code), n.end
}

// scaled multiplies n by the thousand, million or billion behind it.
func (s *scan) scaled(n number) number {
	w, from, end := s.word(n.end)
	if w.class == wordScale && (end-from > 2 || from == n.end) {
		n.lo, n.hi, n.end, n.power = n.lo*w.n, n.hi*w.n, end, w.n
	}
	return n
}

// spelled reads a number in words and returns where it ends; 0 for none:
// twelve million, a hundred and fifteen, eight hundred thousand, half a billion.
func (s *scan) spelled(i int) (value float64, end int) {
	var total, group float64
	held, article := false, false
	for k := i; ; {
		w, _, next := s.word(k)
		switch {
		case w.class == wordUnit && (!held || int(group)%10 == 0):
			group += w.n
		case w.class == wordTens && (!held || int(group)%100 == 0):
			group += w.n
		case w.class == wordHundred && (held || article) && group < 100:
			group = max(group, 1) * 100
		case w.class == wordScale && next-k > 3 && (held || article):
			total += max(group, boolFloat(!held)) * w.n
			group = 0
		case w.class == wordHalf && !held && total == 0:
			if a, _, e := s.word(next); a.class == wordArticle {
				if sc, _, e2 := s.word(e); sc.class == wordScale {
					return .5 * sc.n, e2
				}
			}
			return 0, 0
		case w.class == wordArticle && k == i:
			article = true
			k = next
			continue
		case w.class == wordAnd && held && group >= 100:
			if u, _, _ := s.word(next); u.class == wordUnit || u.class == wordTens {
				k = next
				continue
			}
			return total + group, end
		default:
			if !held {
				return 0, 0
			}
			return total + group, end
		}
		held = true
		k, end = next, next
	}
}

func boolFloat(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// englishAmount decides by the word behind it what an English number counts.
func (s *scan) englishAmount(start int, n number) (Value, int) {
	n = s.scaled(n)
	w, _, end := s.word(n.end)
	switch w.class {
	case wordPercent:
		return percent(start, end, n, 1), end
	case wordCurrency:
		if end-n.end > 3 {
			return s.asMoney(start, end, n, w.name), end
		}
	case wordPeriod:
		return Value{Type: schemas.EntityDuration, Start: start, End: end, Number: n.lo, High: n.hi, Unit: w.name}, end
	case wordThing:
		return Value{Type: schemas.EntityCount, Start: start, End: n.end, Number: n.lo, High: n.hi, Unit: w.name}, end
	case wordMonth:
		if n.run > 0 && n.lo >= 1 && n.lo <= 31 && s.r[end-1] >= 'a' {
			return s.monthDay(start, end, int(w.n), int(n.lo))
		}
	}
	if n.power >= 1e3 && n.lo >= 1e4 || n.run == 0 && n.arabic && n.lo >= 1e4 {
		return s.asMoney(start, n.end, n, "CNY"), n.end
	}
	return Value{}, n.end
}
