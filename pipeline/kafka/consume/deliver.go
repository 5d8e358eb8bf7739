package consume

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/dlq"
)

// Waits between attempts to deliver double from retryFirst to retryLongest, each
// shortened by up to half at random, so that services that failed together do
// not come back together.
const (
	retryFirst   = 100 * time.Millisecond
	retryLongest = 10 * time.Second
)

// deliverBatches delivers batches until there are no more, and is false where
// one had to be given up: then none behind it may be touched.
func (g *generation[T]) deliverBatches(ctx context.Context, prepared <-chan *batch[T]) bool {
	for b := range prepared {
		if !g.deliver(ctx, b) {
			return false
		}
		for i, q := range b.records {
			b.spans[i].End(b.failures[i])
			q.from.set(q.Offset + 1)
			q.from.lane.done(q)
		}
		g.delivered <- len(b.records)
	}
	return true
}

// deliver makes all effects of b durable. It is false only when ctx ended first.
func (g *generation[T]) deliver(ctx context.Context, b *batch[T]) bool {
	if ctx.Err() != nil {
		return false // its preparation may have been broken off
	}
	var items []T
	var of []int // the record that each item belongs to
	for i := range b.records {
		if b.failures[i] == nil {
			items = append(items, b.outputs[i])
			of = append(of, i)
		}
	}
	if len(items) > 0 {
		start := time.Now()
		refused, ok := g.deliverItems(ctx, items)
		if !ok {
			return false
		}
		g.metrics.deliver.Observe(time.Since(start).Seconds())
		for n, err := range refused {
			b.failures[of[n]] = err
		}
	}
	if !g.bury(ctx, b) {
		return false
	}
	g.recovered()
	return true
}

func (g *generation[T]) deliverItems(ctx context.Context, items []T) (refused []error, ok bool) {
	wait := retryFirst
	for {
		refused, err := g.handler.Deliver(ctx, items)
		if err == nil {
			return refused, true
		}
		if ctx.Err() != nil {
			return nil, false
		}
		g.metrics.retries.Inc()
		g.trouble("deliver", err)
		pause(ctx, wait-rand.N(wait/2))
		if ctx.Err() != nil {
			return nil, false
		}
		wait = min(2*wait, retryLongest)
	}
}

// bury writes the dead letters of b.
func (g *generation[T]) bury(ctx context.Context, b *batch[T]) bool {
	var letters []kafka.Message
	for i, q := range b.records {
		if b.failures[i] == nil {
			g.metrics.records.WithLabelValues(q.Lane.String(), resultDelivered).Inc()
			continue
		}
		letters = append(letters, dlq.Letter(&q.Message, b.failures[i], g.cfg.Group, time.Now()))
		g.metrics.records.WithLabelValues(q.Lane.String(), resultDeadLetter).Inc()
		g.cfg.Log.Warn("dead letter", "service", g.cfg.Service, "topic", q.Topic, "partition", q.Partition, "offset", q.Offset)
	}
	return len(letters) == 0 || g.cfg.Producer.Write(ctx, letters) == nil
}
