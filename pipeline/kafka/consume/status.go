package consume

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// stuckAfter is how long the preparation of one batch may take before the
// process is taken for stuck.
const stuckAfter = 5 * time.Minute

// status is what health checks ask.
type status struct {
	mu     sync.Mutex
	joined bool
	// err is the present trouble and since when it lasts.
	err   error
	since time.Time
	// preparing is when the present preparation began, zero for none.
	preparing time.Time
}

func newStatus() *status { return &status{} }

// Ready returns nil while the runner is a member of its group and is not kept
// from its work, and what keeps it otherwise.
func (r *Runner[T]) Ready() error {
	s := r.status
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.err != nil:
		return fmt.Errorf("%w (for %s)", s.err, time.Since(s.since).Round(time.Second))
	case !s.joined:
		return errors.New("not yet a member of the consumer group")
	}
	return nil
}

// Live returns an error where a batch has been in preparation for so long that
// only a new start helps. Trouble with the infrastructure is none of its
// concern: a new start would not cure it.
func (r *Runner[T]) Live() error {
	s := r.status
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.preparing.IsZero() && time.Since(s.preparing) > stuckAfter {
		return fmt.Errorf("a batch has been in preparation since %s", s.preparing.UTC().Format(time.RFC3339))
	}
	return nil
}

func (s *status) join() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.joined = true
}

func (s *status) left() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.joined = false
}

// trouble notes err and says whether it is new.
func (s *status) trouble(err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	first := s.err == nil
	if first {
		s.since = time.Now()
	}
	s.err = err
	return first
}

// recovered clears the trouble and says how long it lasted.
func (s *status) recovered() (lasted time.Duration, was bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		return 0, false
	}
	s.err = nil
	return time.Since(s.since), true
}

func (s *status) prepare(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.preparing = at
}
