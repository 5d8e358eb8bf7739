package consume_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kfake"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/dlq"
	"huifang/pipeline/kafka/topic"
)

const (
	liveTopic     = "t.calls"
	backloadTopic = "t.calls.backload"
	partitions    = 4
)

type broker struct {
	*client.Client
	producer *client.Producer
	fake     *kfake.Cluster
}

func newBroker(t testing.TB, opts ...kfake.Opt) *broker {
	t.Helper()
	opts = append([]kfake.Opt{
		kfake.NumBrokers(1), kfake.GroupMinSessionTimeout(time.Second),
		kfake.SeedTopics(partitions, liveTopic, backloadTopic, topic.DeadLetters(liveTopic), topic.DeadLetters(backloadTopic)),
	}, opts...)
	fake, err := kfake.NewCluster(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(fake.Close)
	c, err := client.Open(client.Config{Brokers: fake.ListenAddrs()})
	if err != nil {
		t.Fatal(err)
	}
	p := client.NewProducer(c)
	t.Cleanup(func() { p.Close(); c.Close() })
	return &broker{Client: c, producer: p, fake: fake}
}

// send writes n records numbered from first, of 7 keys.
func (b *broker) send(t testing.TB, topic string, first, n int) {
	t.Helper()
	var msgs []kafka.Message
	for i := first; i < first+n; i++ {
		msgs = append(msgs, kafka.Message{Topic: topic, Key: []byte(fmt.Sprint("key", i%7)), Value: []byte(strconv.Itoa(i))})
	}
	if err := b.producer.Write(t.Context(), msgs); err != nil {
		t.Fatal(err)
	}
}

// sink is a handler that keeps what it is given.
type sink struct {
	mu    sync.Mutex
	got   []string // lane:number in the order of delivery
	keys  map[string][]int
	count map[string]int

	prepare func(string) error
	deliver func(context.Context, []string) ([]error, error)
}

func newSink() *sink { return &sink{keys: map[string][]int{}, count: map[string]int{}} }

func (s *sink) Prepare(_ context.Context, r *consume.Record) (string, error) {
	if s.prepare != nil {
		if err := s.prepare(string(r.Value)); err != nil {
			return "", err
		}
	}
	return r.Lane.String() + ":" + string(r.Key) + ":" + string(r.Value), nil
}

func (s *sink) Deliver(ctx context.Context, items []string) (refused []error, err error) {
	if s.deliver != nil {
		if refused, err = s.deliver(ctx, items); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, item := range items {
		if refused != nil && refused[i] != nil {
			continue
		}
		part := strings.Split(item, ":")
		n, _ := strconv.Atoi(part[2])
		s.got = append(s.got, item)
		s.count[part[2]]++
		s.keys[part[0]+part[1]] = append(s.keys[part[0]+part[1]], n)
	}
	return refused, nil
}

func (s *sink) distinct() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.count)
}

func (s *sink) delivered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.got)
}

// start runs a member until the function returned is called; that waits for its
// end.
func (b *broker) start(t testing.TB, s *sink, change func(*consume.Config)) (r *consume.Runner[string], stop func()) {
	t.Helper()
	cfg := consume.Config{
		Client: b.Client, Producer: b.producer, Group: "t.group", Service: "test",
		Sources: []consume.Source{{Topic: liveTopic, Lane: topic.Live}, {Topic: backloadTopic, Lane: topic.Backload}},
		Log:     slog.New(slog.DiscardHandler), Metrics: consume.NewMetrics(prometheus.NewRegistry()),
		BatchRecords: 10, CommitEvery: 50 * time.Millisecond, Session: 2 * time.Second, Drain: time.Second,
	}
	if change != nil {
		change(&cfg)
	}
	r, err := consume.New(cfg, s)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	t.Cleanup(stop)
	return r, stop
}

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("waited in vain: %s", what)
}

func (s *sink) checkOrder(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, numbers := range s.keys {
		for i := 1; i < len(numbers); i++ {
			if numbers[i] <= numbers[i-1] {
				t.Errorf("%s: %d came before %d", key, numbers[i-1], numbers[i])
			}
		}
	}
}

func TestEachRecordOnceAndInOrder(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	b.send(t, liveTopic, 0, 300)
	b.send(t, backloadTopic, 300, 200)
	s := newSink()
	r, stop := b.start(t, s, nil)
	eventually(t, "all delivered", func() bool { return s.distinct() == 500 })
	if err := errors.Join(r.Ready(), r.Live()); err != nil {
		t.Errorf("at work: %v", err)
	}
	stop()
	if r.Ready() == nil {
		t.Error("ready after its end")
	}
	// What was delivered was committed when the service was stopped.
	_, stop = b.start(t, s, nil)
	b.send(t, liveTopic, 500, 50)
	eventually(t, "the rest delivered", func() bool { return s.distinct() == 550 })
	stop()
	if n := s.delivered(); n != 550 {
		t.Errorf("%d deliveries of 550 records", n)
	}
	s.checkOrder(t)
}

func TestMembersShareAndHandOver(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	s := newSink()
	slow := func(c *consume.Config) { c.BatchRecords = 3 }
	s.deliver = func(context.Context, []string) ([]error, error) { time.Sleep(2 * time.Millisecond); return nil, nil }
	_, stopFirst := b.start(t, s, slow)
	b.send(t, liveTopic, 0, 600)
	eventually(t, "begun", func() bool { return s.distinct() > 50 })
	_, stopSecond := b.start(t, s, slow)
	b.send(t, liveTopic, 600, 600)
	eventually(t, "half", func() bool { return s.distinct() > 600 })
	stopFirst()
	eventually(t, "all", func() bool { return s.distinct() == 1200 })
	stopSecond()
	if n := s.delivered(); n != 1200 {
		t.Errorf("%d deliveries of 1200 records: members that leave in order repeat nothing", n)
	}
}

func TestPoisonBecomesDeadLetter(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	s := newSink()
	s.prepare = func(v string) error {
		switch {
		case v == "3":
			return errors.New("odd number")
		case v == "5":
			panic("odd panic")
		}
		return nil
	}
	s.deliver = func(_ context.Context, items []string) ([]error, error) {
		refused := make([]error, len(items))
		for i, item := range items {
			if strings.HasSuffix(item, ":7") {
				refused[i] = errors.New("no place for it")
			}
		}
		return refused, nil
	}
	b.send(t, liveTopic, 0, 20)
	_, stop := b.start(t, s, nil)
	eventually(t, "the others", func() bool { return s.distinct() == 17 })
	stop()
	want := map[string]string{"3": "odd number", "5": "odd panic", "7": "no place for it"}
	err := dlq.List(t.Context(), b, liveTopic, func(e *dlq.Entry) error {
		if reason, ok := want[string(e.Value)]; !ok || !strings.Contains(e.Reason, reason) || e.Topic != liveTopic || e.Group != "t.group" {
			t.Errorf("letter %q: %+v", e.Value, e)
		}
		n, _ := strconv.Atoi(string(e.Value))
		if !bytes.Equal(e.Key, []byte(fmt.Sprint("key", n%7))) {
			t.Errorf("letter %q has key %q", e.Value, e.Key)
		}
		delete(want, string(e.Value))
		return nil
	})
	if err != nil || len(want) > 0 {
		t.Errorf("missing %v, %v", want, err)
	}
}

func TestTroubleIsWaitedOut(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	s := newSink()
	away := errors.New("away")
	var calls int
	var r *consume.Runner[string]
	s.deliver = func(context.Context, []string) ([]error, error) {
		if calls++; calls <= 3 {
			return nil, away
		}
		return nil, nil
	}
	b.send(t, liveTopic, 0, 5)
	r, stop := b.start(t, s, nil)
	eventually(t, "not ready while the sink is away", func() bool { return errors.Is(r.Ready(), away) })
	eventually(t, "delivered", func() bool { return s.distinct() == 5 })
	eventually(t, "ready again", func() bool { return r.Ready() == nil })
	stop()
	if err := dlq.List(t.Context(), b, liveTopic, func(e *dlq.Entry) error { return fmt.Errorf("letter %s", e.ID) }); err != nil {
		t.Error(err)
	}
}

// A batch that cannot be delivered until the service has to go is never passed
// over: another member begins with it.
func TestGivenUpBatchComesAgain(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	stuck, begun := newSink(), make(chan bool)
	stuck.deliver = func(ctx context.Context, _ []string) ([]error, error) {
		close(begun)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	b.send(t, liveTopic, 0, 100)
	_, stop := b.start(t, stuck, func(c *consume.Config) { c.Drain = 50 * time.Millisecond })
	<-begun
	stop()
	s := newSink()
	_, stop = b.start(t, s, nil)
	eventually(t, "all", func() bool { return s.distinct() == 100 })
	stop()
	s.checkOrder(t)
}

// While nothing can be delivered reading stops, and new calls do not wait for
// the back-load that has been read before them.
func TestBoundedAndLiveFirst(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	s := newSink()
	open := make(chan struct{})
	s.deliver = func(ctx context.Context, _ []string) ([]error, error) {
		select {
		case <-open:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		return nil, nil
	}
	var prepared sync.Map
	s.prepare = func(v string) error { prepared.Store(v, true); return nil }
	b.send(t, backloadTopic, 0, 2000)
	_, stop := b.start(t, s, func(c *consume.Config) {
		c.BatchRecords, c.Linger, c.InFlightBytes = 5, time.Second, 1000 // full batches
	})
	size := func() int {
		n := 0
		prepared.Range(func(any, any) bool { n++; return true })
		return n
	}
	eventually(t, "work begun", func() bool { return size() == 10 })
	b.send(t, liveTopic, 2000, 20)
	time.Sleep(600 * time.Millisecond) // longer than a fetch waits
	if n := size(); n != 10 {
		t.Errorf("%d records prepared while nothing was delivered", n)
	}
	close(open)
	eventually(t, "all", func() bool { return s.distinct() == 2020 })
	stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, item := range s.got {
		if strings.HasPrefix(item, "live") {
			if i > 15 {
				t.Errorf("the first new call came after %d of the back-load", i)
			}
			return
		}
	}
}

func TestConfigIsChecked(t *testing.T) {
	t.Parallel()
	b := newBroker(t)
	ok := consume.Config{
		Client: b.Client, Producer: b.producer, Group: "g", Service: "s", Sources: []consume.Source{{Topic: liveTopic}},
		Log: slog.New(slog.DiscardHandler), Metrics: consume.NewMetrics(prometheus.NewRegistry()),
	}
	for want, change := range map[string]func(*consume.Config){
		"without group":    func(c *consume.Config) { c.Group = "" },
		"without client":   func(c *consume.Config) { c.Client = nil },
		"negative number":  func(c *consume.Config) { c.Workers = -1 },
		"negative time":    func(c *consume.Config) { c.Linger = -1 },
		"not less than":    func(c *consume.Config) { c.Drain = c.Session + 20*time.Second },
		"number of bytes":  func(c *consume.Config) { c.BatchBytes = -1 },
		"service name or ": func(c *consume.Config) { c.Sources = nil },
	} {
		cfg := ok
		change(&cfg)
		if _, err := consume.New(cfg, newSink()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
