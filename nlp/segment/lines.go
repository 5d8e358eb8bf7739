package segment

import (
	"unicode/utf8"

	"huifang/nlp/normalize"
	"huifang/schemas"
)

// Lines cuts lines of plain text. It keeps its buffers and is not safe for
// concurrent use.
type Lines struct {
	engine Engine
	text   []rune
	tokens []schemas.Token
}

// NewLines returns a cutter with the given engine.
func NewLines(engine Engine) *Lines { return &Lines{engine: engine} }

// Append appends the words of line to dst as they are written there, with one
// space between two. White space of the line is dropped, every other byte kept,
// bytes that are not UTF-8 too.
func (l *Lines) Append(dst []byte, line string) []byte {
	l.text = normalize.Fold(l.text[:0], line)
	l.tokens = l.engine.Segment(l.tokens[:0], l.text)
	return appendWords(dst, line, l.tokens, false)
}

// appendWords appends the words of line, where tagged with a slash and the part
// of speech after each that has one.
func appendWords(dst []byte, line string, words []schemas.Token, tagged bool) []byte {
	at, pos := 0, 0 // where the walk over line is, in bytes and code points
	for i, tok := range words {
		if i > 0 {
			dst = append(dst, ' ')
		}
		for ; pos < tok.Start; pos++ {
			at += size(line, at)
		}
		from := at
		for ; pos < tok.End; pos++ {
			at += size(line, at)
		}
		dst = append(dst, line[from:at]...)
		if tagged && tok.POS != "" {
			dst = append(append(dst, '/'), tok.POS...)
		}
	}
	return dst
}

// size is the number of bytes of the code point at a place, 1 for bytes that are
// none.
func size(s string, at int) int {
	if b := s[at]; b < utf8.RuneSelf {
		return 1
	} else if 0xe1 <= b && b <= 0xec && at+2 < len(s) && s[at+1]&0xc0 == 0x80 && s[at+2]&0xc0 == 0x80 {
		return 3 // nearly all of Chinese, without what a decoder has to check for others
	}
	_, n := utf8.DecodeRuneInString(s[at:])
	return n
}
