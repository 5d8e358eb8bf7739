package alert

import (
	"context"
	"math"
	"sync"

	"github.com/segmentio/kafka-go"
	"golang.org/x/sync/errgroup"
)

// follow follows without a group.
func (a *alerts) follow(ctx context.Context, f *follower) error {
	partitions, err := a.partitions(ctx)
	if err != nil {
		return err
	}
	starts, err := a.starts(ctx, partitions, f.options.From)
	if err != nil {
		return err
	}
	work, working := errgroup.WithContext(ctx)
	messages := make(chan *kafka.Message)
	hand := func(m *kafka.Message) error {
		select {
		case messages <- m:
			return nil
		case <-working.Done():
			return working.Err()
		}
	}
	var readers sync.WaitGroup
	for id, from := range starts {
		end := int64(math.MaxInt64)
		if f.options.UntilEnd {
			end = partitions[id].end
		}
		readers.Add(1)
		work.Go(func() error {
			defer readers.Done()
			return a.read(working, id, from, end, hand)
		})
	}
	work.Go(func() error {
		readers.Wait()
		close(messages)
		return nil
	})
	work.Go(func() error {
		for m := range messages {
			if err := f.take(m); err != nil {
				return err
			}
		}
		return nil
	})
	return work.Wait()
}

// starts returns the offset to start from in each partition.
func (a *alerts) starts(ctx context.Context, partitions map[int]bounds, from Start) (map[int]int64, error) {
	starts := make(map[int]int64, len(partitions))
	for id, b := range partitions {
		switch from.kind {
		case startBeginning:
			starts[id] = b.first
		case startSince:
			offset, err := a.since(ctx, id, from.time, b.end)
			if err != nil {
				return nil, err
			}
			starts[id] = offset
		default:
			starts[id] = b.end
		}
	}
	return starts, nil
}
