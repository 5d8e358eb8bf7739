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
	// troubles are those that last, by what is being done.
	troubles map[string]trouble
	// preparing is when the present preparation began, zero for none.
	preparing time.Time
}

// trouble is what keeps the runner from some of its work.
type trouble struct {
	// err is the latest error, which came at last; the first came at since.
	err         error
	since, last time.Time
}

func newStatus() *status { return &status{troubles: map[string]trouble{}} }

// Ready returns nil while the runner is a member of its group and is not kept
// from its work, and what has kept it for longest otherwise.
func (r *Runner[T]) Ready() error {
	s := r.status
	s.mu.Lock()
	defer s.mu.Unlock()
	var longest trouble
	for doing, t := range s.troubles {
		if longest.err == nil || t.since.Before(longest.since) {
			longest = t
			longest.err = fmt.Errorf("%s: %w", doing, t.err)
		}
	}
	switch {
	case longest.err != nil:
		return fmt.Errorf("%w (for %s)", longest.err, time.Since(longest.since).Round(time.Second))
	case !s.joined:
		return errors.New("no member of the consumer group at present")
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

// join notes membership. Troubles of the generation before are of no concern any
// more: those that last come again.
func (s *status) join() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.joined = true
	clear(s.troubles)
}

func (s *status) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.joined = false
}

// begin notes trouble and says whether it is new.
func (s *status) begin(doing string, err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, known := s.troubles[doing]
	t.err, t.last = err, time.Now()
	if !known {
		t.since = t.last
	}
	s.troubles[doing] = t
	return !known
}

// end clears trouble that has not come again for quiet, and says how long it
// lasted.
func (s *status) end(doing string, quiet time.Duration) (lasted time.Duration, was bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, was := s.troubles[doing]
	if !was || time.Since(t.last) < quiet {
		return 0, false
	}
	delete(s.troubles, doing)
	return time.Since(t.since), true
}

func (s *status) prepare(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.preparing = at
}
