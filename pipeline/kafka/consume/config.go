package consume

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/tracing"
)

// Source is a topic to read.
type Source struct {
	Topic string
	Lane  topic.Lane
}

// Producer writes dead letters as *client.Producer does.
type Producer interface {
	Write(ctx context.Context, msgs []kafka.Message) error
}

// Config says what a consumer reads and how much at a time. Zero values of
// numbers and times stand for the defaults given.
type Config struct {
	// Client, Sources, Group, Producer, Log and Metrics are required.
	Client  *client.Client
	Sources []Source
	// Group is the consumer group, Service a name for metrics and logs.
	Group, Service string
	Producer       Producer
	Log            *slog.Logger
	Metrics        *Metrics
	// Tracer follows records; nil does not.
	Tracer *tracing.Tracer

	// Workers is how many records are prepared at a time; one a core.
	Workers int
	// A batch is closed at BatchRecords (200) or BatchBytes (8 MiB), or Linger
	// after its first record; without Linger it takes what is there.
	BatchRecords int
	BatchBytes   int64
	Linger       time.Duration
	// InFlightBytes bounds what is read and not delivered, half of it for each
	// lane (64 MiB). A record over the bound goes alone.
	InFlightBytes int64
	// Offsets are committed every CommitEvery (500 ms), and as soon as
	// CommitRecords (2000) records are delivered and not committed: by time
	// alone, kills that come faster than the commits would repeat without end.
	CommitEvery   time.Duration
	CommitRecords int
	// Session is the time without a heartbeat after which the group goes on
	// without this member (10 s), Rebalance how long the group waits for its
	// members to join (30 s).
	Session, Rebalance time.Duration
	// Drain bounds the work on batches under way once the generation has ended
	// (7 s). It is less than Session, since heartbeats end with the generation.
	Drain time.Duration
}

func (c Config) withDefaults() (Config, error) {
	if c.Client == nil || c.Producer == nil || c.Log == nil || c.Metrics == nil {
		return c, errors.New("consumer without client, producer, log or metrics")
	}
	if c.Group == "" || c.Service == "" || len(c.Sources) == 0 {
		return c, errors.New("consumer without group, service name or topics")
	}
	for n, standard := range map[*int]int{
		&c.Workers: runtime.GOMAXPROCS(0), &c.BatchRecords: 200, &c.CommitRecords: 2000,
	} {
		if *n < 0 {
			return c, errors.New("consumer with a negative number of workers or records")
		}
		if *n == 0 {
			*n = standard
		}
	}
	for n, standard := range map[*int64]int64{&c.BatchBytes: 8 << 20, &c.InFlightBytes: 64 << 20} {
		if *n < 0 {
			return c, errors.New("consumer with a negative number of bytes")
		}
		if *n == 0 {
			*n = standard
		}
	}
	for d, standard := range map[*time.Duration]time.Duration{
		&c.CommitEvery: 500 * time.Millisecond, &c.Session: 10 * time.Second,
		&c.Rebalance: 30 * time.Second, &c.Drain: 7 * time.Second,
	} {
		if *d < 0 {
			return c, errors.New("consumer with a negative time")
		}
		if *d == 0 {
			*d = standard
		}
	}
	if c.Linger < 0 {
		return c, errors.New("consumer with a negative time")
	}
	if c.Drain >= c.Session {
		return c, fmt.Errorf("drain time-out %s is not less than the session time-out %s", c.Drain, c.Session)
	}
	return c, nil
}

// topics lists the names of the sources.
func (c *Config) topics() []string {
	names := make([]string, len(c.Sources))
	for i, s := range c.Sources {
		names[i] = s.Topic
	}
	return names
}
