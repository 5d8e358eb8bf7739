package consume

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"huifang/pipeline"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/tracing"
)

// batch is a run of records on their way.
type batch[T any] struct {
	records []queued
	// outputs and failures have an entry for each record.
	outputs  []T
	failures []error
	// spans last from the preparation of a record until it is delivered.
	spans []tracing.Span
	bytes int64
}

// prepareBatches forms batches and prepares them until reading ends.
func (g *generation[T]) prepareBatches(reading, working context.Context, out chan<- *batch[T]) {
	for {
		b := g.nextBatch(reading)
		if b == nil {
			return
		}
		g.prepare(working, b)
		select {
		case out <- b:
		case <-working.Done():
			return
		}
	}
}

// nextBatch waits for a record and takes what belongs with it. It returns nil
// once reading has ended.
func (g *generation[T]) nextBatch(ctx context.Context) *batch[T] {
	live, backload := g.lanes[topic.Live].queue, g.lanes[topic.Backload].queue
	b := &batch[T]{}
	var linger <-chan time.Time
	for len(b.records) < g.cfg.BatchRecords && b.bytes < g.cfg.BatchBytes {
		q, ok := take(live, backload)
		if !ok {
			if len(b.records) > 0 && g.cfg.Linger == 0 {
				break
			}
			select {
			case q = <-live:
			case q = <-backload:
			case <-linger:
				return b
			case <-ctx.Done():
				return nil // what is queued is the next owner's
			}
		}
		if len(b.records) == 0 && g.cfg.Linger > 0 {
			linger = time.After(g.cfg.Linger)
		}
		b.records = append(b.records, q)
		b.bytes += q.cost
	}
	if ctx.Err() != nil {
		return nil
	}
	return b
}

// take takes a record that is there, the live lane's first.
func take(live, backload <-chan queued) (queued, bool) {
	select {
	case q := <-live:
		return q, true
	default:
	}
	select {
	case q := <-backload:
		return q, true
	default:
		return queued{}, false
	}
}

// prepare has the handler prepare all records of b.
func (g *generation[T]) prepare(ctx context.Context, b *batch[T]) {
	g.status.prepare(time.Now())
	defer g.status.prepare(time.Time{})
	g.metrics.batches.Observe(float64(len(b.records)))
	b.outputs, b.failures = make([]T, len(b.records)), make([]error, len(b.records))
	b.spans = make([]tracing.Span, len(b.records))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(g.cfg.Workers, len(b.records)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(b.records) || ctx.Err() != nil {
					return
				}
				start := time.Now()
				r := b.records[i].Record
				traced, span := g.cfg.Tracer.Receive(ctx, g.cfg.Service, &r.Message)
				b.spans[i] = span
				b.outputs[i], b.failures[i] = g.prepareRecord(traced, r)
				g.metrics.prepare.Observe(time.Since(start).Seconds())
			}
		})
	}
	workers.Wait()
}

// prepareRecord turns a panic into an error: one odd record must not take the
// service down again and again.
func (g *generation[T]) prepareRecord(ctx context.Context, r *Record) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			g.cfg.Log.Error("panic", "service", g.cfg.Service, "topic", r.Topic, "partition", r.Partition, "offset", r.Offset, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic in %s: %v", pipeline.PanicPlace(), p)
		}
	}()
	return g.handler.Prepare(ctx, r)
}
