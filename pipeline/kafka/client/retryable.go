package client

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"syscall"
	"time"

	"github.com/segmentio/kafka-go"
)

// Retryable says whether time alone can cure err: brokers are away, restart or
// elect a leader. Wrong passwords, missing rights and certificates that are not
// trusted are not of that kind, nor is a context that ended.
func Retryable(err error) bool {
	if errors.Is(err, context.Canceled) {
		return false
	}
	if answer, ok := errors.AsType[kafka.Error](err); ok {
		// The client answers so where no broker that it knows of leads a partition.
		return answer.Temporary() || answer == kafka.BrokerNotAvailable
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
	wait := retryFirst
	for {
		err := f()
		if err == nil || !Retryable(err) {
			return err
		}
		t := time.NewTimer(wait - rand.N(wait/2))
		select {
		case <-ctx.Done():
			t.Stop()
			return err
		case <-t.C:
		}
		wait = min(2*wait, retryLongest)
	}
}
