package alert

import (
	"context"
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/topic"
)

const (
	// drain is how long a callback under way may take once Follow has to end.
	// It is also how long Follow takes to end after a callback that failed.
	drain = 2 * time.Second
	// endPoll is how often the group is asked whether it has come to the end.
	endPoll = 300 * time.Millisecond
)

// followAsMember follows as a member of a group.
func (a *alerts) followAsMember(ctx context.Context, f *follower) error {
	partitions, err := a.partitions(ctx)
	if err != nil {
		return err
	}
	if err := a.begin(ctx, partitions, f.options.Group, f.options.From); err != nil {
		return err
	}
	producer := client.NewProducer(a.client)
	defer producer.Close()
	metrics := f.options.Metrics
	if metrics == nil {
		metrics = consume.NewMetrics(prometheus.NewRegistry())
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	m := &member{alerts: a, follower: f, next: map[int]int64{}, stop: stop}
	runner, err := consume.New(consume.Config{
		Client: a.client, Sources: []consume.Source{{Topic: a.topic, Lane: topic.Live}}, Group: f.options.Group,
		Service: "alerts", Producer: producer, Log: a.log, Metrics: metrics,
		// A batch is delivered as a whole or not at all.
		BatchRecords: 1, Drain: drain,
	}, m)
	if err != nil {
		return err
	}
	atEnd := make(chan error, 1)
	if f.options.UntilEnd {
		go func() {
			defer stop()
			atEnd <- a.awaitEnd(ctx, f.options.Group, partitions)
		}()
	} else {
		atEnd <- nil
	}
	err = runner.Run(ctx)
	stop()
	if endErr := <-atEnd; !errors.Is(endErr, context.Canceled) {
		err = errors.Join(err, endErr)
	}
	return errors.Join(m.failed, err)
}

// begin commits where a group starts that has not read a partition yet. From the
// beginning a consumer starts by itself.
func (a *alerts) begin(ctx context.Context, partitions map[int]bounds, group string, from Start) error {
	if from.kind != startNow && from.kind != startSince {
		return nil
	}
	starts, err := a.starts(ctx, partitions, from)
	if err != nil {
		return err
	}
	committed, err := a.committed(ctx, group, partitions)
	if err != nil {
		return err
	}
	var commits []kafka.OffsetCommit
	for id, offset := range starts {
		if committed[id] < 0 {
			commits = append(commits, kafka.OffsetCommit{Partition: id, Offset: offset})
		}
	}
	if len(commits) == 0 {
		return nil
	}
	return a.patiently(ctx, "set the start of a group without members", func() error {
		answer, err := a.client.Kafka().OffsetCommit(ctx, &kafka.OffsetCommitRequest{
			GroupID: group, GenerationID: -1, Topics: map[string][]kafka.OffsetCommit{a.topic: commits},
		})
		if err != nil {
			return err
		}
		for _, p := range answer.Topics[a.topic] {
			if p.Error != nil {
				return p.Error
			}
		}
		return nil
	})
}

// committed returns the offsets that a group has committed, -1 for none.
func (a *alerts) committed(ctx context.Context, group string, partitions map[int]bounds) (map[int]int64, error) {
	var ids []int
	for id := range partitions {
		ids = append(ids, id)
	}
	committed := make(map[int]int64, len(ids))
	for _, id := range ids {
		committed[id] = -1
	}
	err := a.patiently(ctx, "ask for the group's offsets", func() error {
		answer, err := a.client.Kafka().OffsetFetch(ctx, &kafka.OffsetFetchRequest{
			GroupID: group, Topics: map[string][]int{a.topic: ids},
		})
		if err != nil {
			return err
		}
		if errors.Is(answer.Error, kafka.GroupIdNotFound) {
			return nil // nobody has joined it yet
		}
		if answer.Error != nil {
			return answer.Error
		}
		for _, p := range answer.Topics[a.topic] {
			if p.Error != nil {
				return p.Error
			}
			committed[p.Partition] = p.CommittedOffset
		}
		return nil
	})
	return committed, err
}

// awaitEnd returns nil once the group has committed the ends of all partitions.
func (a *alerts) awaitEnd(ctx context.Context, group string, partitions map[int]bounds) error {
	tick := time.NewTicker(endPoll)
	defer tick.Stop()
	for {
		committed, err := a.committed(ctx, group, partitions)
		if err != nil {
			return err
		}
		behind := false
		for id, b := range partitions {
			behind = behind || b.first < b.end && committed[id] < b.end
		}
		if !behind {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// member hands on what its partitions of the group bring; it is a
// consume.Handler.
type member struct {
	*alerts
	*follower
	// next is the offset behind what is known of each partition.
	next map[int]int64
	// failed is the error that ends it, and stop makes it end.
	failed error
	stop   context.CancelFunc
}

// Prepare does nothing: that a record is unreadable is for Deliver to tell.
func (m *member) Prepare(_ context.Context, r *consume.Record) (*kafka.Message, error) {
	return &r.Message, nil
}

// Deliver hands on messages that are news. After an error it hands on nothing
// more, so that no later message is committed.
func (m *member) Deliver(ctx context.Context, messages []*kafka.Message) (refused []error, err error) {
	for _, message := range messages {
		if m.failed != nil {
			return nil, m.failed
		}
		if err := m.catchUp(ctx, message); err != nil {
			return nil, err
		}
		if err := m.take(message); err != nil {
			m.failed = err
			m.stop()
			return nil, err
		}
		m.next[message.Partition] = max(m.next[message.Partition], message.Offset+1)
	}
	return nil, nil
}

// catchUp notes what stands in the partition before message and did not pass
// this member: what was handed on before it took the partition over.
func (m *member) catchUp(ctx context.Context, message *kafka.Message) error {
	from, known := m.next[message.Partition]
	if !known {
		var err error
		from, err = m.since(ctx, message.Partition, message.Time.Add(-m.options.LookBack), message.Offset)
		if err != nil {
			return err
		}
	}
	if err := m.read(ctx, message.Partition, from, message.Offset, m.recall); err != nil {
		return err
	}
	m.next[message.Partition] = max(from, message.Offset)
	return nil
}
