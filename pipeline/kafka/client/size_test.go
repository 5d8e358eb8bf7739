package client_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/segmentio/kafka-go"
	"pgregory.net/rapid"

	"huifang/pipeline/kafka/client"
)

// After a failure, messages of a key that are sent again are the last of that
// key: all those from the first that failed. Nothing that failed is left out, and
// nothing of a key without failure is sent twice.
func TestUnsentKeepsOrderOfKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "messages")
		var msgs []kafka.Message
		var failed kafka.WriteErrors
		first := map[string]int{}
		for i := range n {
			key := fmt.Sprint(rapid.IntRange(0, 4).Draw(t, "key"))
			topic := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "topic")
			msgs = append(msgs, kafka.Message{Topic: topic, Key: []byte(key), Offset: int64(i)})
			var err error
			if rapid.IntRange(0, 3).Draw(t, "fails") == 0 {
				err = kafka.NotLeaderForPartition
				if _, ok := first[topic+key]; !ok {
					first[topic+key] = i
				}
			}
			failed = append(failed, err)
		}
		var want []int64
		for i, m := range msgs {
			if from, ok := first[m.Topic+string(m.Key)]; ok && i >= from {
				want = append(want, int64(i))
			}
		}
		var got []int64
		for _, m := range client.Unsent(msgs, failed) {
			got = append(got, m.Offset)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v are sent again, want %v", got, want)
		}
	})
}

func TestSlicesAreBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := make([]byte, client.MaxMessageBytes)
		var msgs []kafka.Message
		for range rapid.IntRange(1, 2000).Draw(t, "messages") {
			n := rapid.SampledFrom([]int{0, 10, 2000, 60_000, 3 << 20, 9 << 20}).Draw(t, "bytes")
			msgs = append(msgs, kafka.Message{Value: value[:n]})
		}
		for len(msgs) > 0 {
			n := client.Slice(msgs)
			bytes := 0
			for i := range msgs[:n] {
				bytes += client.MaxSize(&msgs[i])
			}
			if n < 1 || n > 1000 || n > 1 && bytes > client.RequestBytes {
				t.Fatalf("a request of %d messages and %d bytes", n, bytes)
			}
			msgs = msgs[n:]
		}
	})
}
