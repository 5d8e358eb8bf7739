package alert

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/backoff"
	"huifang/pipeline/kafka/client"
)

// Settings of a fetch: it returns as soon as there is anything.
const (
	fetchMaxBytes = 4 << 20
	fetchMaxWait  = 500 * time.Millisecond
)

// Pauses between attempts.
const (
	retryFirst   = 100 * time.Millisecond
	retryLongest = 5 * time.Second
)

// alerts is the topic of alerts, read without a group.
type alerts struct {
	client *client.Client
	topic  string
	log    *slog.Logger
}

// bounds are the first offset of a partition and the one behind its last record.
type bounds struct{ first, end int64 }

// partitions returns the bounds of all partitions.
func (a *alerts) partitions(ctx context.Context) (map[int]bounds, error) {
	var all map[int]bounds
	err := a.patiently(ctx, "ask for the partitions", func() error {
		meta, err := a.client.Kafka().Metadata(ctx, &kafka.MetadataRequest{Topics: []string{a.topic}})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(meta.Topics, func(t kafka.Topic) bool { return t.Name == a.topic })
		if i < 0 || errors.Is(meta.Topics[i].Error, kafka.UnknownTopicOrPartition) {
			return nil
		}
		if err := meta.Topics[i].Error; err != nil {
			return err
		}
		var asked []kafka.OffsetRequest
		for _, p := range meta.Topics[i].Partitions {
			asked = append(asked, kafka.FirstOffsetOf(p.ID), kafka.LastOffsetOf(p.ID))
		}
		offsets, err := a.list(ctx, asked)
		all = make(map[int]bounds, len(offsets))
		for _, p := range offsets {
			all[p.Partition] = bounds{p.FirstOffset, p.LastOffset}
		}
		return err
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("there is no topic %s", a.topic)
	}
	return all, err
}

// since returns the offset of the first record of a partition that was written
// at t or later, end where there is none before it.
func (a *alerts) since(ctx context.Context, partition int, t time.Time, end int64) (int64, error) {
	offset := end
	err := a.patiently(ctx, "ask for an offset", func() error {
		answer, err := a.list(ctx, []kafka.OffsetRequest{kafka.TimeOffsetOf(partition, t)})
		if err != nil {
			return err
		}
		for _, p := range answer {
			// Where there is none the map is empty or holds -1.
			for found := range p.Offsets {
				if found >= 0 {
					offset = min(end, found)
				}
			}
		}
		return nil
	})
	return offset, err
}

func (a *alerts) list(ctx context.Context, asked []kafka.OffsetRequest) ([]kafka.PartitionOffsets, error) {
	answer, err := a.client.Kafka().ListOffsets(ctx, &kafka.ListOffsetsRequest{
		Topics: map[string][]kafka.OffsetRequest{a.topic: asked},
	})
	if err != nil {
		return nil, err
	}
	for _, p := range answer.Topics[a.topic] {
		if p.Error != nil {
			return nil, p.Error
		}
	}
	return answer.Topics[a.topic], nil
}

// read calls f with the records of a partition from one offset up to another,
// without that, until f or ctx ends it. Records that retention removes before
// they are read are passed over.
func (a *alerts) read(ctx context.Context, partition int, from, end int64, f func(*kafka.Message) error) error {
	if from >= end {
		return nil
	}
	r := kafka.NewReader(kafka.ReaderConfig{
		Brokers: a.client.Brokers(), Dialer: a.client.Dialer(), Topic: a.topic, Partition: partition,
		MinBytes: 1, MaxBytes: fetchMaxBytes, MaxWait: fetchMaxWait, ReadBatchTimeout: 2 * fetchMaxWait, ReadLagInterval: -1,
	})
	defer r.Close()
	// Before the first fetch this only sets a field.
	_ = r.SetOffset(from)
	for {
		var m kafka.Message
		err := a.patiently(ctx, "read", func() (err error) {
			m, err = r.FetchMessage(ctx)
			return err
		})
		if err != nil || m.Offset >= end {
			return err
		}
		if err := f(&m); err != nil || m.Offset+1 == end {
			return err
		}
	}
}

// patiently calls f until it succeeds, fails for good or ctx ends, and then
// returns the error of ctx.
func (a *alerts) patiently(ctx context.Context, doing string, f func() error) error {
	pauses := backoff.Backoff{First: retryFirst, Longest: retryLongest}
	for {
		err := f()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if refusal, ok := errors.AsType[kafka.Error](err); ok && !refusal.Temporary() {
			return fmt.Errorf("%s, topic %s: %w", doing, a.topic, err)
		}
		a.log.Warn("trouble, trying again", "topic", a.topic, "doing", doing, "error", err)
		if pauses.Pause(ctx) != nil {
			return ctx.Err()
		}
	}
}
