package client

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/compress"

	"huifang/pipeline/backoff"
)

// batchTimeout is how long a batch waits for more messages. Whole slices are
// written at once, so there is nothing to wait for.
const batchTimeout = 2 * time.Millisecond

// Pauses between attempts.
const (
	retryFirst   = 50 * time.Millisecond
	retryLongest = 5 * time.Second
)

// refusalPatience is how long Write goes on where it is refused for a reason
// that time need not cure. A topic, user or right that was just created is
// unknown to a broker for a moment.
const refusalPatience = 15 * time.Second

// ErrClosed is returned by Write after Close.
var ErrClosed = errors.New("the Kafka producer is closed")

// Producer writes messages and waits until all replicas in sync have them. It
// is safe for concurrent use.
type Producer struct {
	writer    *kafka.Writer
	transport *kafka.Transport
	metrics   *Metrics
	patience  time.Duration

	// closing is held for reading by each attempt: kafka-go can hang where Close
	// and WriteMessages meet.
	closing sync.RWMutex
	closed  bool
}

// ProducerOption changes a producer.
type ProducerOption func(*Producer)

// WithMetrics counts what the producer does in m.
func WithMetrics(m *Metrics) ProducerOption {
	return func(p *Producer) { p.metrics = m }
}

// NewProducer returns a producer over the connections of c. It is to be closed
// before c.
func NewProducer(c *Client, options ...ProducerOption) *Producer {
	p := &Producer{
		transport: c.transport,
		patience:  refusalPatience,
		writer: &kafka.Writer{
			Addr: kafka.TCP(c.brokers...),
			// As Java's producer chooses, so that others who write to our topics
			// agree on where a borrower's calls are.
			Balancer:     kafka.Murmur2Balancer{Consistent: true},
			MaxAttempts:  1, // attempts are made here, in order
			BatchSize:    sliceMessages,
			BatchBytes:   MaxMessageBytes,
			BatchTimeout: batchTimeout,
			ReadTimeout:  c.kafka.Timeout,
			WriteTimeout: c.kafka.Timeout,
			RequiredAcks: kafka.RequireAll, // kafka-go's default is none
			Compression:  compress.Zstd,
			Transport:    c.transport,
		},
	}
	for _, o := range options {
		o(p)
	}
	if p.metrics == nil {
		p.metrics = unregistered()
	}
	return p
}

// Write sends msgs, each with its Topic and Key set, and returns nil once every
// one is acknowledged. msgs must not be changed before it returns, nor, where it
// returns because ctx ended, the bytes they point to ever after: kafka-go may
// still be sending them.
//
// A *TooLargeError is returned before anything is sent. Trouble with the brokers
// is waited out, with back-off and jitter, until ctx ends. What time need not
// cure (see Retryable) is returned after 15 s of attempts. In both cases the
// error says what the trouble was, and any of the messages may have been stored;
// to write them again is safe.
//
// Messages of equal topic and key keep their order within a call and between
// calls that follow each other: where one fails, those of its key behind it are
// sent again after it.
func (p *Producer) Write(ctx context.Context, msgs []kafka.Message) error {
	for i := range msgs {
		if n := size(&msgs[i]); n > MaxMessageBytes {
			return &TooLargeError{Index: i, Size: n, Limit: MaxMessageBytes}
		}
	}
	for len(msgs) > 0 {
		n := slice(msgs)
		start := time.Now()
		if err := p.writeSlice(ctx, msgs[:n]); err != nil {
			return fmt.Errorf("write to Kafka: %w", err)
		}
		p.metrics.write.Observe(time.Since(start).Seconds())
		for i := range msgs[:n] {
			p.metrics.messages.WithLabelValues(msgs[i].Topic).Inc()
			p.metrics.bytes.WithLabelValues(msgs[i].Topic).Add(float64(size(&msgs[i])))
		}
		msgs = msgs[n:]
	}
	return nil
}

func (p *Producer) writeSlice(ctx context.Context, msgs []kafka.Message) error {
	pauses := backoff.Backoff{First: retryFirst, Longest: retryLongest}
	var refused time.Time // since when nothing but refusals came back
	for {
		err := p.attempt(ctx, msgs)
		if err == nil || errors.Is(err, ErrClosed) {
			return err
		}
		if failed, ok := errors.AsType[kafka.WriteErrors](err); ok {
			msgs, err = unsent(msgs, failed), worst(failed)
		}
		if ctx.Err() != nil {
			return errors.Join(ctx.Err(), err)
		}
		switch {
		case Retryable(err):
			refused = time.Time{}
		case refused.IsZero():
			refused = time.Now()
		case time.Since(refused) >= p.patience:
			return err
		}
		if brokenConnection(err) {
			// After a restart of a broker each idle connection would fail once.
			p.transport.CloseIdleConnections()
		}
		p.metrics.retries.Inc()
		if pauses.Pause(ctx) != nil {
			return errors.Join(ctx.Err(), err)
		}
	}
}

func (p *Producer) attempt(ctx context.Context, msgs []kafka.Message) error {
	p.closing.RLock()
	defer p.closing.RUnlock()
	if p.closed {
		return ErrClosed
	}
	return p.writer.WriteMessages(ctx, msgs...)
}

// Close waits for attempts that are being made, and lets no others begin. A
// Write that waits between two attempts returns ErrClosed at the next.
func (p *Producer) Close() error {
	p.closing.Lock()
	defer p.closing.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	return p.writer.Close()
}

// unsent returns those of msgs that are to be sent again: what failed, and what
// is of a key whose earlier message failed.
func unsent(msgs []kafka.Message, failed kafka.WriteErrors) []kafka.Message {
	type key struct{ topic, key string }
	behind := map[key]bool{}
	var rest []kafka.Message
	for i := range msgs {
		k := key{msgs[i].Topic, string(msgs[i].Key)}
		if failed[i] != nil || behind[k] {
			behind[k] = true
			rest = append(rest, msgs[i])
		}
	}
	return rest
}

// worst returns an error that time need not cure, where there is one among
// failed, else the first, but a broken connection before others.
func worst(failed kafka.WriteErrors) error {
	var broken, first error
	for _, err := range failed {
		switch {
		case err == nil:
		case !Retryable(err):
			return err
		case broken == nil && brokenConnection(err):
			broken = err
		case first == nil:
			first = err
		}
	}
	if broken != nil {
		return broken
	}
	return first
}

// brokenConnection says whether err came of the connection and not of a broker's
// answer.
func brokenConnection(err error) bool {
	_, answer := errors.AsType[kafka.Error](err)
	return !answer && Retryable(err)
}
