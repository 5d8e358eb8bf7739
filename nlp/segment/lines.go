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
	at, pos := 0, 0
	advance := func(to int) {
		for ; pos < to; pos++ {
			_, size := utf8.DecodeRuneInString(line[at:])
			at += size
		}
	}
	for i, tok := range l.tokens {
		if i > 0 {
			dst = append(dst, ' ')
		}
		advance(tok.Start)
		from := at
		advance(tok.End)
		dst = append(dst, line[from:at]...)
	}
	return dst
}
