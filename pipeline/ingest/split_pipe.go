package ingest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
)

// pipe splits r, standard input or a file that can be read only once. Archives
// are copied to a temporary file, since a zip has its table of contents at the
// end and a tar may have metadata behind the transcript that it belongs to;
// everything else is read as it comes.
func (s *splitter) pipe(in input, r io.Reader) error {
	kept := &keeping{r: r}
	content := bufio.NewReaderSize(kept, bufferSize)
	// A line of JSON is handed on when it is there, not when 512 bytes are.
	if first, _ := content.Peek(1); len(first) == 0 || first[0] == '{' {
		kept.release()
		return s.stream(in, content)
	}
	head, _ := content.Peek(magicSize)
	kind := containerOf(in.file, head)
	if kind == gzipData || kind == zstdData {
		packed := &expansion{ctx: s.ctx}
		unpacked, err := decompress(kind, packed.input(content))
		if err != nil {
			return s.fault(in.file, err)
		}
		defer unpacked.Close()
		content = bufio.NewReaderSize(packed.output(unpacked), bufferSize)
		if head, _ = content.Peek(magicSize); tarWithin(in.file, head) {
			kind = tarArchive
		}
	}
	if kind == tarArchive || kind == zipArchive {
		start := kept.data
		kept.release()
		return s.spool(in, io.MultiReader(bytes.NewReader(start), kept))
	}
	kept.release()
	return s.stream(in, content)
}

// spool copies an archive to a temporary file, for its owner only, and splits
// that.
func (s *splitter) spool(in input, r io.Reader) error {
	f, err := os.CreateTemp("", "huifang-archive-*")
	if err != nil {
		return s.fault(in.file, fmt.Errorf("copy the archive to a temporary file: %w", err))
	}
	defer os.Remove(f.Name())
	defer f.Close()
	in.size, err = io.Copy(f, readerFunc(func(p []byte) (int, error) {
		if err := s.ctx.Err(); err != nil {
			return 0, err
		}
		return r.Read(p)
	}))
	if err != nil {
		return s.fault(in.file, fmt.Errorf("copy the archive to a temporary file: %w", err))
	}
	return s.regular(in, f)
}

// keeping keeps what is read through it until it is released. An end is final:
// that of a terminal would else have to be given once for each who looks ahead.
type keeping struct {
	r        io.Reader
	data     []byte
	released bool
	err      error
}

func (k *keeping) Read(p []byte) (int, error) {
	if k.err != nil {
		return 0, k.err
	}
	n, err := k.r.Read(p)
	k.err = err
	if !k.released {
		k.data = append(k.data, p[:n]...)
	}
	return n, err
}

func (k *keeping) release() { k.data, k.released = nil, true }
