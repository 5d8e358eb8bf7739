package stage_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline"
	"huifang/pipeline/alert"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/message"
	"huifang/pipeline/kafka/stage"
	"huifang/pipeline/kafka/topic"
	"huifang/schemas"
)

var (
	_ consume.Handler[*stage.Output] = (*stage.Handler)(nil)
	_ stage.Producer                 = (*client.Producer)(nil)
)

// standIn is a chain of stages of the names of the layout, as quick as they are
// meaningless: the last one masks, and every call is of the given level.
func standIn(t testing.TB, level string, names ...string) *pipeline.Chain {
	t.Helper()
	var list []pipeline.Stage
	for _, name := range names {
		list = append(list, pipeline.Stage{Name: name, Version: "1", Steps: []pipeline.Step{func(_ context.Context, c *schemas.Call) error {
			if c.ID == "odd" {
				return errors.New("odd call")
			}
			c.Alert = &schemas.Alert{Level: level}
			c.Analysis.Masked = c.Analysis.Masked || name == "mask"
			return nil
		}}})
	}
	ch, err := pipeline.NewChain(list)
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

func call(id string) *schemas.Call {
	return &schemas.Call{ID: id, BorrowerID: "B1", Turns: []schemas.Turn{{Role: schemas.RoleCustomer, Text: "好的。"}}}
}

func TestNewHandlerRefusesAChainThatIsNoStretch(t *testing.T) {
	for _, names := range [][]string{{"segment", "tag"}, {"extract", "segment"}, {"speak"}, nil} {
		if _, err := stage.NewHandler(standIn(t, "", names...), layout(), &recorder{}, nil); err == nil {
			t.Errorf("%v is taken", names)
		}
	}
}

func TestPrepareRefuses(t *testing.T) {
	tag := standIn(t, schemas.LevelRed, "tag", "assess", "mask")
	segment := standIn(t, "", "segment")
	segmented := through(t, segment, put(t, call("a"), topic.Live))[0]
	newer := put(t, call("a"), topic.Live)
	newer.Headers = []kafka.Header{{Key: message.HeaderSchema, Value: []byte("99")}}
	for _, tc := range []struct {
		name   string
		chain  *pipeline.Chain
		record *consume.Record
		want   string
	}{
		{"no JSON", segment, &consume.Record{Message: kafka.Message{Value: []byte("你好")}}, "invalid character"},
		{"newer version", segment, newer, schemas.ErrNewerVersion.Error()},
		{"stage fails", segment, put(t, call("odd"), topic.Live), "stage segment: odd call"},
		{"straight to tag", tag, put(t, call("a"), topic.Live), `call "a" has not been through segment, extract: it does not belong in topic huifang.calls`},
		{"past extract", tag, &consume.Record{Message: segmented}, "has not been through extract: it does not belong in topic huifang.segment"},
		{
			"of no known level",
			standIn(t, "purple", layout().Stages...), put(t, call("a"), topic.Live), `alert level "purple"`,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o, err := handler(t, tc.chain, &recorder{}).Prepare(t.Context(), tc.record)
			if err == nil || o != nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("output %v, error %v, want one with %q", o, err, tc.want)
			}
		})
	}
}

// A call that was analysed before, and is put in again, must go through all
// stages again: what is recorded of the earlier analysis counts for nothing.
func TestStagesOfAnEarlierAnalysisDoNotCount(t *testing.T) {
	c := call("a")
	c.Analysis = &schemas.Analysis{Stages: map[string]string{"extract": "1", "tag": "1", "assess": "1", "mask": "1"}}
	segmented := through(t, standIn(t, "", "segment"), put(t, c, topic.Live))[0]
	_, err := handler(t, standIn(t, "", "tag"), &recorder{}).Prepare(t.Context(), &consume.Record{Message: segmented})
	if err == nil || !strings.Contains(err.Error(), "has not been through extract") {
		t.Errorf("error %v", err)
	}
}

func TestMessagesOfTheLastStage(t *testing.T) {
	whole := standIn(t, schemas.LevelYellow, layout().Stages...)
	msgs := through(t, whole,
		put(t, call("a"), topic.Live), put(t, call("b"), topic.Backload))
	if diff := cmp.Diff([]string{
		"huifang.analyzed", "huifang.alerts", "huifang.analyzed.backload", "huifang.alerts",
	}, topics(msgs)); diff != "" {
		t.Fatalf("topics (-want +got):\n%s", diff)
	}
	for i, m := range msgs {
		if string(m.Key) != "B1" {
			t.Errorf("message %d has key %q", i, m.Key)
		}
		if last := m.Headers[len(m.Headers)-1]; last.Key != "traceparent" {
			t.Errorf("message %d has lost what was to be carried: %v", i, m.Headers)
		}
	}
	_, meta, err := message.Decode(&msgs[0])
	if err != nil || !meta.Entered.Equal(entered) {
		t.Errorf("put in at %v, want %v: %v", meta.Entered, entered, err)
	}
	for i, backload := range map[int]bool{1: false, 3: true} {
		e, err := alert.Parse(msgs[i].Value)
		if err != nil {
			t.Fatal(err)
		}
		if e.Data.Backload != backload || !e.Time.Equal(entered) {
			t.Errorf("alert %d: back-load %t, time %v", i, e.Data.Backload, e.Time)
		}
	}
	if msgs := through(t, standIn(t, schemas.LevelGreen, layout().Stages...), put(t, call("a"), topic.Live)); len(msgs) != 1 {
		t.Errorf("a green call gives messages in %v", topics(msgs))
	}
	before := standIn(t, schemas.LevelRed, "segment", "extract", "tag", "assess")
	if msgs := through(t, before, put(t, call("a"), topic.Live)); len(msgs) != 1 {
		t.Errorf("before masking there are messages in %v", topics(msgs))
	}
}

func topics(msgs []kafka.Message) []string {
	out := make([]string, len(msgs))
	for i := range msgs {
		out[i] = msgs[i].Topic
	}
	return out
}

func TestKeys(t *testing.T) {
	whole := standIn(t, schemas.LevelRed, layout().Stages...)
	named := func(id string) *schemas.Call {
		c := call(id)
		c.BorrowerID, c.LoanFile = "", schemas.LoanFile{"borrower": "王小明"}
		return c
	}
	foreign := put(t, named("c"), topic.Live)
	foreign.Key = []byte("0815")
	keyless := put(t, call("d"), topic.Live)
	keyless.Key = nil
	msgs := through(t, whole, put(t, named("a"), topic.Live), put(t, named("b"), topic.Live), foreign, keyless)
	for i, m := range msgs {
		if strings.Contains(string(m.Key), "王") {
			t.Errorf("message %d shows a name in its key", i)
		}
		if alertOf := msgs[i/2*2]; string(m.Key) != string(alertOf.Key) {
			t.Errorf("key %q of the alert, %q of its call", m.Key, alertOf.Key)
		}
	}
	if string(msgs[0].Key) != string(msgs[2].Key) {
		t.Errorf("calls of one borrower have keys %q and %q", msgs[0].Key, msgs[2].Key)
	}
	if string(msgs[4].Key) != "0815" {
		t.Errorf("key %q, not the one that the call came under", msgs[4].Key)
	}
	if string(msgs[6].Key) != "B1" {
		t.Errorf("a call without a key got %q", msgs[6].Key)
	}
	segmented := through(t, standIn(t, "", "segment"), put(t, named("a"), topic.Live))
	if string(segmented[0].Key) != "王小明" {
		t.Errorf("key %q before masking", segmented[0].Key)
	}
}

func TestDeliver(t *testing.T) {
	registry := prometheus.NewRegistry()
	var r recorder
	h, err := stage.NewHandler(standIn(t, schemas.LevelRed, layout().Stages...), layout(), &r, stage.NewMetrics(registry))
	if err != nil {
		t.Fatal(err)
	}
	var outputs []*stage.Output
	for _, id := range []string{"a", "large", "b", "c"} {
		o, err := h.Prepare(t.Context(), put(t, call(id), topic.Live))
		if err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, o)
	}

	away := errors.New("broker away")
	r.fail = func([]kafka.Message) error { return away }
	if _, err := h.Deliver(t.Context(), outputs); !errors.Is(err, away) {
		t.Errorf("error %v, want that of the producer", err)
	}
	if n := testutil.CollectAndCount(registry, "huifang_stage_alerts_total"); n != 0 {
		t.Errorf("%d metrics: alerts are counted that were not written", n)
	}

	r.fail = func(msgs []kafka.Message) error {
		for i, m := range msgs {
			if strings.Contains(string(m.Value), `"id":"large"`) {
				return &client.TooLargeError{Index: i, Size: 2, Limit: 1}
			}
		}
		return nil
	}
	refused, err := h.Deliver(t.Context(), outputs)
	if err != nil {
		t.Fatal(err)
	}
	for i, err := range refused {
		if (err != nil) != (i == 1) {
			t.Errorf("output %d: %v", i, err)
		}
	}
	if !strings.Contains(refused[1].Error(), "grown too large") {
		t.Errorf("reason %q", refused[1])
	}
	if len(r.writes) != 1 || len(r.writes[0]) != 6 {
		t.Fatalf("writes %v", r.writes)
	}
	if diff := cmp.Diff([]string{"a", "a", "b", "b", "c", "c"}, ids(t, r.writes[0])); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if err := testutil.GatherAndCompare(registry, strings.NewReader(`
# HELP huifang_stage_alerts_total Alert events written, repetitions after a redelivery included.
# TYPE huifang_stage_alerts_total counter
huifang_stage_alerts_total{level="red"} 3
`), "huifang_stage_alerts_total"); err != nil {
		t.Error(err)
	}

	r.fail = func(msgs []kafka.Message) error { return &client.TooLargeError{Index: len(msgs) - 1} }
	if refused, err = h.Deliver(t.Context(), outputs); err != nil || refused[0] == nil || refused[3] == nil {
		t.Errorf("all too large: %v, %v", refused, err)
	}
}

// ids lists the calls that messages are about.
func ids(t *testing.T, msgs []kafka.Message) []string {
	t.Helper()
	var out []string
	for _, m := range msgs {
		if e, err := alert.Parse(m.Value); err == nil {
			out = append(out, e.Subject)
			continue
		}
		c, err := schemas.Decode(m.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c.ID)
	}
	return out
}
