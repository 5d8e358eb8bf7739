package dlq

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segmentio/kafka-go"
)

// log is a cluster of topics with one partition.
type log struct {
	topics map[string][]kafka.Message
	// fails is called before each write.
	fails func(kafka.Message) error
}

func (l *log) Scan(_ context.Context, topic string, f func(*kafka.Message) error) error {
	for i := range slices.Clone(l.topics[topic]) {
		m := l.topics[topic][i]
		m.Topic, m.Offset = topic, int64(i)
		if err := f(&m); err != nil {
			return err
		}
	}
	return nil
}

func (l *log) Write(_ context.Context, msgs []kafka.Message) error {
	for _, m := range msgs {
		if l.fails != nil {
			if err := l.fails(m); err != nil {
				return err
			}
		}
		l.topics[m.Topic] = append(l.topics[m.Topic], m)
	}
	return nil
}

// letters has dead letters of offsets 0 to 3 and one of them twice.
func letters(t *testing.T) *log {
	t.Helper()
	l := &log{topics: map[string][]kafka.Message{}}
	for _, offset := range []int64{0, 1, 1, 2, 3} {
		m := kafka.Message{Topic: "t.calls", Offset: offset, Key: []byte("k"), Value: fmt.Append(nil, offset)}
		if err := l.Write(t.Context(), []kafka.Message{Letter(&m, errors.New("r"), "g", noon)}); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func (l *log) values() (v []string) {
	for _, m := range l.topics["t.calls"] {
		v = append(v, string(m.Value))
	}
	return v
}

func unreplayed(e *Entry) bool { return !e.Replayed }

func TestReplayOnceEach(t *testing.T) {
	l := letters(t)
	n, err := Replay(t.Context(), l, l, "t.calls", func(e *Entry) bool { return e.ID == "t.calls/0/2" })
	if n != 1 || err != nil {
		t.Fatal(n, err)
	}
	for _, want := range []int{3, 0} {
		if n, err := Replay(t.Context(), l, l, "t.calls", unreplayed); n != want || err != nil {
			t.Errorf("%d put back, want %d, %v", n, want, err)
		}
	}
	if got := l.values(); !slices.Equal(got, []string{"2", "0", "1", "3"}) {
		t.Errorf("put back %v", got)
	}
	// Who names a letter gets it, again.
	if n, err := Replay(t.Context(), l, l, "t.calls", func(e *Entry) bool { return e.ID == "t.calls/0/2" && e.Replayed }); n != 1 || err != nil {
		t.Error(n, err)
	}
}

// A crash at any write leaves what the next replay completes: nothing is missing,
// and at most the record whose mark is missing comes twice.
func TestReplayAfterACrash(t *testing.T) {
	crash := errors.New("crash")
	for at := range 9 {
		l := letters(t)
		writes := 0
		l.fails = func(kafka.Message) error {
			if writes++; writes > at {
				return crash
			}
			return nil
		}
		_, err := Replay(t.Context(), l, l, "t.calls", unreplayed)
		if crashed := at < 8; errors.Is(err, crash) != crashed {
			t.Fatalf("crash at write %d: %v", at, err)
		}
		l.fails = nil
		if _, err := Replay(t.Context(), l, l, "t.calls", unreplayed); err != nil {
			t.Fatal(err)
		}
		got := l.values()
		if again := len(got) - 4; again != at%2 {
			t.Errorf("crash at write %d: %d came again", at, again)
		}
		if got = slices.Compact(got); !slices.Equal(got, []string{"0", "1", "2", "3"}) {
			t.Errorf("crash at write %d: put back %v", at, got)
		}
	}
}

// What is no letter, or has no content, is told and does not keep the others.
func TestReplayPassesOverWhatItCannot(t *testing.T) {
	l := letters(t)
	m := kafka.Message{Topic: "t.calls", Offset: 9, Key: []byte("k"), Value: []byte("large")}
	letter := Letter(&m, errors.New("r"), "g", noon)
	foreign := kafka.Message{Topic: "t.calls.dlq", Value: []byte("foreign")}
	l.topics["t.calls.dlq"] = slices.Insert(l.topics["t.calls.dlq"], 0, foreign, WithoutContent(&letter))
	n, err := Replay(t.Context(), l, l, "t.calls", unreplayed)
	if n != 4 || err == nil {
		t.Errorf("%d put back, %v", n, err)
	}
	if got := l.values(); !slices.Equal(got, []string{"0", "1", "2", "3"}) {
		t.Errorf("put back %v", got)
	}
	for _, want := range []string{
		"t.calls.dlq, partition 0, offset 0: no dead letter: dlq-topic, dlq-partition or dlq-offset is missing",
		"dead letter t.calls/0/9 is without its record of 6 bytes",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant %q", err, want)
		}
	}
}
