package consume

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/semaphore"

	"huifang/pipeline/kafka/topic"
)

// lane is the queue of one lane with the budget of its records.
type lane struct {
	name   topic.Lane
	queue  chan queued
	budget *semaphore.Weighted
	total  int64
	// inFlight is what is taken from the budget.
	inFlight prometheus.Gauge
}

func newLane(name topic.Lane, bytes int64, records int, inFlight prometheus.Gauge) *lane {
	bytes = max(bytes, 1)
	return &lane{name: name, queue: make(chan queued, records), budget: semaphore.NewWeighted(bytes), total: bytes, inFlight: inFlight}
}

// put queues a record of p once the budget has room for it. A record larger
// than the budget takes all of it.
func (l *lane) put(ctx context.Context, r *Record, p *partition) error {
	cost := min(size(r), l.total)
	if err := l.budget.Acquire(ctx, cost); err != nil {
		return err
	}
	l.inFlight.Add(float64(cost))
	select {
	case l.queue <- queued{r, p, cost}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// size is what a record is taken to hold of memory, at least 1.
func size(r *Record) int64 {
	n := 1 + len(r.Key) + len(r.Value)
	for i := range r.Headers {
		n += len(r.Headers[i].Key) + len(r.Headers[i].Value)
	}
	return int64(n)
}

// done gives back what q took.
func (l *lane) done(q queued) {
	l.budget.Release(q.cost)
	l.inFlight.Sub(float64(q.cost))
}
