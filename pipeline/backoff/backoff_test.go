package backoff_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"huifang/pipeline/backoff"
)

func TestPausesDoubleUpToTheLongest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := backoff.Backoff{First: 100 * time.Millisecond, Longest: time.Second}
		for _, most := range []time.Duration{100, 200, 400, 800, 1000, 1000} {
			most *= time.Millisecond
			start := time.Now()
			if err := b.Pause(t.Context()); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); took <= most/2 || took > most {
				t.Errorf("paused for %s, want %s to %s", took, most/2, most)
			}
		}
	})
}

func TestPauseEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		b := backoff.Backoff{First: time.Hour, Longest: time.Hour}
		if err := b.Pause(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
		if took := time.Since(start); took != time.Second {
			t.Errorf("ended after %s", took)
		}
	})
}
