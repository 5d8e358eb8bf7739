package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/compress"
)

// MaxMessageBytes is the largest message that is written, key, value and
// headers, before compression.
const MaxMessageBytes = 24 << 20

// Limits of one request, so that no batch of a partition passes what a topic
// takes though each of its messages is below that.
const (
	sliceMessages = 1000
	sliceBytes    = 8 << 20
)

// batchTimeout is how long a batch waits for more messages. Whole slices are
// written at once, so there is nothing to wait for.
const batchTimeout = 2 * time.Millisecond

// Waits between attempts double from retryFirst to retryLongest, each shortened
// by up to half at random.
const (
	retryFirst   = 50 * time.Millisecond
	retryLongest = 5 * time.Second
)

// TooLargeError says that a message is over MaxMessageBytes. It is permanent.
type TooLargeError struct {
	// Index is the place of the message in the slice.
	Index int
	Size  int
	Limit int
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("message of %d bytes is over the limit of %d", e.Size, e.Limit)
}

// Producer writes messages and waits until all replicas in sync have them. It
// is safe for concurrent use.
type Producer struct {
	writer    *kafka.Writer
	transport *kafka.Transport
}

// NewProducer returns a producer over c.
func NewProducer(c *Client) *Producer {
	return &Producer{
		transport: c.transport,
		writer: &kafka.Writer{
			Addr:         kafka.TCP(c.brokers...),
			Balancer:     kafka.Murmur2Balancer{Consistent: true},
			MaxAttempts:  1, // attempts are made here, in order
			BatchSize:    sliceMessages,
			BatchBytes:   MaxMessageBytes,
			BatchTimeout: batchTimeout,
			ReadTimeout:  c.kafka.Timeout,
			WriteTimeout: c.kafka.Timeout,
			RequiredAcks: kafka.RequireAll,
			Compression:  compress.Zstd,
			Transport:    c.transport,
		},
	}
}

// Write sends msgs, each with its Topic set, and returns nil once every one is
// acknowledged. A *TooLargeError is returned before anything is sent. Trouble
// with the brokers is waited out, with back-off and jitter, until ctx ends; then
// the error says what the trouble was, and any of the messages may have been
// stored. Messages of equal topic and key keep their order within a call and
// between calls that follow each other: after a failure all that stands behind
// the first message that failed is sent again.
func (p *Producer) Write(ctx context.Context, msgs []kafka.Message) error {
	for i := range msgs {
		if n := size(&msgs[i]); n > MaxMessageBytes {
			return &TooLargeError{Index: i, Size: n, Limit: MaxMessageBytes}
		}
	}
	for len(msgs) > 0 {
		n := slice(msgs)
		if err := p.writeSlice(ctx, msgs[:n]); err != nil {
			return err
		}
		msgs = msgs[n:]
	}
	return nil
}

func (p *Producer) writeSlice(ctx context.Context, msgs []kafka.Message) error {
	wait := retryFirst
	for {
		err := p.writer.WriteMessages(ctx, msgs...)
		if err == nil {
			return nil
		}
		if failed, ok := errors.AsType[kafka.WriteErrors](err); ok {
			for len(failed) > 0 && failed[0] == nil {
				failed, msgs = failed[1:], msgs[1:]
			}
			if len(msgs) == 0 {
				return nil
			}
		}
		if brokenConnection(err) {
			// After a restart of a broker each idle connection would fail once.
			p.transport.CloseIdleConnections()
		}
		t := time.NewTimer(wait - rand.N(wait/2))
		select {
		case <-ctx.Done():
			t.Stop()
			return fmt.Errorf("write to Kafka: %w", errors.Join(ctx.Err(), err))
		case <-t.C:
		}
		wait = min(2*wait, retryLongest)
	}
}

// slice is how many of msgs go into one request.
func slice(msgs []kafka.Message) int {
	bytes := 0
	for i := range msgs {
		bytes += size(&msgs[i])
		if i > 0 && bytes > sliceBytes || i == sliceMessages {
			return i
		}
	}
	return len(msgs)
}

// size is what a message takes in a batch, about.
func size(m *kafka.Message) int {
	n := 64 + len(m.Key) + len(m.Value)
	for _, h := range m.Headers {
		n += 16 + len(h.Key) + len(h.Value)
	}
	return n
}

func brokenConnection(err error) bool {
	if failed, ok := errors.AsType[kafka.WriteErrors](err); ok {
		for _, e := range failed {
			if e != nil && brokenConnection(e) {
				return true
			}
		}
		return false
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) {
		return true
	}
	_, ok := errors.AsType[net.Error](err)
	return ok
}

// Close sends nothing more and frees the connections.
func (p *Producer) Close() error { return p.writer.Close() }
