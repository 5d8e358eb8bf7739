package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

func TestRetryable(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"nothing":            {nil, false},
		"refused":            {&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, true},
		"wrapped end":        {fmt.Errorf("read: %w", io.EOF), true},
		"read timeout":       {&net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, true},
		"no such host":       {&net.DNSError{Err: "no such host"}, true},
		"too many parts":     {&clickhouse.Exception{Code: codeTooManyParts}, true},
		"memory":             {fmt.Errorf("insert: %w", &clickhouse.Exception{Code: codeMemoryLimitExceeded}), true},
		"syntax":             {&clickhouse.Exception{Code: 62}, false},
		"wrong password":     {&clickhouse.Exception{Code: 516}, false},
		"cancelled":          {context.Canceled, false},
		"deadline of caller": {context.DeadlineExceeded, false},
		"a call":             {&CallsError{Calls: []*CallError{{ID: "x", Err: io.EOF}}}, false},
		"anything else":      {errors.New("no"), false},
	} {
		if got := Retryable(c.err); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestRetryUntilSuccess(t *testing.T) {
	attempts := 0
	err := retry(t.Context(), func() error {
		if attempts++; attempts < 3 {
			return io.EOF
		}
		return nil
	})
	if err != nil || attempts != 3 {
		t.Errorf("%d attempts, %v", attempts, err)
	}
}

func TestRetryStops(t *testing.T) {
	permanent := errors.New("permanent")
	attempts := 0
	err := retry(t.Context(), func() error { attempts++; return permanent })
	if !errors.Is(err, permanent) || attempts != 1 {
		t.Errorf("%d attempts at what cannot succeed, %v", attempts, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), retryFirst/4)
	defer cancel()
	err = retry(ctx, func() error { return io.EOF })
	if !errors.Is(err, io.EOF) {
		t.Errorf("after the context ended: %v, want the last error", err)
	}
}

func TestRetryLeavesWhatHangs(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	ctx, cancel := context.WithCancel(t.Context())
	attempts := 0
	err := retry(ctx, func() error {
		if attempts++; attempts == 1 {
			return io.EOF
		}
		cancel()
		<-release
		return nil
	})
	if !errors.Is(err, context.Canceled) || !errors.Is(err, io.EOF) {
		t.Errorf("error %v, want that of the context and of the attempt before", err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	if _, err := Open(t.Context(), "nonsense"); err == nil {
		t.Error("a DSN without a host was taken")
	}
	_, err := Open(t.Context(), "clickhouse://u:s%cret@127.0.0.1")
	if err == nil || Retryable(err) || strings.Contains(err.Error(), "cret") {
		t.Errorf("a DSN that is no URL: %v, retryable %t", err, Retryable(err))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	_, err = Open(ctx, "clickhouse://u:secret@"+l.Addr().String())
	if !Retryable(err) {
		t.Errorf("nobody listens: %v is not retryable", err)
	}
}
