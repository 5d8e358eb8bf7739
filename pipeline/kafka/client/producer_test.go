package client_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/topic"
)

func apply(t *testing.T, c *client.Client, partitions int, names ...string) {
	t.Helper()
	var specs []topic.Spec
	for _, name := range names {
		specs = append(specs, topic.Spec{Name: name, Partitions: partitions, Config: map[string]string{
			"max.message.bytes": fmt.Sprint(client.MaxBatchBytes),
		}})
	}
	if _, err := topic.Apply(t.Context(), c, specs, topic.Options{}); err != nil {
		t.Fatal(err)
	}
}

func incompressible(n int) []byte {
	b := make([]byte, n)
	// The source never fails.
	_, _ = rand.NewChaCha8([32]byte{1}).Read(b)
	return b
}

// fit returns a message that is exactly as large as is allowed.
func fit(name string) kafka.Message {
	m := kafka.Message{Topic: name, Key: []byte("k"), Headers: []kafka.Header{{Key: "h", Value: []byte("v")}}}
	m.Value = incompressible(client.MaxMessageBytes - client.MaxSize(&m))
	return m
}

func TestOnBrokers(t *testing.T) {
	kafkatest.Each(t, func(t *testing.T, address string) {
		for name, test := range map[string]func(*testing.T, string){
			"large": largeMessages, "large at a time": largeMessagesAtATime, "refused": refusals,
		} {
			t.Run(name, func(t *testing.T) { test(t, address) })
		}
	})
}

// Readers with small fetches read messages as large as the producer takes, even
// where these do not compress, and a batch of messages that are together larger.
func largeMessages(t *testing.T, address string) {
	c, p := kafkatest.Open(t, address)
	apply(t, c, 1, "large")
	text := bytes.Repeat([]byte("您好，这里是银行。"), (20<<20)/27)
	medium := incompressible(8 << 20)
	msgs := []kafka.Message{
		fit("large"),
		{Topic: "large", Key: []byte("k"), Value: medium},
		{Topic: "large", Key: []byte("k"), Value: text},
		{Topic: "large", Key: []byte("k"), Value: medium},
		{Topic: "large", Key: []byte("k"), Value: medium[:7<<20]},
		{Topic: "large", Key: []byte("k"), Value: medium[:7<<20]},
		{Topic: "large", Key: []byte("k"), Value: []byte("small")},
	}
	if err := p.Write(t.Context(), msgs); err != nil {
		t.Fatal(err)
	}
	r := kafka.NewReader(kafka.ReaderConfig{
		Brokers: c.Brokers(), Dialer: c.Dialer(), Topic: "large", Partition: 0, MinBytes: 1, MaxBytes: 4 << 20, MaxWait: 500 * time.Millisecond,
	})
	defer r.Close()
	for i, want := range msgs {
		got, err := r.ReadMessage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Value, want.Value) || len(got.Headers) != len(want.Headers) {
			t.Errorf("message %d: %d bytes of %d", i, len(got.Value), len(want.Value))
		}
	}
}

// Writers that write at a time share batches, which must not pass the limit.
func largeMessagesAtATime(t *testing.T, address string) {
	c, p := kafkatest.Open(t, address)
	apply(t, c, 1, "together")
	value := incompressible(7 << 20)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			m := kafka.Message{Topic: "together", Key: fmt.Append(nil, i), Value: value}
			if err := p.Write(t.Context(), []kafka.Message{m}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestTooLargeIsToldBeforeAnythingIsSent(t *testing.T) {
	address := kafkatest.StartFake(t)
	c, p := kafkatest.Open(t, address)
	apply(t, c, 1, "x")
	large := fit("x")
	large.Value = append(large.Value, 0)
	err := p.Write(t.Context(), []kafka.Message{{Topic: "x", Key: []byte("k"), Value: []byte("a")}, large})
	tooLarge, ok := errors.AsType[*client.TooLargeError](err)
	if !ok || tooLarge.Index != 1 || tooLarge.Size != client.MaxMessageBytes+1 || tooLarge.Limit != client.MaxMessageBytes {
		t.Errorf("%v", err)
	}
	if err := c.Scan(t.Context(), "x", func(m *kafka.Message) error { return fmt.Errorf("sent: %q", m.Value) }); err != nil {
		t.Error(err)
	}
}

// While brokers fail every few requests, nothing is lost and each key's last
// deliveries are in order.
func TestWriteOverFailures(t *testing.T) {
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	c, _ := kafkatest.Open(t, cluster.ListenAddrs()[0])
	registry := prometheus.NewRegistry()
	metrics := client.NewMetrics(registry)
	p := client.NewProducer(c, client.WithMetrics(metrics))
	defer p.Close()
	apply(t, c, 3, "x")
	chance := rand.New(rand.NewPCG(1, 2))
	fault := cluster.Fault(kfake.Fault{
		Keys: []kmsg.Key{kmsg.Produce}, Err: kerr.NotLeaderForPartition, Count: -1,
		When: func(kmsg.Request) bool { return chance.IntN(5) == 0 },
	})
	const writes, each, keys = 10, 50, 6
	n := 0
	for range writes {
		var msgs []kafka.Message
		for range each {
			msgs = append(msgs, kafka.Message{Topic: "x", Key: fmt.Append(nil, n%keys), Value: fmt.Append(nil, n)})
			n++
		}
		if err := p.Write(t.Context(), msgs); err != nil {
			t.Fatal(err)
		}
	}
	if fault.Hits() == 0 {
		t.Fatal("nothing failed")
	}
	last := map[string]int{} // of each value its last place
	var order []string
	err = c.Scan(t.Context(), "x", func(m *kafka.Message) error {
		last[string(m.Value)] = len(order)
		order = append(order, string(m.Key)+":"+string(m.Value))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		place, ok := last[fmt.Sprint(i)]
		if !ok {
			t.Fatalf("%d is lost", i)
		}
		if before, ok := last[fmt.Sprint(i-keys)]; ok && before > place {
			t.Errorf("%d stands behind %d", i-keys, i)
		}
	}
	expected := fmt.Sprintf(`
# HELP huifang_produced_messages_total Messages that the brokers acknowledged.
# TYPE huifang_produced_messages_total counter
huifang_produced_messages_total{topic="x"} %d
`, n)
	if err := testutil.GatherAndCompare(registry, strings.NewReader(expected), "huifang_produced_messages_total"); err != nil {
		t.Error(err)
	}
	if problems, err := testutil.GatherAndLint(registry); err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

// Connections that break while messages are on their way are made anew.
func TestWriteOverBrokenConnections(t *testing.T) {
	proxy := kafkatest.StartProxy(t)
	b := kafkatest.StartApache(t, kafkatest.ApacheOptions{Advertised: proxy.Address})
	proxy.Target(b.Address)
	c, p := kafkatest.Open(t, proxy.Address)
	apply(t, c, 16, "x")
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	write := func(round int) {
		t.Helper()
		var msgs []kafka.Message
		for i := range 100 {
			msgs = append(msgs, kafka.Message{Topic: "x", Key: fmt.Append(nil, i), Value: fmt.Append(nil, round, i)})
		}
		if err := p.Write(ctx, msgs); err != nil {
			t.Fatal(err)
		}
	}
	write(0)
	for round := range 3 {
		if proxy.Drop() == 0 {
			t.Fatal("nothing was connected")
		}
		write(round + 1)
	}
	seen := map[string]bool{}
	if err := c.Scan(ctx, "x", func(m *kafka.Message) error { seen[string(m.Value)] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 400 {
		t.Errorf("%d messages of 400", len(seen))
	}
}

// What time need not cure is returned.
func refusals(t *testing.T, address string) {
	_, p := kafkatest.Open(t, address)
	p.SetPatience(200 * time.Millisecond)
	err := p.Write(t.Context(), []kafka.Message{{Topic: "unknown", Key: []byte("k"), Value: []byte("v")}})
	if !errors.Is(err, kafka.UnknownTopicOrPartition) {
		t.Errorf("%v", err)
	}
}

// A topic that comes while it is written to takes the messages.
func TestTopicThatComes(t *testing.T) {
	address := kafkatest.StartFake(t)
	c, p := kafkatest.Open(t, address)
	done := make(chan error, 1)
	go func() {
		done <- p.Write(t.Context(), []kafka.Message{{Topic: "x", Key: []byte("k"), Value: []byte("v")}})
	}()
	apply(t, c, 1, "x")
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestWriteEndsWithItsContext(t *testing.T) {
	p := nowhere(t)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	err := p.Write(ctx, []kafka.Message{{Topic: "x", Key: []byte("k"), Value: []byte("v")}})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

func TestCloseEndsWritesThatWait(t *testing.T) {
	p := nowhere(t)
	done := make(chan error, 1)
	go func() {
		done <- p.Write(context.Background(), []kafka.Message{{Topic: "x", Key: []byte("k"), Value: []byte("v")}})
	}()
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Error(err)
	}
	if err := <-done; !errors.Is(err, client.ErrClosed) {
		t.Errorf("%v", err)
	}
}

// nowhere returns a producer whose broker refuses connections.
func nowhere(t *testing.T) *client.Producer {
	t.Helper()
	proxy := kafkatest.StartProxy(t)
	proxy.Refuse(true)
	c, err := client.Open(client.Config{Brokers: []string{proxy.Address}, Timeout: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	p := client.NewProducer(c)
	t.Cleanup(func() { p.Close() })
	return p
}

// The partition of a key is the one that Java's producer chooses.
func TestPartitionsAreThoseOfJava(t *testing.T) {
	address := kafkatest.StartFake(t)
	c, p := kafkatest.Open(t, address)
	apply(t, c, 100, "x")
	// Of Apache Kafka's own test of murmur2: hash, and what it is modulo 100 as
	// a positive number.
	want := map[string]int32{"21": -973932308, "foobar": -790332482, "a-little-bit-long-string": -985981536, "a-little-bit-longer-string": -1486304829}
	var msgs []kafka.Message
	for key := range want {
		msgs = append(msgs, kafka.Message{Topic: "x", Key: []byte(key), Value: []byte(key)})
	}
	if err := p.Write(t.Context(), msgs); err != nil {
		t.Fatal(err)
	}
	var seen []string
	err := c.Scan(t.Context(), "x", func(m *kafka.Message) error {
		if partition := int(want[string(m.Key)]&0x7fffffff) % 100; m.Partition != partition {
			t.Errorf("%q is in partition %d, in Java %d", m.Key, m.Partition, partition)
		}
		seen = append(seen, string(m.Key))
		return nil
	})
	if err != nil || len(slices.Compact(seen)) != len(want) {
		t.Errorf("%v, %v", seen, err)
	}
}
