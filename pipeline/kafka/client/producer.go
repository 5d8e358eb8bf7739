package client

import (
	"context"
	"errors"

	"github.com/segmentio/kafka-go"
)

// Producer writes messages and waits until all replicas in sync have them. It
// is safe for concurrent use.
type Producer struct{}

// NewProducer returns a producer over c.
func NewProducer(c *Client) *Producer { return &Producer{} }

// Write sends msgs, each with its Topic set, and returns nil once every one is
// acknowledged. A *TooLargeError is returned before anything is sent. Trouble
// with the brokers is waited out, with back-off and jitter, resending only what
// failed, until ctx ends; then the error says what the trouble was, and any of
// the messages may have been stored. Messages of equal topic and key keep their
// order within a call and between calls that follow each other.
func (p *Producer) Write(ctx context.Context, msgs []kafka.Message) error {
	return errors.New("not written yet")
}

// Close sends nothing more and frees the connections.
func (p *Producer) Close() error { return nil }
