package client_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
)

func TestRetryable(t *testing.T) {
	op := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for _, tc := range []struct {
		err  error
		want bool
	}{
		{kafka.LeaderNotAvailable, true},
		{kafka.NotLeaderForPartition, true},
		{kafka.NotEnoughReplicas, true},
		{kafka.RequestTimedOut, true},
		{kafka.BrokerNotAvailable, true},
		{fmt.Errorf("read: %w", io.ErrUnexpectedEOF), true},
		{op(os.NewSyscallError("connect", syscall.ECONNREFUSED)), true},
		{op(&net.DNSError{Err: "no such host", IsNotFound: true}), true},
		{context.DeadlineExceeded, true},
		{kafka.UnknownTopicOrPartition, false},
		{kafka.SASLAuthenticationFailed, false},
		{kafka.TopicAuthorizationFailed, false},
		{kafka.MessageSizeTooLarge, false},
		{kafka.InvalidConfiguration, false},
		{&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, false},
		{context.Canceled, false},
		{errors.New("something else"), false},
	} {
		if got := client.Retryable(tc.err); got != tc.want {
			t.Errorf("%v: %v, want %v", tc.err, got, tc.want)
		}
	}
}
