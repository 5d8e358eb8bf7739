package local

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"huifang/pipeline/ingest"
	"huifang/schemas"
)

// Lines is a Sink that writes calls as JSON Lines and stores nothing.
type Lines struct {
	w      *bufio.Writer
	reject func(*ingest.Rejection)
}

// NewLines returns a sink that writes to w and hands rejections to reject.
func NewLines(w io.Writer, reject func(*ingest.Rejection)) *Lines {
	return &Lines{w: bufio.NewWriterSize(w, 1<<16), reject: reject}
}

// Unchanged is always false: nothing is stored.
func (l *Lines) Unchanged(_ context.Context, calls []*schemas.Call, _ string) ([]bool, error) {
	return make([]bool, len(calls)), nil
}

// Land writes one line a call.
func (l *Lines) Land(_ context.Context, calls []*schemas.Call, _ string) ([]*ingest.Rejection, error) {
	for _, c := range calls {
		line, err := schemas.Encode(c)
		if err != nil {
			return nil, err
		}
		l.w.Write(line)
		if err := l.w.WriteByte('\n'); err != nil {
			return nil, fmt.Errorf("write calls: %w", err)
		}
	}
	return nil, l.w.Flush()
}

// Reject passes the rejections on.
func (l *Lines) Reject(_ context.Context, rejections []*ingest.Rejection) error {
	for _, r := range rejections {
		l.reject(r)
	}
	return nil
}
