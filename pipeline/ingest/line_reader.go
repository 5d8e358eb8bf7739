package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// line is one line with its line feed.
type line struct {
	data   []byte
	number int // from 1
	// tooLong is set, and data empty, where the line is over the limit.
	tooLong bool
}

// lineReader reads lines of bounded length.
type lineReader struct {
	r      *bufio.Reader
	limit  int64
	number int // of the last line read
	// abandon stops reading at a line over the limit; nothing can be read
	// behind it. Otherwise such a line is read to its end and not kept.
	abandon bool
}

// newLineReader reads r in lines of at most limit bytes, line feed not counted.
func newLineReader(r io.Reader, limit int64) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, 64<<10), limit: limit}
}

// next returns the next line in memory of its own, or io.EOF.
func (lr *lineReader) next() (line, error) {
	lr.number++
	l := line{number: lr.number}
	for {
		part, err := lr.r.ReadSlice('\n')
		switch {
		case l.tooLong:
		case int64(len(l.data)+len(bytes.TrimSuffix(part, []byte("\n")))) > lr.limit:
			l.data, l.tooLong = nil, true
		default:
			l.data = append(l.data, part...)
		}
		switch {
		case err == nil, l.tooLong && lr.abandon:
			return l, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && (len(l.data) > 0 || l.tooLong):
			return l, nil
		default:
			return line{}, err
		}
	}
}

// continuesLines reports whether first, just read, is a complete JSON object
// and the text that follows begins another: JSON Lines. A document that is one
// object on one line is not.
func (lr *lineReader) continuesLines(first line) bool {
	data := bytes.TrimSpace(bytes.TrimPrefix(first.data, utf8BOM))
	if len(data) == 0 || data[0] != '{' || data[len(data)-1] != '}' || skipValue(data, 0) != len(data) {
		return false
	}
	for n := 1; ; n *= 2 {
		ahead, err := lr.r.Peek(min(n, lr.r.Size()))
		if i := skipSpace(ahead, 0); i < len(ahead) {
			return ahead[i] == '{'
		}
		if err != nil || len(ahead) == lr.r.Size() {
			return false
		}
	}
}
