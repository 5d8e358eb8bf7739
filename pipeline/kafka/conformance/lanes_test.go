package conformance

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/dlq"
	"huifang/pipeline/kafka/topic"
)

// Records beyond processing become dead letters, those and no others, with their
// bytes and headers as they were; all others are relayed.
func poisonBecomesDeadLetter(s *scenario) {
	type original struct {
		Key, Value []byte
		Headers    []kafka.Header
		Reason     string
	}
	want := map[string]original{}
	var msgs []kafka.Message
	good := 0
	for i := range 60 {
		id := strconv.Itoa(i)
		value, reason := "good "+id, ""
		switch i % 10 {
		case 3:
			value, reason = poison+"\x00\xff\n "+id, errPoison.Error()
		case 7:
			value, reason = unwanted+" "+id, errUnwanted.Error()
		}
		m := kafka.Message{
			Topic: s.layout.Calls(topic.Live), Key: []byte("key" + id), Value: []byte(value),
			Headers: []kafka.Header{{Key: "id", Value: []byte(id)}, {Key: "odd", Value: []byte{0, 0xff}}},
		}
		if reason == "" {
			good++
		} else {
			want[id] = original{m.Key, m.Value, m.Headers, reason}
		}
		msgs = append(msgs, m)
	}
	s.write(msgs...)
	stop := s.run(s.member())
	s.begun(topic.Live, good)
	s.eventually("all committed", func() bool {
		committed, err := s.committed(s.layout.Calls(topic.Live))
		return err == nil && sum(committed) == int64(len(msgs))
	})
	stop()
	got := map[string]original{}
	letters := 0
	s.must(dlq.List(s.Context(), s.client, s.layout.Calls(topic.Live), func(e *dlq.Entry) error {
		letters++
		got[string(e.Headers[0].Value)] = original{e.Key, e.Value, e.Headers, e.Reason}
		return nil
	}))
	if diff := cmp.Diff(want, got); diff != "" || letters != len(want) {
		s.Errorf("%d letters of %d: - wanted, + there\n%s", letters, len(want), diff)
	}
	s.must(s.client.Scan(s.Context(), s.layout.Analyzed(topic.Live), func(m *kafka.Message) error {
		if !bytes.HasPrefix(m.Value, []byte("good ")) {
			s.Errorf("%q was relayed", m.Value)
		}
		return nil
	}))
	if ends, err := s.ends(s.layout.Analyzed(topic.Live)); err != nil || sum(ends) != int64(good) {
		s.Errorf("%d records relayed of %d, %v", sum(ends), good, err)
	}
}

// New calls do not wait for the back-load that came before them, but for the
// batches that were formed by then.
func liveFirst(s *scenario) {
	m := s.member()
	m.registry = prometheus.NewRegistry()
	open := make(chan struct{})
	var order []string // topics of what is delivered
	m.gate = func(ctx context.Context, items []kafka.Message) error {
		select {
		case <-open:
		case <-ctx.Done():
			return ctx.Err()
		}
		for _, item := range items {
			order = append(order, item.Topic)
		}
		return nil
	}
	s.send(topic.Backload, 500)
	stop := s.run(m)
	s.eventually("two batches of the back-load are formed", func() bool { return m.prepared.Load() == 2*int64(m.BatchRecords) })
	s.send(topic.Live, 20)
	s.eventually("new calls are read", func() bool { return s.inFlight(m)["live"] > 0 })
	close(open)
	s.complete(topic.Live)
	s.complete(topic.Backload)
	stop()
	s.settled(topic.Live)
	s.settled(topic.Backload)
	live := s.layout.Analyzed(topic.Live)
	first := slices.Index(order, live)
	last := len(order) - 1
	for order[last] != live {
		last--
	}
	if first > 3*m.BatchRecords || last > 250 {
		s.Errorf("the first new call is delivered at place %d, the last at %d of %d", first, last, len(order))
	}
}

// While nothing can be delivered, no more is read than the bound allows.
func bounded(s *scenario) {
	m := s.member()
	m.registry = prometheus.NewRegistry()
	m.InFlightBytes = 200
	m.BatchRecords = 50 // more than fit into it
	open := make(chan struct{})
	m.gate = func(ctx context.Context, _ []kafka.Message) error {
		select {
		case <-open:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	s.send(topic.Live, 500)
	s.send(topic.Backload, 500)
	stop := s.run(m)
	s.eventually("it is full", func() bool {
		in := s.inFlight(m)
		return in["live"] > 80 && in["backload"] > 80
	})
	for range 20 {
		for lane, bytes := range s.inFlight(m) {
			if bytes > 100 {
				s.Fatalf("%v bytes of the lane %s are in flight, 100 are allowed", bytes, lane)
			}
		}
		time.Sleep(50 * time.Millisecond) // longer, taken together, than a fetch waits
	}
	close(open)
	s.complete(topic.Live)
	s.complete(topic.Backload)
	stop()
	if in := s.inFlight(m); slices.Max(slices.Collect(maps.Values(in))) != 0 {
		s.Errorf("in flight at the end: %v", in)
	}
}

// inFlight reads the metric of m by lane.
func (s *scenario) inFlight(m *member) map[string]float64 {
	s.Helper()
	families, err := m.registry.Gather()
	s.must(err)
	lanes := map[string]float64{}
	for _, f := range families {
		if f.GetName() != "huifang_in_flight_bytes" {
			continue
		}
		for _, metric := range f.GetMetric() {
			for _, label := range metric.GetLabel() {
				if label.GetName() == "lane" {
					lanes[label.GetValue()] = metric.GetGauge().GetValue()
				}
			}
		}
	}
	return lanes
}
