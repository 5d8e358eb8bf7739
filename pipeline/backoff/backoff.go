// Package backoff is the pauses between attempts at what time can cure.
package backoff

import (
	"context"
	"math/rand/v2"
	"time"
)

// Backoff pauses for longer and longer: from First, doubled each time, up to
// Longest, each pause shortened by up to half at random, so that processes that
// failed together do not come back together. It is for one goroutine.
type Backoff struct {
	First, Longest time.Duration
	// next is the pause after the present one, 0 before the first.
	next time.Duration
}

// Pause waits, and returns the error of ctx where that ended first.
func (b *Backoff) Pause(ctx context.Context) error {
	pause := max(b.next, b.First)
	b.next = min(2*pause, b.Longest)
	t := time.NewTimer(pause - rand.N(pause/2))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
