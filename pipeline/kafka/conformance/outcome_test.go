package conformance

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/topic"
)

// ends returns the offset behind the last record of each partition.
func (s *scenario) ends(name string) ([]int64, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	var requests []kafka.OffsetRequest
	for id := range partitions {
		requests = append(requests, kafka.LastOffsetOf(id))
	}
	answer, err := s.client.Kafka().ListOffsets(ctx, &kafka.ListOffsetsRequest{Topics: map[string][]kafka.OffsetRequest{name: requests}})
	if err != nil {
		return nil, err
	}
	ends := make([]int64, partitions)
	for _, p := range answer.Topics[name] {
		if p.Error != nil {
			return nil, p.Error
		}
		ends[p.Partition] = p.LastOffset
	}
	return ends, nil
}

// committed returns the committed offset of each partition, -1 for none.
func (s *scenario) committed(name string) ([]int64, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	answer, err := s.client.Kafka().OffsetFetch(ctx, &kafka.OffsetFetchRequest{
		GroupID: group(s.layout), Topics: map[string][]int{name: {0, 1, 2, 3}},
	})
	if err != nil {
		return nil, err
	}
	if answer.Error != nil {
		return nil, answer.Error
	}
	if n := len(answer.Topics[name]); n != partitions {
		return nil, fmt.Errorf("committed offsets of %d partitions", n)
	}
	offsets := make([]int64, partitions)
	for _, p := range answer.Topics[name] {
		if p.Error != nil {
			return nil, p.Error
		}
		offsets[p.Partition] = p.CommittedOffset
	}
	return offsets, nil
}

func sum(offsets []int64) (n int64) {
	for _, o := range offsets {
		n += o
	}
	return n
}

// watch looks at the committed offsets of a lane until the function returned is
// called: they must not go back, nor pass what was relayed by then. It is for
// scenarios without dead letters.
func (s *scenario) watch(lane topic.Lane) (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		last := slices.Repeat([]int64{-1}, partitions)
		for {
			// Brokers that do not answer are part of many scenarios. What is
			// relayed is asked for last, and must have been there before.
			if committed, err := s.committed(s.layout.Calls(lane)); err == nil {
				relayed, err := s.ends(s.layout.Analyzed(lane))
				for p, offset := range committed {
					if offset < last[p] {
						s.Errorf("partition %d: committed %d after %d", p, offset, last[p])
					}
					if err == nil && offset > relayed[p] {
						s.Errorf("partition %d: committed %d when %d were relayed", p, offset, relayed[p])
					}
				}
				last = committed
			}
			select {
			case <-quit:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	stop = sync.OnceFunc(func() { close(quit); <-done })
	s.Cleanup(stop)
	return stop
}

// relayed reads the output of a lane and says how many records were relayed and
// how many of them repeated. Leaving these aside, each partition must have been
// relayed from its first record on and without a hole.
func (s *scenario) relayed(lane topic.Lane) (distinct, repeated int) {
	s.Helper()
	next := make([]int64, partitions)
	err := s.client.Scan(s.Context(), s.layout.Analyzed(lane), func(m *kafka.Message) error {
		i := slices.IndexFunc(m.Headers, func(h kafka.Header) bool { return h.Key == headerOffset })
		if i < 0 {
			return fmt.Errorf("no header %s", headerOffset)
		}
		offset, err := strconv.ParseInt(string(m.Headers[i].Value), 10, 64)
		switch {
		case err != nil:
			return err
		case offset < next[m.Partition]:
			repeated++
		case offset == next[m.Partition]:
			next[m.Partition]++
			distinct++
		default:
			return fmt.Errorf("partition %d: record %d was relayed before %d", m.Partition, offset, next[m.Partition])
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
	return distinct, repeated
}

// complete waits until all records of a lane are relayed and says how many were
// repeated.
func (s *scenario) complete(lane topic.Lane) (repeated int) {
	s.Helper()
	var want int64
	s.eventually("the end of the input", func() bool {
		ends, err := s.ends(s.layout.Calls(lane))
		want = sum(ends)
		return err == nil
	})
	s.begun(lane, int(want))
	s.eventually("all relayed", func() bool {
		distinct, again := s.relayed(lane)
		repeated = again
		return int64(distinct) == want
	})
	s.Logf("%d records relayed, %d of them again", want, repeated)
	return repeated
}

// settled checks, after all members have left in order, that exactly what was
// sent is committed.
func (s *scenario) settled(lane topic.Lane) {
	s.Helper()
	ends, err := s.ends(s.layout.Calls(lane))
	s.must(err)
	committed, err := s.committed(s.layout.Calls(lane))
	s.must(err)
	for p := range ends {
		if max(committed[p], 0) != ends[p] {
			s.Errorf("partition %d: %d of %d committed", p, committed[p], ends[p])
		}
	}
}
