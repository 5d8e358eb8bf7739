package consume

import (
	"context"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/segmentio/kafka-go"
	"pgregory.net/rapid"

	"huifang/pipeline/kafka/topic"
)

// Batches are bounded, hold the records of each partition in order and without a
// hole, and never one of the back-load while a record of the live lane waits.
func TestBatchesAreBoundedAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cfg := Config{
			BatchRecords: rapid.IntRange(1, 8).Draw(t, "records"),
			BatchBytes:   rapid.Int64Range(1, 60).Draw(t, "bytes"),
		}
		gauge := prometheus.NewGauge(prometheus.GaugeOpts{Name: "bytes"})
		g := &generation[int]{Runner: &Runner[int]{cfg: cfg}, lanes: map[topic.Lane]*lane{}}
		waiting := map[topic.Lane]int{}
		total := 0
		for _, name := range []topic.Lane{topic.Live, topic.Backload} {
			l := newLane(name, 1000, 40, gauge)
			g.lanes[name] = l
			partitions := []*partition{{id: 0, lane: l}, {id: 1, lane: l}}
			next := []int64{0, 0}
			for range rapid.IntRange(0, 40).Draw(t, "queued") {
				p := partitions[rapid.IntRange(0, 1).Draw(t, "partition")]
				value := make([]byte, rapid.IntRange(0, 20).Draw(t, "size"))
				m := kafka.Message{Partition: p.id, Offset: next[p.id], Value: value}
				next[p.id]++
				if err := l.put(context.Background(), &Record{Message: m, Lane: name}, p); err != nil {
					t.Fatal(err)
				}
				waiting[name]++
				total++
			}
		}
		seen := map[*partition]int64{}
		for total > 0 {
			b := g.nextBatch(context.Background())
			if len(b.records) == 0 || len(b.records) > cfg.BatchRecords {
				t.Fatalf("a batch of %d records", len(b.records))
			}
			last := b.records[len(b.records)-1]
			if b.bytes-last.cost >= cfg.BatchBytes {
				t.Fatalf("a batch of %d bytes was not closed before the last record", b.bytes)
			}
			for _, q := range b.records {
				if q.Lane == topic.Backload && waiting[topic.Live] > 0 {
					t.Fatal("the back-load before a new call")
				}
				waiting[q.Lane]--
				total--
				if q.Offset != seen[q.from] {
					t.Fatalf("offset %d after %d", q.Offset, seen[q.from])
				}
				seen[q.from]++
			}
		}
		ended, end := context.WithCancel(context.Background())
		end()
		if g.nextBatch(ended) != nil {
			t.Fatal("a batch after the end")
		}
	})
}

// The budget of a lane is never exceeded and comes back whole, whatever the sizes
// of records; one over the budget goes alone.
func TestBudgetOfALane(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bytes := rapid.Int64Range(0, 100).Draw(t, "bytes")
		l := newLane(topic.Live, bytes, 100, prometheus.NewGauge(prometheus.GaugeOpts{Name: "bytes"}))
		p := &partition{lane: l}
		full, cancel := context.WithCancel(context.Background())
		cancel()
		var held int64
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			if len(l.queue) > 0 && rapid.Bool().Draw(t, "done") {
				q := <-l.queue
				held -= q.cost
				l.done(q)
				continue
			}
			r := &Record{Message: kafka.Message{Value: make([]byte, rapid.IntRange(0, 150).Draw(t, "size"))}}
			cost := min(size(r), l.total)
			fits := held+cost <= l.total
			ctx := context.Background()
			if !fits {
				ctx = full // it would wait
			}
			if err := l.put(ctx, r, p); (err == nil) != fits {
				t.Fatalf("a record of %d bytes with %d of %d held: %v", cost, held, l.total, err)
			}
			if fits {
				held += cost
			}
		}
		for len(l.queue) > 0 {
			l.done(<-l.queue)
		}
		if !l.budget.TryAcquire(l.total) {
			t.Fatal("the budget did not come back")
		}
	})
}
