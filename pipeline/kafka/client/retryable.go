package client

import (
	"context"
	"errors"
	"io"
	"net"
	"syscall"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/backoff"
)

// Retryable says whether time alone can cure err: brokers are away, restart or
// elect a leader, or too few replicas are in sync. Wrong passwords, missing
// rights, certificates that are not trusted and settings that a broker refuses
// are not of that kind, nor is a context that was cancelled. Nor is a topic that
// is not known; the moment after its creation, when that is wrong, is waited out
// by topic.Apply.
func Retryable(err error) bool {
	if errors.Is(err, context.Canceled) {
		return false
	}
	if answer, ok := errors.AsType[kafka.Error](err); ok {
		switch answer {
		case kafka.UnknownTopicOrPartition, kafka.UnknownTopicID:
			return false
		case kafka.BrokerNotAvailable:
			// The client answers so where no broker that it knows of leads a partition.
			return true
		default:
			return answer.Temporary()
		}
	}
	// The other side ended the handshake with an alert, as where it refuses the
	// certificate. The type of alerts is crypto/tls' own.
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "remote error" {
		return false
	}
	for _, target := range []error{
		context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, net.ErrClosed,
		syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE,
	} {
		if errors.Is(err, target) {
			return true
		}
	}
	_, ok := errors.AsType[net.Error](err)
	return ok
}

// retry calls f until it succeeds, fails for good, or limit or ctx is over, and
// returns its last error.
func retry(ctx context.Context, limit time.Duration, f func() error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	pauses := backoff.Backoff{First: retryFirst, Longest: retryLongest}
	for {
		err := f()
		if err == nil || !Retryable(err) {
			return err
		}
		if pauses.Pause(ctx) != nil {
			return err
		}
	}
}
