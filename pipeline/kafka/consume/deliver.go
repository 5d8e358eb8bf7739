package consume

import (
	"context"
	"errors"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/backoff"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/dlq"
)

// Pauses between attempts to deliver.
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
	for i, q := range b.records {
		result := resultDelivered
		if b.failures[i] != nil {
			result = resultDeadLetter
		}
		g.metrics.records.WithLabelValues(q.Lane.String(), result).Inc()
	}
	return true
}

func (g *generation[T]) deliverItems(ctx context.Context, items []T) (refused []error, ok bool) {
	ok = g.persist(ctx, "deliver", func() (err error) {
		refused, err = g.handler.Deliver(ctx, items)
		return err
	})
	return refused, ok
}

// bury writes the dead letters of b.
func (g *generation[T]) bury(ctx context.Context, b *batch[T]) bool {
	var letters []kafka.Message
	for i, q := range b.records {
		if b.failures[i] != nil {
			letters = append(letters, dlq.Letter(&q.Message, b.failures[i], g.cfg.Group, time.Now()))
		}
	}
	if len(letters) == 0 {
		return true
	}
	g.cfg.Log.Warn("dead letters", "service", g.cfg.Service, "records", len(letters), "first", dlq.ID(&letters[0]))
	return g.persist(ctx, "write dead letters", func() error {
		for {
			err := g.cfg.Producer.Write(ctx, letters)
			large, ok := errors.AsType[*client.TooLargeError](err)
			if !ok {
				return err
			}
			// A record near the limit has no room for the headers of a letter.
			letters[large.Index] = dlq.WithoutContent(&letters[large.Index])
		}
	})
}

// persist calls f until it succeeds, and is false where ctx ended before.
func (g *generation[T]) persist(ctx context.Context, doing string, f func() error) bool {
	pauses := backoff.Backoff{First: retryFirst, Longest: retryLongest}
	for {
		err := f()
		if err == nil {
			g.recovered(doing, 0)
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		g.metrics.retries.Inc()
		g.trouble(doing, err)
		if pauses.Pause(ctx) != nil {
			return false
		}
	}
}
