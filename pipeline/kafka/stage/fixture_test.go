package stage_test

import (
	"bytes"
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/segmentio/kafka-go"

	"huifang/nlp/risk"
	"huifang/pipeline"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/message"
	"huifang/pipeline/kafka/stage"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/stages"
	"huifang/schemas"
)

var entered = time.Date(2026, 11, 9, 2, 31, 2, 500, time.UTC)

// layout is that of the whole chain.
func layout() topic.Layout { return topic.Layout{Prefix: "huifang", Stages: stages.Names()} }

var rules = sync.OnceValues(func() (*risk.RuleSet, error) { return risk.LoadRuleSet(risk.Embedded()) })

// chain returns stages first to end, without end, of the whole chain.
func chain(t testing.TB, first, end int) *pipeline.Chain {
	t.Helper()
	rs, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	c, err := stages.Chain(stages.Options{Rules: rs}, stages.Names()[first:end])
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// handler returns a handler of the stages of chain that writes to p.
func handler(t testing.TB, c *pipeline.Chain, p stage.Producer) *stage.Handler {
	t.Helper()
	h, err := stage.NewHandler(c, layout(), p, stage.NewMetrics(prometheus.NewRegistry()))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// recorder is a producer that keeps what it is given.
type recorder struct {
	writes [][]kafka.Message
	// fail, where set, is asked first.
	fail func([]kafka.Message) error
}

func (r *recorder) Write(_ context.Context, msgs []kafka.Message) error {
	if r.fail != nil {
		if err := r.fail(msgs); err != nil {
			return err
		}
	}
	r.writes = append(r.writes, msgs)
	return nil
}

// put returns the record of a call that was just put in.
func put(t testing.TB, c *schemas.Call, lane topic.Lane) *consume.Record {
	t.Helper()
	m, err := message.Encode(c, message.Meta{Entered: entered, Carry: []kafka.Header{{Key: "traceparent", Value: []byte("00-1-2-01")}}})
	if err != nil {
		t.Fatal(err)
	}
	m.Topic = layout().Calls(lane)
	return &consume.Record{Message: m, Lane: lane}
}

// through runs records through h and returns the messages written.
func through(t testing.TB, c *pipeline.Chain, records ...*consume.Record) []kafka.Message {
	t.Helper()
	var r recorder
	h := handler(t, c, &r)
	var outputs []*stage.Output
	for _, record := range records {
		o, err := h.Prepare(t.Context(), record)
		if err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, o)
	}
	refused, err := h.Deliver(t.Context(), outputs)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range refused {
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(r.writes) != 1 {
		t.Fatalf("%d writes, want 1", len(r.writes))
	}
	return r.writes[0]
}

// corpus returns labelled calls.
func corpus(t testing.TB) []*schemas.Call {
	t.Helper()
	data, err := os.ReadFile("../../../nlp/corpus/dev_calls.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var calls []*schemas.Call
	for line := range bytes.Lines(data) {
		c, err := schemas.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		calls = append(calls, c)
	}
	return calls
}
