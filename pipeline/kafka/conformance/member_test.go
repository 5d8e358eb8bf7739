package conformance

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/topic"
)

// headerOffset tells the offset of the record that was relayed.
const headerOffset = "offset"

// poison begins the values of records that cannot be prepared; those that begin
// with unwanted are refused at delivery.
const (
	poison   = "poison"
	unwanted = "unwanted"
)

var (
	errPoison   = errors.New("it is poison")
	errUnwanted = errors.New("nobody wants it")
)

// member relays the records of a layout's calls to its analyzed topic.
type member struct {
	Brokers []string
	Layout  topic.Layout
	// Slow is how long each delivery takes, so that there is something to break.
	Slow time.Duration
	// BatchRecords and InFlightBytes are those of consume.Config.
	BatchRecords  int
	InFlightBytes int64
	Drain         time.Duration

	// registry gets the metrics; gate is called before each delivery, by one
	// goroutine at a time. Both may be nil.
	registry *prometheus.Registry
	gate     func(ctx context.Context, items []kafka.Message) error
	prepared atomic.Int64
}

// session is the session time-out of all members.
const session = 2 * time.Second

// run works until ctx ends.
func (m *member) run(ctx context.Context) error {
	c, err := client.Open(client.Config{Brokers: m.Brokers, Timeout: session})
	if err != nil {
		return err
	}
	defer c.Close()
	producer := client.NewProducer(c)
	defer producer.Close()
	registry := m.registry
	if registry == nil {
		registry = prometheus.NewRegistry()
	}
	drain := m.Drain
	if drain == 0 {
		drain = session * 3 / 4
	}
	r, err := consume.New(consume.Config{
		Client: c, Producer: producer, Group: group(m.Layout), Service: "relay",
		Sources: []consume.Source{
			{Topic: m.Layout.Calls(topic.Live), Lane: topic.Live},
			{Topic: m.Layout.Calls(topic.Backload), Lane: topic.Backload},
		},
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Metrics: consume.NewMetrics(registry),
		BatchRecords: m.BatchRecords, InFlightBytes: m.InFlightBytes, CommitEvery: 100 * time.Millisecond,
		Session: session, Drain: drain,
	}, &relay{member: m, producer: producer})
	if err != nil {
		return err
	}
	return r.Run(ctx)
}

// group is the consumer group of the members of a layout.
func group(l topic.Layout) string { return l.Prefix + ".relay" }

// relay is the handler.
type relay struct {
	*member
	producer *client.Producer
}

func (h *relay) Prepare(_ context.Context, r *consume.Record) (kafka.Message, error) {
	h.prepared.Add(1)
	if bytes.HasPrefix(r.Value, []byte(poison)) {
		return kafka.Message{}, errPoison
	}
	return kafka.Message{
		Topic: h.Layout.Analyzed(r.Lane), Key: r.Key, Value: r.Value,
		Headers: []kafka.Header{{Key: headerOffset, Value: strconv.AppendInt(nil, r.Offset, 10)}},
	}, nil
}

func (h *relay) Deliver(ctx context.Context, items []kafka.Message) (refused []error, err error) {
	if h.gate != nil {
		if err := h.gate(ctx, items); err != nil {
			return nil, err
		}
	}
	time.Sleep(h.Slow)
	refused = make([]error, len(items))
	var wanted []kafka.Message
	for i, m := range items {
		if bytes.HasPrefix(m.Value, []byte(unwanted)) {
			refused[i] = errUnwanted
			continue
		}
		wanted = append(wanted, m)
	}
	if err := h.producer.Write(ctx, wanted); err != nil {
		return nil, fmt.Errorf("relay: %w", err)
	}
	return refused, nil
}
