package kafkatest_test

import (
	"slices"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/topic"
)

func write(t *testing.T, p *client.Producer, values ...string) {
	t.Helper()
	var msgs []kafka.Message
	for _, v := range values {
		msgs = append(msgs, kafka.Message{Topic: "x", Key: []byte("k"), Value: []byte(v)})
	}
	if err := p.Write(t.Context(), msgs); err != nil {
		t.Fatal(err)
	}
}

// What Apache Kafka has acknowledged is there after kill -9, and a proxy breaks
// what goes through it, and nothing is lost by that.
func TestApacheRestartsAndProxyBreaks(t *testing.T) {
	proxy := kafkatest.StartProxy(t)
	b := kafkatest.StartApache(t, kafkatest.ApacheOptions{Advertised: proxy.Address})
	proxy.Target(b.Address)
	c, p := kafkatest.Open(t, proxy.Address)
	spec := topic.Spec{Name: "x", Partitions: 1, Config: map[string]string{}}
	if _, err := topic.Apply(t.Context(), c, []topic.Spec{spec}, topic.Options{}); err != nil {
		t.Fatal(err)
	}
	write(t, p, "a")
	start := time.Now()
	b.Kill()
	if err := b.Start(); err != nil {
		t.Fatal(err)
	}
	t.Logf("back after kill -9 in %v", time.Since(start).Round(time.Millisecond))
	write(t, p, "b")
	if proxy.Drop() == 0 {
		t.Error("no connection went through the proxy")
	}
	write(t, p, "c")
	proxy.Refuse(true)
	proxy.Drop()
	go func() {
		time.Sleep(300 * time.Millisecond)
		proxy.Refuse(false)
	}()
	seen := map[string]bool{}
	if err := c.Scan(t.Context(), "x", func(m *kafka.Message) error { seen[string(m.Value)] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 3 {
		t.Errorf("there are %v", seen)
	}
}

// Behind a proxy that freezes nothing is answered, and what was asked meanwhile is
// answered once it thaws; a broker that was restarted holds what it had.
func TestProxied(t *testing.T) {
	kafkatest.EachProxied(t, func(t *testing.T, b *kafkatest.Proxied) {
		c, p := kafkatest.Open(t, b.Address)
		spec := topic.Spec{Name: "x", Partitions: 1, Config: map[string]string{}}
		if _, err := topic.Apply(t.Context(), c, []topic.Spec{spec}, topic.Options{}); err != nil {
			t.Fatal(err)
		}
		write(t, p, "a")
		b.Freeze(true)
		asked := make(chan error, 1)
		go func() {
			_, err := c.Kafka().ListOffsets(t.Context(), &kafka.ListOffsetsRequest{
				Topics: map[string][]kafka.OffsetRequest{"x": {kafka.LastOffsetOf(0)}},
			})
			asked <- err
		}()
		select {
		case err := <-asked:
			t.Fatalf("answered while frozen, %v", err)
		case <-time.After(200 * time.Millisecond):
		}
		b.Freeze(false)
		if err := <-asked; err != nil {
			t.Errorf("after the thaw: %v", err)
		}
		if err := b.Restart(); err != nil {
			t.Fatal(err)
		}
		write(t, p, "b")
		var values []string
		if err := c.Scan(t.Context(), "x", func(m *kafka.Message) error { values = append(values, string(m.Value)); return nil }); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(values, []string{"a", "b"}) {
			t.Errorf("it holds %q", values)
		}
	})
}
