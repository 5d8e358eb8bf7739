package consume_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/consume"
)

// BenchmarkScaling has 1, 2 and 4 members of a group, one worker each, do 5 ms of
// work on every record. The work is waiting, so that the cores are not what
// limits: what remains is what sharing costs.
func BenchmarkScaling(b *testing.B) {
	const records = 2000
	for _, members := range []int{1, 2, 4} {
		b.Run(fmt.Sprint(members, " members"), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				broker := newBroker(b)
				s := newSink()
				s.prepare = func(string) error { time.Sleep(5 * time.Millisecond); return nil }
				var runners []*consume.Runner[string]
				var stops []func()
				for range members {
					r, stop := broker.start(b, s, func(c *consume.Config) { c.Workers = 1 })
					runners, stops = append(runners, r), append(stops, stop)
				}
				eventually(b, "all members joined", func() bool {
					return !slices.ContainsFunc(runners, func(r *consume.Runner[string]) bool { return r.Ready() != nil })
				})
				time.Sleep(2 * time.Second) // the last to join has let the others join again
				var msgs []kafka.Message
				for i := range records {
					msgs = append(msgs, kafka.Message{Topic: liveTopic, Key: fmt.Append(nil, "borrower", i), Value: fmt.Append(nil, i)})
				}
				if err := broker.producer.Write(b.Context(), msgs); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				eventually(b, "all", func() bool { return s.distinct() == records })
				b.StopTimer()
				for _, stop := range stops {
					stop()
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(records*b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
