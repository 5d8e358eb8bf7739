package consume

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Settings of the partition readers. A fetch returns as soon as there is
// anything. The readers' own queues are outside the budget, so they are short.
const (
	fetchMinBytes   = 1
	fetchMaxBytes   = 4 << 20
	fetchMaxWait    = 500 * time.Millisecond
	fetchQueue      = 2
	fetchBatchLimit = 2 * time.Second
	readBackoff     = 50 * time.Millisecond
	readBackoffMax  = time.Second
)

// reader returns a reader of p from an offset on.
func (g *generation[T]) reader(p *partition, from int64) *kafka.Reader {
	r := kafka.NewReader(kafka.ReaderConfig{
		Brokers: g.cfg.Client.Brokers(), Dialer: g.cfg.Client.Dialer(), Topic: p.topic, Partition: p.id,
		MinBytes: fetchMinBytes, MaxBytes: fetchMaxBytes, MaxWait: fetchMaxWait,
		QueueCapacity: fetchQueue, ReadBatchTimeout: fetchBatchLimit, ReadLagInterval: -1,
		ReadBackoffMin: readBackoff, ReadBackoffMax: readBackoffMax, OffsetOutOfRangeError: true,
	})
	// Before the first fetch this only sets a field.
	_ = r.SetOffset(from)
	return r
}

// read queues the records of p until ctx ends.
func (g *generation[T]) read(ctx context.Context, p *partition) {
	next, failed := p.start, false
	reader := g.reader(p, next)
	defer func() { reader.Close() }()
	for {
		m, err := reader.FetchMessage(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, kafka.OffsetOutOfRange):
			// kafka-go's reader has ended with this, and SetOffset wakes it only
			// where the offset is another.
			reader.Close()
			pause(ctx, readBackoff)
			next, err = g.reset(ctx, p, next)
			reader = g.reader(p, next)
		case err == nil:
			if failed {
				g.recovered(p.reading(), 0)
				failed = false
			}
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
			failed = true
			g.trouble(p.reading(), err)
			pause(ctx, readBackoffMax)
		}
	}
}

// gap is called where offsets are missing before a record. Markers of
// transactions of other producers take offsets too; records that retention has
// removed before they were read are lost, and that must be seen.
func (g *generation[T]) gap(ctx context.Context, p *partition, expected, got int64) {
	first, _, err := g.bounds(ctx, p)
	for err != nil {
		if pause(ctx, readBackoffMax); ctx.Err() != nil {
			return // what is read from here on is not delivered: the next owner sees the gap
		}
		first, _, err = g.bounds(ctx, p)
	}
	if first <= expected {
		return
	}
	lost := min(first, got) - expected
	g.metrics.gaps.WithLabelValues(p.topic).Add(float64(lost))
	g.cfg.Log.Error("records were removed by retention before they were read",
		"service", g.cfg.Service, "topic", p.topic, "partition", p.id, "from", expected, "records", lost)
}

// reset returns where to go on when there is no offset next. A topic that ends
// before it was made anew, or a broker lost its end; all that it holds is read,
// for what comes again is absorbed and what is passed over is lost.
func (g *generation[T]) reset(ctx context.Context, p *partition, next int64) (int64, error) {
	first, end, err := g.bounds(ctx, p)
	if err != nil || first <= next && next <= end {
		return next, err
	}
	if next > end {
		g.cfg.Log.Error("the topic ends before the committed offset: it was made anew or has lost records; reading all of it",
			"service", g.cfg.Service, "topic", p.topic, "partition", p.id, "committed", next, "first", first, "end", end)
		return first, nil
	}
	return next, nil // the reader itself goes on at the first record, and gap sees it
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
