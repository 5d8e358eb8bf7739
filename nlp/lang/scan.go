package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"huifang/schemas"
)

const (
	// maxAcronym is the length up to which a word in capitals is an acronym.
	maxAcronym = 5
	// minWord is the length from which on a small word alone counts.
	minWord = 3
	// latinEnd is the end of the Latin blocks.
	latinEnd = 0x250
	// minEnglish is the number of words that makes a run English text.
	minEnglish = 2
)

// run is a stretch of Latin words with nothing but digits, blanks and
// punctuation between them.
type run struct {
	start, end     int // code points, from the first word to the end of the last
	hanBefore      int // Chinese characters before it
	words, counted int
	small          int // words that begin with a small letter and are no loan words
}

// scanner finds the runs of a text from left to right.
type scanner struct {
	text string
	at   int // bytes
	pos  int // code points
	han  int // Chinese characters so far
	run  run
}

// EnglishSpans appends to dst the stretches of text that are English, as
// opposed to a name or a loan word in a Chinese sentence: runs of two words or
// more of which one at least is an ordinary word. A span reaches from the first
// word to the last and holds the figures and punctuation between them.
func EnglishSpans(dst []schemas.Span, text string) []schemas.Span {
	if !hasLatin(text) {
		return dst
	}
	s := scanner{text: text}
	for s.next() {
		if s.run.words >= minEnglish && s.run.counted > 0 {
			dst = append(dst, schemas.Span{Start: s.run.start, End: s.run.end})
		}
	}
	return dst
}

// next moves to the next run. It reports false at the end of the text.
func (s *scanner) next() bool {
	s.run = run{start: -1}
	for s.at < len(s.text) {
		r, size := s.peek()
		switch {
		case isLetter(r) || isDigit(r):
			s.word()
			continue
		case isChinese(r):
			s.han++
			if s.run.start >= 0 {
				s.at += size
				s.pos++
				return s.closed()
			}
		}
		s.at += size
		s.pos++
	}
	return s.run.start >= 0 && s.closed()
}

// closed settles the counts of a finished run: capitalised words beside an
// ordinary one are part of a sentence.
func (s *scanner) closed() bool {
	if s.run.small > 0 {
		s.run.counted = s.run.words
		if s.run.words == 1 && s.run.end-s.run.start < minWord {
			s.run.counted = 0
		}
	}
	return true
}

// word takes a word, with digits, apostrophes and hyphens in it; an address of
// the net is one too. A number belongs to no run of its own.
func (s *scanner) word() {
	from, start := s.at, s.pos
	letters, capitals, other := 0, 0, 0
	for s.at < len(s.text) {
		r, size := s.peek()
		switch {
		case isLetter(r):
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		case isDigit(r):
			other++
		case (r == '@' || r == '.' || r == '_') && s.wordAt(s.at+size):
			other++
		case (r == '\'' || r == '’' || r == '-') && s.wordAt(s.at+size):
		case r == ':' && strings.HasPrefix(s.text[s.at:], "://"):
			other++
			size = s.address()
		default:
			size = 0
		}
		if size == 0 {
			break
		}
		s.at += size
		s.pos++
	}
	if letters == 0 {
		return
	}
	if s.run.start < 0 {
		s.run.start, s.run.hanBefore = start, s.han
	}
	s.run.end = s.pos
	word := s.text[from:s.at]
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case other > 0, word == "I":
		// A model number, an address, or a pronoun that looks like a letter.
	case capitals == letters && letters <= maxAcronym, isLoan(word):
	default:
		s.run.words++
		if !unicode.IsUpper(first) {
			s.run.small++
		}
	}
}

// address moves to the last character of an address of the net and returns its
// size. What follows the scheme is ASCII up to a blank.
func (s *scanner) address() int {
	for s.at+1 < len(s.text) && s.text[s.at+1] > ' ' && s.text[s.at+1] < utf8.RuneSelf {
		s.at++
		s.pos++
	}
	return 1
}

func (s *scanner) peek() (rune, int) {
	if c := s.text[s.at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[s.at:])
}

// wordAt reports whether a letter or digit stands at byte at.
func (s *scanner) wordAt(at int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[at:])
	return isLetter(r) || isDigit(r)
}

// isLetter reports whether r is a Latin letter.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return r < latinEnd && unicode.IsLetter(r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// isChinese reports whether r is a Chinese character or a letter of any other
// script that does not use blanks.
func isChinese(r rune) bool {
	if '\u4e00' <= r && r <= '\u9fff' {
		return true
	}
	if r >= fullWidth && r < fullWidthEnd {
		return false // ＡＢＣ: of no language that could be told
	}
	return r >= latinEnd && (unicode.IsLetter(r) || unicode.Is(unicode.Han, r))
}

// The full-width forms of ASCII.
const (
	fullWidth    = 0xff01
	fullWidthEnd = 0xff5f
)

// isLoan reports whether a word is everyday Chinese, however it is written.
func isLoan(word string) bool {
	if len(word) > len("iphone") {
		return false
	}
	var buf [len("iphone")]byte
	for i := range len(word) {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	switch string(buf[:len(word)]) {
	case "app", "apps", "wifi", "pos", "vip", "kpi", "ktv", "ppt", "pdf", "excel", "word", "qq", "ok", "okay", "hi", "hello", "bye",
		"lpr", "erp", "crm", "ceo", "cfo", "cto", "hr", "pmi", "gdp", "ai", "it", "mba", "emba", "pc", "diy", "nfc", "etc",
		"led", "usb", "gps", "atm", "ipo", "pe", "vc", "ppp", "epc", "bot", "oem", "odm", "plc", "sku", "abs", "mcn", "saas",
		"vivo", "oppo", "iphone", "ipad", "tiktok", "logo", "bug", "id", "hold", "get", "pk":
		return true
	}
	return false
}
