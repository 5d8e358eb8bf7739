package local

import (
	"context"
	"fmt"

	"github.com/cespare/xxhash/v2"

	"huifang/pipeline/ingest"
	"huifang/schemas"
)

// landCalls is how many calls the collector hands to the sink at a time.
const landCalls = 1000

// collector puts chunks back into input order and feeds the sink.
type collector struct {
	cfg     Config
	result  Result
	waiting map[int]*chunk
	next    int
	batch   []*schemas.Call
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
	if ctx.Err() != nil { // a worker or the reader failed
		return nil
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
			rejections = append(rejections, rejectCall(call.Call, fmt.Errorf(
				"call id %q came before in this run with other content; the first is kept", call.ID)))
			continue
		}
		co.seen[id] = input
		if call.unchanged {
			co.result.Unchanged++
			continue
		}
		if call.failure != nil {
			rejections = append(rejections, rejectCall(call.Call, call.failure))
			continue
		}
		co.result.Analyzed++
		co.batch = append(co.batch, call.Call)
	}
	if len(rejections) > 0 {
		co.result.Rejected += len(rejections)
		if err := co.cfg.Sink.Reject(ctx, rejections); err != nil {
			return fmt.Errorf("keep rejected inputs: %w", err)
		}
	}
	if len(co.batch) >= landCalls {
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
	if len(co.batch) == 0 {
		return nil
	}
	if err := co.cfg.Sink.Land(ctx, co.batch, co.cfg.Chain.Version()); err != nil {
		return fmt.Errorf("land %d calls: %w", len(co.batch), err)
	}
	co.batch = nil
	return nil
}

func inputHash(c *schemas.Call) uint64 {
	if c.Source == nil {
		return 0
	}
	return xxhash.Sum64String(c.Source.SHA256)
}

// rejectCall is the rejection of a call that was read but cannot be used. Its
// data is the call itself, so that it can be put in again.
func rejectCall(c *schemas.Call, err error) *ingest.Rejection {
	r := &ingest.Rejection{Reason: err.Error(), Err: err}
	if c.Source != nil {
		r.File, r.Position, r.Format = c.Source.File, c.Source.Position, c.Source.Format
	}
	if data, encodeErr := schemas.Encode(c); encodeErr == nil {
		r.Data = data
	}
	return r
}
