package alert_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/alert"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/topic"
)

// TestFollow runs on each kind of broker what Follow does there.
func TestFollow(t *testing.T) {
	kafkatest.Each(t, func(t *testing.T, address string) {
		for name, test := range map[string]func(*testing.T, *broker){
			"to the end":                   followToTheEnd,
			"groups resume":                groupsResume,
			"groups repeat what failed":    groupsRepeatWhatFailed,
			"members share what they know": membersShareWhatTheyKnow,
			"until interrupted":            followUntilInterrupted,
			"unreadable records":           unreadableRecords,
			"refuses":                      followRefuses,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, newBroker(t, address))
			})
		}
	})
}

// broker holds a topic of alerts for one test.
type broker struct {
	*client.Client
	producer *client.Producer
	layout   topic.Layout
	// group begins the names of consumer groups.
	group string
}

func newBroker(t *testing.T, address string) *broker {
	t.Helper()
	c, p := kafkatest.Open(t, address)
	prefix := strings.ReplaceAll(t.Name(), "/", ".")
	b := &broker{c, p, topic.Layout{Prefix: prefix, Stages: []string{"mask"}}, prefix + "."}
	specs, err := b.layout.Plan(nil, topic.Settings{Partitions: 3, Replication: 1})
	if err != nil {
		t.Fatal(err)
	}
	specs = slices.DeleteFunc(specs, func(s topic.Spec) bool { return s.Name != b.layout.Alerts() })
	if _, err := topic.Apply(t.Context(), c, specs, topic.Options{}); err != nil {
		t.Fatal(err)
	}
	return b
}

// raised is an event as the tests write it: "CALL LEVEL SECOND". The borrower is
// the call's first letter, the level the whole of the decision and the second
// that at which the call was put in.
type raised string

func (b *broker) message(t *testing.T, r raised, written time.Time) kafka.Message {
	t.Helper()
	var id, level string
	var second int64
	if _, err := fmt.Sscan(string(r), &id, &level, &second); err != nil {
		t.Fatal(err)
	}
	c := call(t, "red")
	c.ID, c.Alert.Level = id, level
	m, err := raise(t, c, alert.Meta{Entered: time.Unix(second, 0)}).Message([]byte(id[:1]))
	if err != nil {
		t.Fatal(err)
	}
	m.Topic, m.Time = b.layout.Alerts(), written
	return m
}

func (b *broker) write(t *testing.T, events ...raised) {
	t.Helper()
	b.writeAt(t, time.Now(), events...)
}

func (b *broker) writeAt(t *testing.T, written time.Time, events ...raised) {
	t.Helper()
	var msgs []kafka.Message
	for _, e := range events {
		msgs = append(msgs, b.message(t, e, written))
	}
	b.send(t, msgs...)
}

func (b *broker) send(t *testing.T, msgs ...kafka.Message) {
	t.Helper()
	if err := b.producer.Write(t.Context(), msgs); err != nil {
		t.Fatal(err)
	}
}

func spell(e *alert.Event) string {
	return fmt.Sprintf("%s %s %d", e.Subject, e.Data.Level, e.Time.Unix())
}

// follow follows to the end and returns what it is told, sorted by borrower, in
// the order of each.
func (b *broker) follow(t *testing.T, o alert.FollowOptions) []string {
	t.Helper()
	o.UntilEnd, o.Log = true, slog.New(slog.DiscardHandler)
	var got []string
	err := alert.Follow(t.Context(), b.Client, b.layout, o, func(e *alert.Event) error {
		got = append(got, spell(e))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return byBorrower(got)
}

func byBorrower(events []string) []string {
	slices.SortStableFunc(events, func(a, b string) int { return strings.Compare(a[:1], b[:1]) })
	return events
}

func check(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func followToTheEnd(t *testing.T, b *broker) {
	early := time.Now().Add(-time.Hour)
	b.writeAt(t, early, "a1 red 1", "b1 yellow 2", "c1 blue 3", "a1 red 1")
	b.write(t, "a2 orange 4", "a1 yellow 5", "b1 yellow 6", "a1 red 1", "d1 red 7")
	for _, group := range []string{"", b.group + "all"} {
		t.Run("group "+group, func(t *testing.T) {
			check(t, b.follow(t, alert.FollowOptions{Group: group, From: alert.Beginning()}),
				"a1 red 1", "a2 orange 4", "a1 yellow 5", "b1 yellow 2", "c1 blue 3", "d1 red 7")
		})
	}
	t.Run("levels", func(t *testing.T) {
		check(t, b.follow(t, alert.FollowOptions{From: alert.Beginning(), Levels: []string{"red", "orange"}}),
			"a1 red 1", "a2 orange 4", "d1 red 7")
	})
	t.Run("since", func(t *testing.T) {
		check(t, b.follow(t, alert.FollowOptions{From: alert.Since(early.Add(time.Minute))}),
			"a2 orange 4", "a1 yellow 5", "b1 yellow 6", "d1 red 7")
	})
	t.Run("since with a group", func(t *testing.T) {
		// What the topic holds of the time before is known and not told again.
		check(t, b.follow(t, alert.FollowOptions{Group: b.group + "since", From: alert.Since(early.Add(time.Minute))}),
			"a2 orange 4", "a1 yellow 5", "d1 red 7")
	})
	t.Run("since tomorrow", func(t *testing.T) {
		check(t, b.follow(t, alert.FollowOptions{From: alert.Since(early.Add(24 * time.Hour))}))
	})
	t.Run("now", func(t *testing.T) {
		check(t, b.follow(t, alert.FollowOptions{}))
	})
	t.Run("now with a group", func(t *testing.T) {
		check(t, b.follow(t, alert.FollowOptions{Group: b.group + "now", From: alert.Now()}))
		b.write(t, "d1 red 8", "d2 red 9")
		check(t, b.follow(t, alert.FollowOptions{Group: b.group + "now", From: alert.Now()}), "d2 red 9")
	})
}

// A group resumes where it stopped and knows repetitions of what it was told
// before, within the time it looks back.
func groupsResume(t *testing.T, b *broker) {
	o := alert.FollowOptions{Group: b.group + "risk", LookBack: 24 * time.Hour}
	b.writeAt(t, time.Now().Add(-48*time.Hour), "a1 red 1", "b1 red 1")
	b.writeAt(t, time.Now().Add(-time.Hour), "c1 red 1")
	check(t, b.follow(t, o), "a1 red 1", "b1 red 1", "c1 red 1")
	check(t, b.follow(t, o))
	b.write(t, "c1 red 1", "c1 red 5", "a1 red 1", "a2 blue 3", "b1 orange 4")
	// That of a1 stands further back than is looked.
	check(t, b.follow(t, o), "a1 red 1", "a2 blue 3", "b1 orange 4")
	check(t, b.follow(t, o))
}

// What deliver fails at is told again; nothing behind it is passed over.
func groupsRepeatWhatFailed(t *testing.T, b *broker) {
	b.write(t, "a1 red 1", "a2 red 1", "a3 red 1")
	broken := errors.New("pipe broken")
	o := alert.FollowOptions{Group: b.group + "risk", Log: slog.New(slog.DiscardHandler)}
	var told []string
	err := alert.Follow(t.Context(), b.Client, b.layout, o, func(e *alert.Event) error {
		told = append(told, spell(e))
		if e.Subject == "a2" {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	check(t, told, "a1 red 1", "a2 red 1")
	check(t, b.follow(t, o), "a2 red 1", "a3 red 1")
}

// A member that takes partitions over knows what the one before it was told.
func membersShareWhatTheyKnow(t *testing.T, b *broker) {
	var mu sync.Mutex
	var told []string
	start := func() (stop func()) {
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() {
			o := alert.FollowOptions{Group: b.group + "risk", Log: slog.New(slog.DiscardHandler)}
			done <- alert.Follow(ctx, b.Client, b.layout, o, func(e *alert.Event) error {
				mu.Lock()
				defer mu.Unlock()
				told = append(told, spell(e))
				return nil
			})
		}()
		stop = sync.OnceFunc(func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
		t.Cleanup(stop)
		return stop
	}
	await := func(n int) {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
			mu.Lock()
			got := len(told)
			mu.Unlock()
			if got >= n {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("%d events, want %d", got, n)
			}
		}
	}
	stopFirst := start()
	b.write(t, "a1 red 1", "b1 red 1", "c1 red 1", "d1 red 1")
	await(4)
	start()
	b.write(t, "a1 red 2", "b1 red 2", "c1 red 2", "d1 red 2", "a2 red 3", "b2 red 3", "c2 red 3", "d2 red 3")
	await(8)
	stopFirst()
	b.write(t, "a2 red 4", "b2 red 4", "c2 red 4", "d2 red 4", "a3 red 5", "b3 red 5", "c3 red 5", "d3 red 5")
	await(12)
	mu.Lock()
	defer mu.Unlock()
	check(t, byBorrower(told),
		"a1 red 1", "a2 red 3", "a3 red 5", "b1 red 1", "b2 red 3", "b3 red 5",
		"c1 red 1", "c2 red 3", "c3 red 5", "d1 red 1", "d2 red 3", "d3 red 5")
}

func followUntilInterrupted(t *testing.T, b *broker) {
	ctx, interrupt := context.WithCancel(t.Context())
	o := alert.FollowOptions{From: alert.Beginning(), Log: slog.New(slog.DiscardHandler)}
	b.write(t, "a1 red 1")
	n := 0
	err := alert.Follow(ctx, b.Client, b.layout, o, func(*alert.Event) error {
		if n++; n < 3 {
			b.write(t, raised(fmt.Sprintf("b%d red 1", n)))
		} else {
			interrupt()
		}
		return nil
	})
	if err != nil || n != 3 {
		t.Errorf("%d events, error %v", n, err)
	}
}

func unreadableRecords(t *testing.T, b *broker) {
	newer := b.message(t, "b1 red 1", time.Now())
	newer.Value = []byte(strings.Replace(string(newer.Value), "raised.v1", "raised.v2", 1))
	b.write(t, "a1 red 1")
	b.send(t, newer)
	b.write(t, "b2 red 1")
	for _, group := range []string{"", b.group + "risk"} {
		o := alert.FollowOptions{Group: group, From: alert.Beginning(), Log: slog.New(slog.DiscardHandler), UntilEnd: true}
		err := alert.Follow(t.Context(), b.Client, b.layout, o, func(e *alert.Event) error {
			if e.Subject == "b2" {
				t.Error("told of what stands behind an event that could not be read")
			}
			return nil
		})
		if err == nil || !strings.Contains(err.Error(), "raised.v2") {
			t.Errorf("group %q: error %v, want one that names the type", group, err)
		}
		noted := 0
		o.Unreadable = func(*kafka.Message, error) error { noted++; return nil }
		got := b.follow(t, o)
		if noted != 1 || !slices.Contains(got, "b2 red 1") {
			t.Errorf("group %q: %d records noted, told %v", group, noted, got)
		}
	}
}

func followRefuses(t *testing.T, b *broker) {
	for want, tc := range map[string]struct {
		layout  topic.Layout
		options alert.FollowOptions
	}{
		`level "green" is none of red, orange, yellow, blue`: {b.layout, alert.FollowOptions{Levels: []string{"red", "green"}}},
		"there is no topic elsewhere.alerts":                 {topic.Layout{Prefix: "elsewhere"}, alert.FollowOptions{}},
	} {
		tc.options.Log = slog.New(slog.DiscardHandler)
		err := alert.Follow(t.Context(), b.Client, tc.layout, tc.options, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
