package client

import (
	"fmt"

	"github.com/segmentio/kafka-go"
)

const (
	// MaxMessageBytes is the largest message that is written: key, value and
	// headers with their framing, before compression.
	MaxMessageBytes = 24 << 20
	// MaxBatchBytes is the max.message.bytes of topics, which brokers hold
	// against whole batches as they come, compressed. Content that does not
	// compress grows by less than a thousandth.
	MaxBatchBytes = MaxMessageBytes + 1<<20
)

// Limits of one request. They are well below those of a batch since kafka-go
// joins requests that are made at a time.
const (
	sliceMessages = 1000
	sliceBytes    = 8 << 20
)

// Framing of a message and of a header, rounded up.
const (
	messageFrame = 64
	headerFrame  = 16
)

// TooLargeError says that a message is over MaxMessageBytes. It is permanent.
type TooLargeError struct {
	// Index is the place of the message in the slice that was to be written.
	Index int
	// Size and Limit are in bytes.
	Size  int
	Limit int
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("message of %d bytes is over the limit of %d", e.Size, e.Limit)
}

// slice is how many of msgs go into one request, at least one.
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

// size is what a message takes in a batch before compression, at most.
func size(m *kafka.Message) int {
	n := messageFrame + len(m.Key) + len(m.Value)
	for i := range m.Headers {
		n += headerFrame + len(m.Headers[i].Key) + len(m.Headers[i].Value)
	}
	return n
}
