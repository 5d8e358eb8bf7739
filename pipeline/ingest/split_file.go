package ingest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// file splits one file. Trouble with it is a fault, not an error.
func (s *splitter) file(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return s.fault(path, err)
	}
	defer f.Close()
	if !strings.EqualFold(filepath.Ext(path), ".gz") {
		info, err := f.Stat()
		if err != nil {
			return s.fault(path, err)
		}
		size := int64(0) // a pipe has none and is found out by reading
		if info.Mode().IsRegular() {
			size = info.Size()
		}
		if size > s.opts.MaxDocument && !s.maybeLines(path, f) {
			return s.fault(path, s.tooLarge("the file", size))
		}
		return s.stream(path, f, size)
	}
	unzip, err := gzip.NewReader(f)
	if errors.Is(err, io.EOF) {
		return s.fault(path, errEmpty)
	}
	if err != nil {
		return s.fault(path, err)
	}
	defer unzip.Close()
	return s.stream(path, unzip, 0)
}

var errEmpty = errors.New("the file is empty")

// maybeLines reports whether f, the file at path, may be JSON Lines, so that its
// size says nothing: it begins with an object, which ends in the same line where
// the name does not say JSON Lines. It leaves f at its start; a file that cannot
// be read is left to the reader.
func (s *splitter) maybeLines(path string, f *os.File) bool {
	buf := make([]byte, 64<<10)
	last := byte(0)
	for at := int64(0); at <= s.opts.MaxDocument; {
		n, err := f.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return true
		}
		part := buf[:n]
		if at == 0 {
			part = bytes.TrimPrefix(part, utf8BOM)
			part = part[skipSpace(part, 0):]
			if len(part) == 0 || part[0] != '{' {
				return false
			}
			if linesByName(path) {
				return true
			}
		}
		line, _, ended := bytes.Cut(part, []byte("\n"))
		if line = bytes.TrimRight(line, " \t\r"); len(line) > 0 {
			last = line[len(line)-1]
		}
		if ended {
			return last == '}'
		}
		if n == 0 {
			break
		}
		at += int64(n)
	}
	return false
}

// stream splits r, the content of file. It reads the first line and the first
// byte of the next one to see whether these are JSON Lines; otherwise the
// document is read whole, up to the limit. size is that of the content for
// messages, 0 where unknown.
func (s *splitter) stream(file string, r io.Reader, size int64) error {
	sidecar, err := readSidecar(file)
	if err != nil {
		return s.fault(file, err)
	}
	in := newLineReader(r, s.opts.MaxDocument)
	in.abandon = !linesByName(file)
	first, err := in.next()
	for err == nil && len(bytes.TrimSpace(bytes.TrimPrefix(first.data, utf8BOM))) == 0 && !first.tooLong {
		first, err = in.next()
	}
	if errors.Is(err, io.EOF) {
		return s.fault(file, errEmpty)
	}
	if err != nil {
		return s.fault(file, err)
	}
	if linesByName(file) && !utf16Text(first.data) || in.continuesLines(first) {
		in.abandon = false
		return s.lines(file, sidecar, in, first)
	}
	if first.tooLong {
		return s.fault(file, s.tooLarge("the file", size))
	}
	// Lines before the first that is not blank are gone; only their number
	// matters, for places in messages.
	doc := Unit{File: file, Line: first.number, Sidecar: sidecar}
	if size > s.opts.MaxDocument {
		return s.fault(file, s.tooLarge("the file", size))
	}
	content := bytes.NewBuffer(slices.Grow(first.data, max(0, int(size)-len(first.data)+bytes.MinRead)))
	if _, err := content.ReadFrom(io.LimitReader(in.r, s.opts.MaxDocument-int64(len(first.data))+1)); err != nil {
		return s.fault(file, err)
	}
	doc.Data = content.Bytes()
	if int64(len(doc.Data)) > s.opts.MaxDocument {
		return s.fault(file, s.tooLarge("the file", size))
	}
	return s.emit(doc)
}

// linesByName reports whether the name says JSON Lines.
func linesByName(file string) bool {
	switch strings.ToLower(filepath.Ext(withoutGzip(file))) {
	case ".jsonl", ".ndjson":
		return true
	}
	return false
}

// utf16Text reports whether data begins with a byte order mark of UTF-16. Such
// text cannot be cut at the byte of a line feed, so it is read whole.
func utf16Text(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// lines yields each line from first on as a unit. Blank lines count but are not
// units.
func (s *splitter) lines(file string, sidecar []byte, in *lineReader, first line) error {
	l := first
	for {
		position := "line " + strconv.Itoa(l.number)
		switch {
		case l.tooLong:
			err := s.tooLarge("the line", 0)
			fault := &Rejection{File: file, Position: position, Line: l.number, Reason: err.Error(), Err: err}
			if err := s.emit(Unit{File: file, Position: position, Line: l.number, Fault: fault}); err != nil {
				return err
			}
		case len(bytes.TrimSpace(l.data)) > 0:
			u := Unit{File: file, Position: position, Line: l.number, Data: bytes.TrimRight(l.data, "\r\n"), Sidecar: sidecar}
			if err := s.emit(u); err != nil {
				return err
			}
		}
		var err error
		l, err = in.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return s.fault(file, fmt.Errorf("after line %d: %w", in.number, err))
		}
	}
}
