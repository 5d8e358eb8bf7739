package load_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/load"
	"huifang/pipeline/local"
)

var errCrash = errors.New("the process dies here")

// crashing is a producer whose process dies in a write: before anything is sent,
// after a part of it, or when all is acknowledged and nothing noted yet.
type crashing struct {
	load.Producer
	writes int                 // until it dies
	sent   func(total int) int // how many of the messages of that write
	most   int                 // messages in one write so far
	stop   func()              // called by the last write where it does not die
}

func (c *crashing) Write(ctx context.Context, msgs []kafka.Message) error {
	c.most = max(c.most, len(msgs))
	if c.writes--; c.writes > 0 {
		return c.Producer.Write(ctx, msgs)
	}
	if c.stop != nil {
		c.stop()
		return c.Producer.Write(ctx, msgs)
	}
	if err := c.Producer.Write(ctx, msgs[:c.sent(len(msgs))]); err != nil {
		return err
	}
	return errCrash
}

// checkArrived compares what is on the topic with what was put in: every call is
// there with its content, nothing else is, and of each borrower the calls came in
// the order of their ids, leaving aside what came again.
func checkArrived(t *testing.T, c *client.Client, name string, want int) (messages int) {
	t.Helper()
	got := onTopic(t, c, name)
	seen := map[string]bool{}
	last := map[string]string{}
	for _, a := range got {
		if seen[a.name()] {
			continue
		}
		seen[a.name()] = true
		if a.key != a.call.BorrowerID || a.call.ID <= last[a.key] {
			t.Errorf("borrower %s: call %s came behind %s", a.key, a.call.ID, last[a.key])
		}
		last[a.key] = a.call.ID
	}
	if len(seen) != want {
		t.Errorf("%d calls on the topic, want %d", len(seen), want)
	}
	return len(got)
}

func TestNothingIsLostByCrashes(t *testing.T) {
	kafkatest.Each(t, func(t *testing.T, address string) {
		c, p := kafkatest.Open(t, address)
		d := newDesk(t, c, nil)
		const n = 6000
		path := write(t, "calls.jsonl", calls(n))
		random := rand.New(rand.NewPCG(1, 2))
		again := 0
		for _, dies := range []struct {
			at   int // which write of the run
			sent func(total int) int
		}{
			{2, func(int) int { return 0 }},
			{2, random.IntN},
			{1, func(total int) int { return total }},
			{2, random.IntN},
		} {
			crash := &crashing{Producer: p, writes: dies.at, sent: dies.sent}
			d.producer = crash
			if _, err := d.run(t.Context(), t, path); !errors.Is(err, errCrash) {
				t.Fatalf("the run ends with %v", err)
			}
			again += crash.most
		}
		d.producer = p
		result := d.mustRun(t, path)
		if result.Calls != n || result.Unchanged == 0 || result.Analyzed+result.Unchanged != n {
			t.Errorf("last run: %+v", result)
		}
		messages := checkArrived(t, c, d.topic, n)
		if messages > n+again {
			t.Errorf("%d messages of %d calls: more was sent again than what four crashes left open", messages, n)
		}
		if d := cmp.Diff(local.Result{Calls: n, Unchanged: n}, d.mustRun(t, path)); d != "" {
			t.Errorf("one run more: %s", d)
		}
	})
}

func TestInterruptedRunGoesOnWhereItStopped(t *testing.T) {
	c, p := kafkatest.Open(t, kafkatest.StartFake(t))
	d := newDesk(t, c, nil)
	const n = 6000
	path := write(t, "calls.jsonl", calls(n))
	ctx, cancel := context.WithCancel(t.Context())
	d.producer = &crashing{Producer: p, writes: 2, stop: cancel}
	first, err := d.run(ctx, t, path)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("the run ends with %v", err)
	}
	if first.Analyzed < 2000 || first.Analyzed == n {
		t.Fatalf("the first run sent %d calls", first.Analyzed)
	}
	if got := checkArrived(t, c, d.topic, first.Analyzed); got != first.Analyzed {
		t.Errorf("%d messages of %d calls", got, first.Analyzed)
	}
	d.producer = p
	if d := cmp.Diff(local.Result{Calls: n, Unchanged: first.Analyzed, Analyzed: n - first.Analyzed}, d.mustRun(t, path)); d != "" {
		t.Error(d)
	}
	if got := checkArrived(t, c, d.topic, n); got != n {
		t.Errorf("%d messages of %d calls", got, n)
	}
}
