package consume

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestHealthFollowsTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &Runner[int]{status: newStatus()}
		s := r.status
		ready := func(want string) {
			t.Helper()
			err := r.Ready()
			if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("ready: %v, want %q", err, want)
			}
		}
		ready("no member")
		s.join()
		ready("")
		if !s.begin("read", errors.New("away")) {
			t.Error("new trouble is not told")
		}
		time.Sleep(time.Minute)
		if s.begin("read", errors.New("still away")) {
			t.Error("trouble is told twice")
		}
		s.begin("deliver", errors.New("full"))
		ready("read: still away (for 1m0s)")
		if _, over := s.end("read", time.Second); over {
			t.Error("trouble that has just come again is over")
		}
		time.Sleep(2 * time.Second)
		if lasted, over := s.end("read", time.Second); !over || lasted != 62*time.Second {
			t.Errorf("over %v after %v", over, lasted)
		}
		// One trouble that is over does not hide another.
		ready("deliver: full")
		s.end("deliver", 0)
		ready("")
		s.begin("deliver", errors.New("full"))
		s.leave()
		s.join()
		ready("")
		s.leave()
		ready("no member")

		if err := r.Live(); err != nil {
			t.Errorf("live: %v", err)
		}
		s.prepare(time.Now())
		time.Sleep(stuckAfter)
		if err := r.Live(); err != nil {
			t.Errorf("live within the limit: %v", err)
		}
		time.Sleep(time.Second)
		if r.Live() == nil {
			t.Error("live, though a batch is stuck in preparation")
		}
		s.prepare(time.Time{})
		if err := r.Live(); err != nil {
			t.Errorf("live: %v", err)
		}
	})
}
