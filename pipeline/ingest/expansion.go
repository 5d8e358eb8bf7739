package ingest

import (
	"context"
	"fmt"
	"io"
)

// Compressed data may become maxRatio times as long, and freeOutput bytes in any
// case. Transcripts shrink to a tenth or twentieth; a hundredth is seen where
// one call is repeated with new ids. No unit is larger than MaxDocument whatever
// is in an archive, so this only ends work that would not end by itself.
const (
	maxRatio   = 500
	freeOutput = 64 << 20
)

// expansion counts what comes of compressed data.
type expansion struct {
	ctx     context.Context
	in, out int64
	err     error // of passing the bound
}

// input counts the compressed bytes that are read from r.
func (e *expansion) input(r io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := r.Read(p)
		e.in += int64(n)
		return n, err
	})
}

// output hands on what r decompresses until the bound is passed or the run is
// cancelled: skipping through an archive may take long without a unit.
func (e *expansion) output(r io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		if e.err != nil {
			return 0, e.err
		}
		if err := e.ctx.Err(); err != nil {
			return 0, err
		}
		n, err := r.Read(p)
		e.out += int64(n)
		if e.out > freeOutput+maxRatio*e.in {
			e.err = fmt.Errorf("the data grows to more than %d times its compressed size", maxRatio)
			return 0, e.err
		}
		return n, err
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
