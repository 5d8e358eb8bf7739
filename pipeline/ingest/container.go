package ingest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// container is what holds transcripts in other than plain form.
type container int

// Containers. A tar within gzip or Zstandard is found once that is taken off.
const (
	noContainer container = iota
	gzipData
	zstdData
	tarArchive
	zipArchive
)

// magicSize is how many bytes show what a container is: the mark of tar stands
// at tarMagicAt.
const (
	magicSize  = 512
	tarMagicAt = 257
)

// maxWindow bounds the memory of a Zstandard decoder, in bytes; it is what the
// zstd tool takes unless told otherwise.
const maxWindow = 128 << 20

// containerOf tells by the name of a file, and where that says nothing by its
// first bytes, which may be fewer than magicSize where it is short.
func containerOf(file string, head []byte) container {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".gz", ".tgz":
		return gzipData
	case ".zst", ".tzst":
		return zstdData
	case ".tar":
		return tarArchive
	case ".zip":
		return zipArchive
	}
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b\x08")):
		return gzipData
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		return zstdData
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipArchive
	case isTar(head):
		return tarArchive
	}
	return noContainer
}

// isTar reports whether head, the beginning of a file, is a tar header. The mark
// ends in a NUL byte or blanks and one, which no text has.
func isTar(head []byte) bool {
	if len(head) < magicSize {
		return false
	}
	mark := head[tarMagicAt:]
	return bytes.HasPrefix(mark, []byte("ustar\x00")) || bytes.HasPrefix(mark, []byte("ustar  \x00"))
}

// tarWithin reports whether what comes out of the compressed file is a tar, by
// its name or by its first bytes.
func tarWithin(file string, head []byte) bool {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".tgz", ".tzst":
		return true
	}
	return isTar(head) || strings.EqualFold(filepath.Ext(withoutCompression(file)), ".tar")
}

// decompress returns what r holds under kind, gzipData or zstdData. The error is
// errEmpty where r is at its end.
func decompress(kind container, r io.Reader) (io.ReadCloser, error) {
	if kind == gzipData {
		unzip, err := gzip.NewReader(r)
		if errors.Is(err, io.EOF) {
			return nil, errEmpty
		}
		return unzip, err
	}
	// One goroutine, and no reading ahead: whoever counts or keeps the bytes of
	// r may do so without a lock.
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}
