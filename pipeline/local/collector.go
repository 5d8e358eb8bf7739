package local

import (
	"context"
	"fmt"

	"github.com/cespare/xxhash/v2"

	"huifang/pipeline/ingest"
	"huifang/schemas"
)

// The collector hands calls to the sink at either limit, the second in bytes of
// the input that they were read from.
const (
	landCalls = 1000
	landBytes = 32 << 20
)

// collector puts chunks back into input order and feeds the sink.
type collector struct {
	cfg     Config
	result  Result
	waiting map[int]*chunk
	next    int
	batch   []*schemas.Call
	// batchBytes is the size of the input behind batch.
	batchBytes int64
	// seen maps the hash of each call id of this run to that of its input, so
	// that two inputs that claim one id are noticed: 16 bytes a call.
	seen  map[uint64]uint64
	bytes int64
}

func newCollector(cfg Config) *collector {
	return &collector{cfg: cfg, waiting: map[int]*chunk{}, seen: map[uint64]uint64{}}
}

func (co *collector) run(ctx context.Context, done <-chan *chunk, slots <-chan struct{}) error {
	for c := range done {
		co.waiting[c.seq] = c
		for {
			c, ok := co.waiting[co.next]
			if !ok {
				break
			}
			delete(co.waiting, co.next)
			co.next++
			if err := co.take(ctx, c); err != nil {
				return err
			}
			<-slots
		}
	}
	if err := ctx.Err(); err != nil && len(co.batch) > 0 {
		return err // a worker or the reader failed, or there is no time left
	}
	return co.flush(ctx)
}

func (co *collector) take(ctx context.Context, c *chunk) error {
	rejections := c.rejections
	for _, call := range c.calls {
		co.result.Calls++
		id, input := xxhash.Sum64String(call.ID), inputHash(call.Call)
		earlier, again := co.seen[id]
		switch {
		case again && earlier == input:
			co.result.Repeated++
			continue
		case again:
			rejections = append(rejections, ingest.RejectCall(call.Call, fmt.Errorf(
				"call id %q came before in this run with other content; the first is kept", call.ID)))
			continue
		}
		co.seen[id] = input
		if call.unchanged {
			co.result.Unchanged++
			continue
		}
		if call.failure != nil {
			rejections = append(rejections, ingest.RejectCall(call.Call, call.failure))
			continue
		}
		co.batch = append(co.batch, call.Call)
	}
	if err := co.reject(ctx, rejections); err != nil {
		return err
	}
	co.batchBytes += c.bytes
	if len(co.batch) >= landCalls || co.batchBytes >= landBytes {
		if err := co.flush(ctx); err != nil {
			return err
		}
	}
	co.bytes += c.bytes
	if co.cfg.Progress != nil {
		co.cfg.Progress(Progress{
			Bytes: co.bytes, Calls: co.result.Calls, Unchanged: co.result.Unchanged, Rejected: co.result.Rejected,
		})
	}
	return nil
}

func (co *collector) flush(ctx context.Context) error {
	co.batchBytes = 0
	if len(co.batch) == 0 {
		return nil
	}
	refused, err := co.cfg.Sink.Land(ctx, co.batch, co.cfg.Chain.Version())
	if err != nil {
		return fmt.Errorf("land %d calls: %w", len(co.batch), err)
	}
	co.result.Analyzed += len(co.batch) - len(refused)
	co.batch = nil
	return co.reject(ctx, refused)
}

func (co *collector) reject(ctx context.Context, rejections []*ingest.Rejection) error {
	if len(rejections) == 0 {
		return nil
	}
	co.result.Rejected += len(rejections)
	if err := co.cfg.Sink.Reject(ctx, rejections); err != nil {
		return fmt.Errorf("keep rejected inputs: %w", err)
	}
	return nil
}

func inputHash(c *schemas.Call) uint64 {
	if c.Source == nil {
		return 0
	}
	return xxhash.Sum64String(c.Source.SHA256)
}
