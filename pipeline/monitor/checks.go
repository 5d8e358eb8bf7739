package monitor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Checks are what must hold, by name. A check returns nil where it holds. It
// must be safe for concurrent use and should heed its context, which ends after
// 3 s; one that does not answer by then has failed, and is not asked again
// before it returns. Its error is shown to whoever asks and must not hold
// anything confidential.
type Checks map[string]func(context.Context) error

const (
	// checkTimeout bounds a check.
	checkTimeout = 3 * time.Second
	// freshness is how long an answer counts: however many ask, brokers are
	// asked about once a second.
	freshness = time.Second
)

// health answers for a set of checks.
type health struct {
	checks []*check
	// ask holds back all but one that find no fresh answer.
	ask    sync.Mutex
	at     time.Time
	status int
	body   string
}

type check struct {
	name string
	hold func(context.Context) error
	// busy holds an entry while the check runs.
	busy chan struct{}
}

func newHealth(checks Checks) *health {
	h := &health{}
	for _, name := range slices.Sorted(maps.Keys(checks)) {
		h.checks = append(h.checks, &check{name: name, hold: checks[name], busy: make(chan struct{}, 1)})
	}
	return h
}

// ServeHTTP answers 200 or 503, with a line for each check.
func (h *health) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// The answer is for others too: it must not suffer from this one's leaving.
	status, body := h.answer(context.WithoutCancel(r.Context()))
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// The client may be gone.
	_, _ = w.Write([]byte(body))
}

func (h *health) answer(ctx context.Context) (status int, body string) {
	h.ask.Lock()
	defer h.ask.Unlock()
	if !h.at.IsZero() && time.Since(h.at) < freshness {
		return h.status, h.body
	}
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	results := make([]error, len(h.checks))
	var running sync.WaitGroup
	for i, c := range h.checks {
		running.Go(func() { results[i] = c.run(ctx) })
	}
	running.Wait()
	h.status = http.StatusOK
	var text strings.Builder
	for i, c := range h.checks {
		if results[i] == nil {
			fmt.Fprintf(&text, "ok   %s\n", c.name)
			continue
		}
		h.status = http.StatusServiceUnavailable
		fmt.Fprintf(&text, "FAIL %s: %v\n", c.name, results[i])
	}
	h.body, h.at = text.String(), time.Now()
	return h.status, h.body
}

// run asks the check and waits until it answers or ctx ends.
func (c *check) run(ctx context.Context) error {
	select {
	case c.busy <- struct{}{}:
	default:
		return errors.New("has not answered since it was asked before")
	}
	answer := make(chan error, 1)
	go func() {
		answer <- c.hold(ctx)
		<-c.busy
	}()
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return fmt.Errorf("no answer within %s", checkTimeout)
	}
}
