package client

import (
	"context"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Settings of the reader behind Scan.
const (
	scanMaxBytes = 4 << 20
	scanMaxWait  = 500 * time.Millisecond
	// scanPatience is how long trouble is waited out before the first record.
	scanPatience = 30 * time.Second
)

// Scan calls f with every record that stands in a topic at the time of the call,
// partition by partition and in the order of offsets. It is a member of no group
// and commits nothing. An error of f ends it.
func (c *Client) Scan(ctx context.Context, topic string, f func(*kafka.Message) error) error {
	var partitions []kafka.PartitionOffsets
	err := retry(ctx, scanPatience, func() (err error) {
		partitions, err = c.bounds(ctx, topic)
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range partitions {
		if err := c.scanPartition(ctx, topic, p, f); err != nil {
			return err
		}
	}
	return nil
}

func (c *Client) scanPartition(ctx context.Context, topic string, p kafka.PartitionOffsets, f func(*kafka.Message) error) error {
	if p.FirstOffset >= p.LastOffset {
		return nil
	}
	r := kafka.NewReader(kafka.ReaderConfig{
		Brokers: c.brokers, Dialer: c.dialer, Topic: topic, Partition: p.Partition,
		MinBytes: 1, MaxBytes: scanMaxBytes, MaxWait: scanMaxWait, ReadLagInterval: -1, ReadBatchTimeout: c.kafka.Timeout,
	})
	defer r.Close()
	if err := r.SetOffset(p.FirstOffset); err != nil {
		return err
	}
	for {
		m, err := r.FetchMessage(ctx)
		if err != nil {
			return fmt.Errorf("read partition %d of %s: %w", p.Partition, topic, err)
		}
		if err := f(&m); err != nil {
			return err
		}
		if m.Offset+1 >= p.LastOffset {
			return nil
		}
	}
}

// bounds returns the first offset of every partition of topic and the one behind
// its last record.
func (c *Client) bounds(ctx context.Context, topic string) ([]kafka.PartitionOffsets, error) {
	meta, err := c.kafka.Metadata(ctx, &kafka.MetadataRequest{Topics: []string{topic}})
	if err != nil {
		return nil, fmt.Errorf("partitions of %s: %w", topic, err)
	}
	if len(meta.Topics) != 1 {
		return nil, fmt.Errorf("partitions of %s: no answer", topic)
	}
	if err := meta.Topics[0].Error; err != nil {
		return nil, fmt.Errorf("partitions of %s: %w", topic, err)
	}
	var asked []kafka.OffsetRequest
	for _, p := range meta.Topics[0].Partitions {
		asked = append(asked, kafka.FirstOffsetOf(p.ID), kafka.LastOffsetOf(p.ID))
	}
	answer, err := c.kafka.ListOffsets(ctx, &kafka.ListOffsetsRequest{Topics: map[string][]kafka.OffsetRequest{topic: asked}})
	if err != nil {
		return nil, fmt.Errorf("offsets of %s: %w", topic, err)
	}
	for _, p := range answer.Topics[topic] {
		if p.Error != nil {
			return nil, fmt.Errorf("offsets of partition %d of %s: %w", p.Partition, topic, p.Error)
		}
	}
	return answer.Topics[topic], nil
}
