package lang

import (
	"unicode/utf8"

	"huifang/schemas"
)

// Spans appends to dst the languages of a mixed turn in order, covering all of
// it: English are the words that a Chinese speaker chose to say in English,
// single ones too, with what stands between them; figures and punctuation before
// the first and behind the last word belong to the Chinese there, or where there
// is none to the English.
func Spans(dst []schemas.LangSpan, text string) []schemas.LangSpan {
	from := len(dst)
	s := scanner{text: text}
	at, han := 0, 0 // end of the last span; Chinese before it
	for s.next() {
		if s.run.counted == 0 {
			continue
		}
		start := s.run.start
		if s.run.hanBefore > han {
			dst = appendSpan(dst, from, at, start, Chinese)
		} else {
			start = at
		}
		dst = appendSpan(dst, from, start, s.run.end, English)
		at, han = s.run.end, s.run.hanBefore
	}
	end := s.pos + utf8.RuneCountInString(text[s.at:])
	switch {
	case at == end:
	case s.han > han || len(dst) == from:
		dst = appendSpan(dst, from, at, end, Chinese)
	default:
		dst[len(dst)-1].End = end
	}
	return dst
}

// appendSpan appends a span, or lengthens the last one from index from on if it
// is of the same language.
func appendSpan(dst []schemas.LangSpan, from, start, end int, lang string) []schemas.LangSpan {
	if n := len(dst); n > from && dst[n-1].Lang == lang {
		dst[n-1].End = end
		return dst
	}
	return append(dst, schemas.LangSpan{Start: start, End: end, Lang: lang})
}

// hasLatin reports whether text may have Latin letters: most turns have none,
// and so need no closer look.
func hasLatin(text string) bool {
	for i := range len(text) {
		c := text[i]
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= latinLead && c <= latinLeadLast {
			return true
		}
	}
	return false
}

// The first bytes of Latin letters beyond ASCII.
const (
	latinLead     = 0xc2
	latinLeadLast = 0xc9
)

// countChinese is the number of Chinese characters of a text without Latin
// letters.
func countChinese(text string) int {
	n := 0
	for i := 0; i < len(text); {
		// U+5000 to U+9FFF: nearly all of Chinese.
		if c := text[i]; c >= 0xe5 && c <= 0xe9 && i+2 < len(text) && text[i+1]&0xc0 == 0x80 && text[i+2]&0xc0 == 0x80 {
			n++
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if isChinese(r) {
			n++
		}
		i += size
	}
	return n
}
