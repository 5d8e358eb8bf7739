package topic_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kfake"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/topic"
)

func layout() topic.Layout {
	return topic.Layout{Prefix: "bank", Stages: []string{"segment", "extract", "tag", "mask"}}
}

func open(t *testing.T) *client.Client {
	t.Helper()
	fake, err := kfake.NewCluster(kfake.NumBrokers(1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(fake.Close)
	c, err := client.Open(client.Config{Brokers: fake.ListenAddrs()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func plan(t *testing.T, s topic.Settings) []topic.Spec {
	t.Helper()
	specs, err := layout().Plan([]string{"extract"}, s)
	if err != nil {
		t.Fatal(err)
	}
	return specs
}

func TestApply(t *testing.T) {
	c := open(t)
	var names []string
	for _, s := range plan(t, topic.Settings{Partitions: 2}) {
		names = append(names, s.Name)
	}
	missing, err := topic.Missing(t.Context(), c, names)
	if err != nil || !slices.Equal(missing, names) {
		t.Fatalf("at first %v of %v are missing, %v", missing, names, err)
	}
	apply := func(s topic.Settings, o topic.Options) string {
		t.Helper()
		changes, err := topic.Apply(t.Context(), c, plan(t, s), o)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, ch := range changes {
			b.WriteString(ch.Topic + ": " + ch.What + "\n")
		}
		return b.String()
	}
	if got := apply(topic.Settings{Partitions: 2}, topic.Options{}); strings.Count(got, "created") != 13 ||
		!strings.Contains(got, "bank.extract.backload: created, 2 partitions, 1 copies\n") ||
		!strings.Contains(got, "bank.extract.backload.dlq: created, 1 partitions") ||
		strings.Contains(got, "alerts.backload") || strings.Contains(got, "alerts.dlq") || strings.Contains(got, "segment") {
		t.Errorf("created\n%s", got)
	}
	if missing, err := topic.Missing(t.Context(), c, names); err != nil || len(missing) > 0 {
		t.Errorf("then %v are missing, %v", missing, err)
	}
	if got := apply(topic.Settings{Partitions: 2}, topic.Options{}); got != "" {
		t.Errorf("a second time\n%s", got)
	}
	if got := apply(topic.Settings{Partitions: 2, AlertRetention: time.Hour}, topic.Options{}); got != "bank.alerts: retention.ms set to 3600000\n" {
		t.Errorf("with another retention\n%s", got)
	}
	if got := apply(topic.Settings{Partitions: 3}, topic.Options{}); !strings.Contains(got, "bank.calls: left at 2 partitions, not 3") {
		t.Errorf("with more partitions\n%s", got)
	}
	if got := apply(topic.Settings{Partitions: 3}, topic.Options{Grow: true}); !strings.Contains(got, "bank.calls: 3 partitions, had 2") {
		t.Errorf("with more partitions, asked for\n%s", got)
	}
	// The client believes what it knows of a topic for a while.
	partitions := func() int {
		meta, err := c.Kafka().Metadata(t.Context(), &kafka.MetadataRequest{Topics: []string{"bank.analyzed"}})
		if err != nil {
			t.Fatal(err)
		}
		return len(meta.Topics[0].Partitions)
	}
	for end := time.Now().Add(10 * time.Second); partitions() != 3; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("analyzed has %d partitions", partitions())
		}
	}
}

func TestLayoutCut(t *testing.T) {
	l := layout()
	for _, tc := range []struct {
		stages  string
		lane    topic.Lane
		in, out string
	}{
		{"segment", topic.Live, "bank.calls", "bank.segment"},
		{"segment,extract", topic.Backload, "bank.calls.backload", "bank.extract.backload"},
		{"tag,mask", topic.Live, "bank.extract", "bank.analyzed"},
		{"segment,extract,tag,mask", topic.Live, "bank.calls", "bank.analyzed"},
	} {
		in, out, err := l.Cut(strings.Split(tc.stages, ","), tc.lane)
		if err != nil || in != tc.in || out != tc.out {
			t.Errorf("%s, %s: %s to %s, %v", tc.stages, tc.lane, in, out, err)
		}
	}
	for want, stages := range map[string][]string{
		"no stages": nil, `no stage "speak"`: {"speak"}, "not neighbours": {"segment", "tag"}, "in the order": {"mask", "tag"},
	} {
		if _, _, err := l.Cut(stages, topic.Live); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", stages, err, want)
		}
	}
	for _, cut := range []string{"speak", "mask"} {
		if _, err := l.Plan([]string{cut}, topic.Settings{}); err == nil {
			t.Errorf("the chain was cut after %s", cut)
		}
	}
}
