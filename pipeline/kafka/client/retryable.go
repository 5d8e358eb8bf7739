package client

import (
	"context"
	"errors"
	"io"
	"net"
	"syscall"

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
		return answer.Temporary()
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
