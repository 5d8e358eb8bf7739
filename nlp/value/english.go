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
	case wordUnit, wordTens, wordHalf, wordArticle, wordFew:
		n, ok := s.spelled(i)
		if !ok {
			if v, ok := s.oneSpan(i, w, end); ok {
				return v, v.End
			}
			return Value{}, end
		}
		return s.englishAmount(i, n)
	}
	if v, ok := s.englishDate(i, w, end); ok {
		return v, v.End
	}
	return Value{}, end
}

// oneSpan reads a week, half a year, half an hour, half a percent, a year and a
// half; w is the word at i, which ends at end.
func (s *scan) oneSpan(i int, w sense, end int) (Value, bool) {
	n := 1.0
	if w.class == wordHalf {
		a, _, k := s.word(end)
		if a.class != wordArticle {
			return Value{}, false
		}
		n, end = .5, k
	}
	p, _, k := s.word(end)
	switch {
	case p.class == wordPercent && n < 1:
		return percent(i, k, number{lo: n, hi: n}, 1), true
	case p.class != wordSpan && p.class != wordPeriod:
		return Value{}, false
	}
	if and, _, after := s.word(k); and.class == wordAnd && n == 1 {
		if a, _, after := s.word(after); a.class == wordArticle {
			if h, _, after := s.word(after); h.class == wordHalf {
				n, k = 1.5, after
			}
		}
	}
	return Value{Type: schemas.EntityDuration, Start: i, End: k, Number: n, High: n, Unit: p.name}, true
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
	} else if spelled, ok := s.spelled(k); ok {
		n = spelled
	} else {
		return Value{}, k
	}
	return s.asMoney(start, n.end, n, code), n.end
}

// englishAmount decides by the word behind it what an English number counts.
func (s *scan) englishAmount(start int, n number) (Value, int) {
	n = s.bounded(start, s.scaled(n))
	w, _, end := s.word(n.end)
	switch w.class {
	case wordPercent:
		return percent(start, end, n, 1), end
	case wordBasis:
		if p, _, k := s.word(end); p.class == wordPoint {
			return percent(start, k, n, .01), k
		}
	case wordCurrency:
		if end-n.end > 3 {
			return s.asMoney(start, end, n, w.name), end
		}
	case wordPeriod:
		return Value{Type: schemas.EntityDuration, Start: start, End: end, Number: n.lo, High: n.hi, Unit: w.name, Precision: n.precision}, end
	case wordThing:
		return Value{Type: schemas.EntityCount, Start: start, End: n.end, Number: n.lo, High: n.hi, Unit: w.name, Precision: n.precision}, end
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
