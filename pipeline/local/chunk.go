package local

import (
	"context"

	"huifang/pipeline/ingest"
	"huifang/schemas"
)

// A chunk is closed at either limit: enough units to make a question to the
// store worth while, few enough bytes to keep memory small.
const (
	chunkUnits = 64
	chunkBytes = 1 << 20
)

// chunk is a run of neighbouring units and what became of them.
type chunk struct {
	seq        int
	units      []ingest.Unit
	calls      []chunkCall
	rejections []*ingest.Rejection
	bytes      int64
}

type chunkCall struct {
	*schemas.Call
	unchanged bool
	// failure is the error of a stage: permanent for this call, of no concern
	// to the others.
	failure error
}

func (c *chunk) plainCalls() []*schemas.Call {
	calls := make([]*schemas.Call, len(c.calls))
	for i := range c.calls {
		calls[i] = c.calls[i].Call
	}
	return calls
}

// cutChunks reads paths and sends chunks, numbered from 0. Each takes a slot
// before it is sent; who is done with it gives the slot back.
func cutChunks(ctx context.Context, opts ingest.SplitOptions, paths []string, slots chan struct{}, out chan<- *chunk) error {
	next := &chunk{}
	size := 0
	flush := func() error {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		select {
		case out <- next:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		next, size = &chunk{seq: next.seq + 1}, 0
		return nil
	}
	for _, path := range paths {
		err := ingest.Split(ctx, path, opts, func(u ingest.Unit) error {
			next.units = append(next.units, u)
			size += len(u.Data)
			if len(next.units) >= chunkUnits || size >= chunkBytes {
				return flush()
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(next.units) > 0 {
		return flush()
	}
	return nil
}
