package ingest

import (
	"bufio"
	"bytes"
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

// bufferSize is that of readers, in bytes: what is known of a stream before it is
// taken for lines, a document or an archive.
const bufferSize = 64 << 10

// file splits one file. Trouble with it is a fault, not an error.
func (s *splitter) file(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return s.fault(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return s.fault(path, err)
	}
	in := input{file: path, sidecar: func() ([]byte, error) { return readSidecar(path) }}
	if !info.Mode().IsRegular() {
		return s.pipe(in, f)
	}
	in.size = info.Size()
	return s.regular(in, f)
}

// regular splits f, which can be read from any place and again.
func (s *splitter) regular(in input, f *os.File) error {
	head := make([]byte, magicSize)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return s.fault(in.file, err)
	}
	if n == 0 {
		return s.fault(in.file, errEmpty)
	}
	content := func() *io.SectionReader { return io.NewSectionReader(f, 0, in.size) }
	kind := containerOf(in.file, head[:n])
	switch kind {
	case zipArchive:
		return s.zipFile(in.file, f, in.size)
	case tarArchive:
		return s.tarFile(in.file, in.size, func() (io.ReadCloser, error) { return seekable{content()}, nil })
	case noContainer:
		if in.size > s.opts.MaxDocument && !s.maybeLines(in.file, f) {
			return s.fault(in.file, s.tooLarge("the file", in.size))
		}
		return s.stream(in, content())
	}
	open := func() (io.ReadCloser, error) {
		packed := &expansion{ctx: s.ctx}
		unpacked, err := decompress(kind, packed.input(content()))
		if err != nil {
			return nil, err
		}
		return readCloser{packed.output(unpacked), unpacked}, nil
	}
	unpacked, err := open()
	if err != nil {
		return s.fault(in.file, err)
	}
	defer unpacked.Close()
	r := bufio.NewReaderSize(unpacked, bufferSize)
	if head, _ := r.Peek(magicSize); tarWithin(in.file, head) {
		return s.tarFile(in.file, in.size, open)
	}
	in.size = 0
	return s.stream(in, r)
}

// seekable lets a tar be skipped through by seeking.
type seekable struct{ *io.SectionReader }

func (seekable) Close() error { return nil }

type readCloser struct {
	io.Reader
	io.Closer
}

// maxRoom bounds what is set aside for a document before it is read, in bytes.
const maxRoom = 4 << 20

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

// stream splits r, the content of from. It reads the first line and the first
// byte of the next one to see whether these are JSON Lines; otherwise the
// document is read whole, up to the limit.
func (s *splitter) stream(from input, r io.Reader) error {
	file, size := from.file, from.size
	var sidecar []byte
	if from.sidecar != nil {
		var err error
		if sidecar, err = from.sidecar(); err != nil {
			return s.fault(file, err)
		}
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
	// An archive may state any size, so little is believed of it.
	room := min(size, maxRoom) - int64(len(first.data)) + bytes.MinRead
	content := bytes.NewBuffer(slices.Grow(first.data, int(max(0, room))))
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
	switch strings.ToLower(filepath.Ext(withoutCompression(file))) {
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
