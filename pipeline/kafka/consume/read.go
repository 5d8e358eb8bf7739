package consume

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Settings of the partition readers. A fetch returns as soon as there is
// anything. Few records are held outside the budget.
const (
	fetchMinBytes   = 1
	fetchMaxBytes   = 4 << 20
	fetchMaxWait    = 500 * time.Millisecond
	fetchQueue      = 8
	fetchBatchLimit = 2 * time.Second
	readBackoff     = 50 * time.Millisecond
	readBackoffMax  = time.Second
)

// read queues the records of p until ctx ends.
func (g *generation[T]) read(ctx context.Context, p *partition) {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: g.cfg.Client.Brokers(), Dialer: g.cfg.Client.Dialer(), Topic: p.topic, Partition: p.id,
		MinBytes: fetchMinBytes, MaxBytes: fetchMaxBytes, MaxWait: fetchMaxWait,
		QueueCapacity: fetchQueue, ReadBatchTimeout: fetchBatchLimit, ReadLagInterval: -1,
		ReadBackoffMin: readBackoff, ReadBackoffMax: readBackoffMax, OffsetOutOfRangeError: true,
	})
	defer reader.Close()
	next := p.start
	// Before the first fetch this only sets a field.
	_ = reader.SetOffset(next)
	for {
		m, err := reader.FetchMessage(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, kafka.OffsetOutOfRange):
			if next, err = g.end(ctx, p); err == nil {
				g.cfg.Log.Error("the topic ends before the committed offset: it was made anew or has lost records; going on at its end",
					"service", g.cfg.Service, "topic", p.topic, "partition", p.id, "committed", p.start, "end", next)
				err = reader.SetOffset(next)
			}
		case err == nil:
			if next >= 0 && m.Offset > next {
				g.gap(ctx, p, next, m.Offset)
			}
			next = m.Offset + 1
			if p.lane.put(ctx, &Record{Message: m, Lane: p.lane.name}, p) != nil {
				return
			}
			continue
		}
		if err != nil {
			g.trouble(fmt.Sprintf("read partition %d of %s", p.id, p.topic), err)
			pause(ctx, readBackoffMax)
		}
	}
}

// gap is called where offsets are missing before a record. Markers of
// transactions of other producers take offsets too; records that retention has
// removed before they were read are lost, and that must be seen.
func (g *generation[T]) gap(ctx context.Context, p *partition, expected, got int64) {
	first, _, err := g.bounds(ctx, p)
	if err != nil || first <= expected {
		return
	}
	lost := min(first, got) - expected
	g.metrics.gaps.WithLabelValues(p.topic).Add(float64(lost))
	g.cfg.Log.Error("records were removed by retention before they were read",
		"service", g.cfg.Service, "topic", p.topic, "partition", p.id, "from", expected, "records", lost)
}

// end is the offset behind the last record of p.
func (g *generation[T]) end(ctx context.Context, p *partition) (int64, error) {
	_, end, err := g.bounds(ctx, p)
	return end, err
}

// bounds asks for the first offset of p and the one behind its last.
func (g *generation[T]) bounds(ctx context.Context, p *partition) (first, end int64, err error) {
	answer, err := g.cfg.Client.Kafka().ListOffsets(ctx, &kafka.ListOffsetsRequest{
		Topics: map[string][]kafka.OffsetRequest{p.topic: {kafka.FirstOffsetOf(p.id), kafka.LastOffsetOf(p.id)}},
	})
	if err != nil {
		return 0, 0, err
	}
	for _, o := range answer.Topics[p.topic] {
		if o.Partition == p.id {
			return o.FirstOffset, o.LastOffset, o.Error
		}
	}
	return 0, 0, fmt.Errorf("no answer on partition %d of %s", p.id, p.topic)
}

// pause waits for d or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
