package clickhouse

import (
	"context"
	"errors"
	"time"

	"huifang/pipeline/backoff"
)

// Pauses between attempts. retryFor bounds the whole: a driver that wants to hold
// on for longer calls again.
const (
	retryFirst   = 100 * time.Millisecond
	retryLongest = 10 * time.Second
	retryFor     = 2 * time.Minute
)

// retry calls f until it succeeds, fails for good, ctx ends or retryFor is over,
// and returns its last error. It does not wait for an f that outlasts ctx: the
// driver connects without regard to it, and a server that hangs must not hold up
// a process that has to stop. What f uses must bear that.
func retry(ctx context.Context, f func() error) error {
	deadline := time.Now().Add(retryFor)
	pauses := backoff.Backoff{First: retryFirst, Longest: retryLongest}
	var err error
	for {
		before := err
		if err = attempt(ctx, f); ctx.Err() != nil && errors.Is(err, ctx.Err()) {
			return errors.Join(err, before)
		}
		if err == nil || !Retryable(err) || time.Now().After(deadline) {
			return err
		}
		if pauses.Pause(ctx) != nil {
			return err
		}
	}
}

// attempt returns the error of f, or that of ctx where it ends first.
func attempt(ctx context.Context, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
