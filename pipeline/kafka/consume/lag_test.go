package consume

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/twmb/franz-go/pkg/kfake"

	"huifang/pipeline/kafka/client"
)

// A partition that ends before what was delivered of it ends the generation; what
// was committed in front of it does not, for the reader sees that.
func TestShorterPartitionIsNoticed(t *testing.T) {
	t.Parallel()
	fake, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "t"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(fake.Close)
	c, err := client.Open(client.Config{Brokers: fake.ListenAddrs()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	for _, delivered := range []int64{0, 1} {
		p := &partition{topic: "t", start: 10}
		p.set(delivered)
		r := &Runner[int]{
			cfg: Config{Client: c, Log: slog.New(slog.DiscardHandler)}, status: newStatus(),
			metrics: NewMetrics(prometheus.NewRegistry()).of("test"),
		}
		g := &generation[int]{Runner: r, partitions: []*partition{p}}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if ok := g.watchLag(ctx); ok != (delivered == 0) {
			t.Errorf("%d delivered of an empty partition: %v", delivered, ok)
		}
	}
}
