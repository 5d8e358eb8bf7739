package consume_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/dlq"
)

// committed is the sum of the offsets that the group has committed of the live
// topic.
func (b *broker) committed(t testing.TB) (sum int64) {
	t.Helper()
	answer, err := b.Kafka().OffsetFetch(t.Context(), &kafka.OffsetFetchRequest{
		GroupID: "t.group", Topics: map[string][]int{liveTopic: {0, 1, 2, 3}},
	})
	if err == nil && errors.Is(answer.Error, kafka.GroupIdNotFound) {
		return 0
	}
	if err != nil || answer.Error != nil {
		t.Fatal(err, answer)
	}
	for _, p := range answer.Topics[liveTopic] {
		sum += max(p.CommittedOffset, 0)
	}
	return sum
}

// A member that the group refuses a commit stops and joins again, and what was
// not committed is delivered again.
func TestRefusedCommitEndsTheGeneration(t *testing.T) {
	t.Parallel()
	for _, refusal := range []*kerr.Error{kerr.IllegalGeneration, kerr.UnknownMemberID, kerr.UnknownServerError} {
		t.Run(refusal.Message, func(t *testing.T) {
			t.Parallel()
			b := newBroker(t)
			fault := b.fake.Fault(kfake.Fault{Keys: []kmsg.Key{kmsg.OffsetCommit}, Err: refusal, Count: 2})
			b.send(t, liveTopic, 0, 60)
			s := newSink()
			_, stop := b.start(t, s, nil)
			eventually(t, "refused twice", func() bool { return fault.Hits() == 2 })
			eventually(t, "all committed", func() bool { return b.committed(t) == 60 })
			stop()
			if s.distinct() != 60 || s.delivered() <= 60 {
				t.Errorf("%d deliveries of %d records, want all, and some again", s.delivered(), s.distinct())
			}
		})
	}
}

// A commit that the coordinator cannot take yet is made later; nothing is
// delivered again.
func TestCommitIsMadeLater(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	fault := b.fake.Fault(kfake.Fault{Keys: []kmsg.Key{kmsg.OffsetCommit}, Err: kerr.CoordinatorLoadInProgress, Count: 3})
	b.send(t, liveTopic, 0, 60)
	s := newSink()
	_, stop := b.start(t, s, nil)
	eventually(t, "refused", func() bool { return fault.Hits() == 3 })
	eventually(t, "all committed", func() bool { return b.committed(t) == 60 })
	stop()
	if s.delivered() != 60 {
		t.Errorf("%d deliveries of 60 records", s.delivered())
	}
}

// With commits by time far away, those by count are made.
func TestCommitsByCount(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	b.send(t, liveTopic, 0, 100)
	_, stop := b.start(t, newSink(), func(c *consume.Config) { c.CommitEvery, c.CommitRecords = time.Hour, 30 })
	eventually(t, "most committed", func() bool { return b.committed(t) >= 70 })
	stop()
	if n := b.committed(t); n != 100 {
		t.Errorf("%d committed at the end", n)
	}
}

// refusing is a producer that fails a number of times before it writes.
type refusing struct {
	*client.Producer
	left atomic.Int64
}

func (p *refusing) Write(ctx context.Context, msgs []kafka.Message) error {
	if p.left.Add(-1) >= 0 {
		return errors.New("refused")
	}
	return p.Producer.Write(ctx, msgs)
}

// Nothing is committed before its dead letter is written, and nothing is
// delivered again because that takes several attempts.
func TestDeadLettersAreWrittenUntilTheyAre(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	p := &refusing{Producer: b.producer}
	p.left.Store(1 << 40)
	s := newSink()
	s.prepare = func(string) error { return errors.New("poison") }
	b.send(t, liveTopic, 0, 10)
	r, stop := b.start(t, s, func(c *consume.Config) { c.Producer = p })
	eventually(t, "in trouble", func() bool { return p.left.Load() < 1<<40-2 })
	if r.Ready() == nil {
		t.Error("ready while dead letters cannot be written")
	}
	if n := b.committed(t); n != 0 {
		t.Errorf("%d committed without their dead letters", n)
	}
	p.left.Store(0)
	eventually(t, "all committed", func() bool { return b.committed(t) == 10 })
	eventually(t, "ready again", func() bool { return r.Ready() == nil })
	stop()
	letters := 0
	err := dlq.List(t.Context(), b, liveTopic, func(*dlq.Entry) error { letters++; return nil })
	if err != nil || letters != 10 {
		t.Errorf("%d letters of 10, %v", letters, err)
	}
}

// tooLarge is a producer that has no room for values.
type tooLarge struct{ *client.Producer }

func (p tooLarge) Write(ctx context.Context, msgs []kafka.Message) error {
	for i := range msgs {
		if len(msgs[i].Value) > 0 {
			return &client.TooLargeError{Index: i, Size: 2, Limit: 1}
		}
	}
	return p.Producer.Write(ctx, msgs)
}

// A record that is too large for a dead letter does not stop its partition.
func TestLetterOfARecordAtTheLimit(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	s := newSink()
	s.prepare = func(string) error { return errors.New("poison") }
	b.send(t, liveTopic, 0, 5)
	_, stop := b.start(t, s, func(c *consume.Config) { c.Producer = tooLarge{b.producer} })
	eventually(t, "all committed", func() bool { return b.committed(t) == 5 })
	stop()
	letters := 0
	err := dlq.List(t.Context(), b, liveTopic, func(e *dlq.Entry) error {
		letters++
		if e.Omitted != int64(len("key0")+1) || e.Reason != "poison" {
			t.Errorf("letter %+v", e)
		}
		return nil
	})
	if err != nil || letters != 5 {
		t.Errorf("%d letters of 5, %v", letters, err)
	}
}

// Records that retention removes before they are read are counted, and those
// behind them are delivered.
func TestGapIsCounted(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	b.send(t, liveTopic, 0, 100)
	s := newSink()
	_, stop := b.start(t, s, nil)
	eventually(t, "all", func() bool { return s.distinct() == 100 })
	stop()
	b.send(t, liveTopic, 100, 100)
	// The first hundred were read; of the second the last five of each partition
	// are kept.
	for p := range int32(partitions) {
		if end := b.fake.PartitionInfo(liveTopic, p).HighWatermark; end > 0 {
			if err := b.fake.DeleteRecords(liveTopic, p, end-5); err != nil {
				t.Fatal(err)
			}
		}
	}
	registry := prometheus.NewRegistry()
	left := 0
	for p := range int32(partitions) {
		info := b.fake.PartitionInfo(liveTopic, p)
		left += int(info.HighWatermark - info.LogStartOffset)
	}
	_, stop = b.start(t, s, func(c *consume.Config) { c.Metrics = consume.NewMetrics(registry) })
	eventually(t, "what is left", func() bool { return s.distinct() == 100+left })
	stop()
	gaps, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range gaps {
		if f.GetName() == "huifang_gap_records_total" {
			if n := f.GetMetric()[0].GetCounter().GetValue(); n != float64(100-left) {
				t.Errorf("%v records are counted as lost, want %d", n, 100-left)
			}
			return
		}
	}
	t.Error("nothing is counted as lost")
}

// A topic that was made anew is shorter than what was committed of the one before:
// all of it is read.
func TestTopicMadeAnew(t *testing.T) {
	t.Parallel()
	t.Run("offsets told", func(t *testing.T) { t.Parallel(); topicMadeAnew(t, false) })
	t.Run("offsets told late", func(t *testing.T) { t.Parallel(); topicMadeAnew(t, true) })
}

// topicMadeAnew has the brokers, where late, not tell the bounds of a partition
// until the reader is in trouble.
func topicMadeAnew(t *testing.T, late bool) {
	b := newBroker(t)
	b.send(t, liveTopic, 0, 100)
	s := newSink()
	_, stop := b.start(t, s, nil)
	eventually(t, "all", func() bool { return s.distinct() == 100 })
	stop()
	if err := errors.Join(b.fake.DeleteTopic(liveTopic), b.fake.CreateTopic(liveTopic, partitions, nil)); err != nil {
		t.Fatal(err)
	}
	var commit kafka.OffsetCommitRequest
	commit.GroupID, commit.GenerationID, commit.Topics = "t.group", -1, map[string][]kafka.OffsetCommit{}
	for p := range partitions {
		commit.Topics[liveTopic] = append(commit.Topics[liveTopic], kafka.OffsetCommit{Partition: p, Offset: 1000})
	}
	if _, err := b.Kafka().OffsetCommit(t.Context(), &commit); err != nil {
		t.Fatal(err)
	}
	b.send(t, liveTopic, 100, 30)
	// Readers ask in version 1 and are answered.
	var failing atomic.Bool
	failing.Store(late)
	b.fake.Fault(kfake.Fault{
		Keys: []kmsg.Key{kmsg.ListOffsets}, Err: kerr.UnknownServerError, Count: -1,
		When: func(r kmsg.Request) bool { return r.GetVersion() > 1 && failing.Load() },
	})
	r, stop := b.start(t, s, nil)
	if late {
		eventually(t, "in trouble", func() bool {
			err := r.Ready()
			return err != nil && strings.Contains(err.Error(), "read partition")
		})
		failing.Store(false)
	}
	eventually(t, "the new ones", func() bool { return s.distinct() == 130 })
	stop()
	if n := b.committed(t); n != 30 {
		t.Errorf("%d committed, want 30", n)
	}
}

// Where a topic is made anew in the middle of a generation its new records are
// read all the same, and what is committed goes back.
func TestTopicMadeAnewUnderAReader(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	b.send(t, liveTopic, 0, 100)
	s := newSink()
	_, stop := b.start(t, s, nil)
	eventually(t, "all committed", func() bool { return b.committed(t) == 100 })
	if err := errors.Join(b.fake.DeleteTopic(liveTopic), b.fake.CreateTopic(liveTopic, partitions, nil)); err != nil {
		t.Fatal(err)
	}
	b.send(t, liveTopic, 100, 30)
	eventually(t, "the new ones", func() bool { return s.distinct() == 130 })
	eventually(t, "committed", func() bool { return b.committed(t) == 30 })
	stop()
}

// A run leaves no goroutines behind, however often its generation changed.
func TestNothingIsLeftRunning(t *testing.T) {
	b := newBroker(t)
	once := func() {
		s := newSink()
		b.send(t, liveTopic, 0, 20)
		_, stop := b.start(t, s, nil)
		eventually(t, "delivered", func() bool { return s.delivered() == 20 })
		stop()
		b.Close() // idle connections have goroutines of their own
	}
	once()
	var before int
	eventually(t, "quiet", func() bool {
		n := runtime.NumGoroutine()
		same := n == before
		before = n
		return same
	})
	for range 3 {
		once()
	}
	eventually(t, "no more goroutines than before", func() bool { return runtime.NumGoroutine() <= before+2 })
}

// lines is a log that tests can read.
type lines struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(p)
}

// Logs have a line for a batch with dead letters, not for each, and the stack of
// a panic but nothing of the record.
func TestLogsKeepContentOut(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	var log lines
	s := newSink()
	s.prepare = func(v string) error {
		if v == "0" {
			return []error{nil}[len(v)]
		}
		return errors.New("record content " + v)
	}
	b.send(t, liveTopic, 0, 30)
	_, stop := b.start(t, s, func(c *consume.Config) {
		c.Log, c.BatchRecords, c.Linger = slog.New(slog.NewTextHandler(&log, nil)), 30, 200*time.Millisecond
	})
	eventually(t, "all committed", func() bool { return b.committed(t) == 30 })
	stop()
	text := log.all.Bytes()
	if bytes.Contains(text, []byte("record content")) || bytes.Contains(text, []byte("key3")) {
		t.Errorf("content in the log:\n%s", text)
	}
	if n := bytes.Count(text, []byte(`msg="dead letters"`)); n == 0 || n > 5 {
		t.Errorf("%d lines about dead letters", n)
	}
	if !bytes.Contains(text, []byte("fault_test.go")) {
		t.Errorf("no stack in the log:\n%s", text)
	}
	found := false
	err := dlq.List(t.Context(), b, liveTopic, func(e *dlq.Entry) error {
		if string(e.Value) == "0" {
			found = bytes.HasPrefix([]byte(e.Reason), []byte("panic in huifang/pipeline/kafka/consume_test.TestLogsKeepContentOut.")) &&
				bytes.HasSuffix([]byte(e.Reason), []byte(": runtime error: index out of range [1] with length 1"))
			if !found {
				t.Errorf("reason %q", e.Reason)
			}
		}
		return nil
	})
	if err != nil || !found {
		t.Errorf("letter of the panic: %v, %v", found, err)
	}
}

// Lag and membership are told as they are.
func TestLagIsTold(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	b.send(t, liveTopic, 0, 50)
	s := newSink()
	open := make(chan struct{})
	s.deliver = func(ctx context.Context, _ []string) ([]error, error) {
		select {
		case <-open:
			return nil, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	registry := prometheus.NewRegistry()
	_, stop := b.start(t, s, func(c *consume.Config) { c.Metrics = consume.NewMetrics(registry) })
	lag := func() (sum float64) {
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range families {
			if f.GetName() == "huifang_lag_records" {
				for _, m := range f.GetMetric() {
					sum += m.GetGauge().GetValue()
				}
			}
		}
		return sum
	}
	eventually(t, "all waiting", func() bool { return lag() == 50 })
	close(open)
	eventually(t, "none waiting", func() bool { return s.distinct() == 50 && lag() == 0 })
	stop()
	if n, err := testutil.GatherAndCount(registry, "huifang_lag_records"); err != nil || n != 0 {
		t.Errorf("lag of %d partitions is told after the end, %v", n, err)
	}
}
