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
	inFlight.Set(0) // a generation that ended may have left records unfinished
	return &lane{name: name, queue: make(chan queued, records), budget: semaphore.NewWeighted(bytes), total: bytes, inFlight: inFlight}
}

// put queues a record of p once the budget has room for it. A record larger
// than the budget takes all of it.
func (l *lane) put(ctx context.Context, r *Record, p *partition) error {
	cost := min(int64(len(r.Key)+len(r.Value))+1, l.total)
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

// done gives back what q took.
func (l *lane) done(q queued) {
	l.budget.Release(q.cost)
	l.inFlight.Sub(float64(q.cost))
}
