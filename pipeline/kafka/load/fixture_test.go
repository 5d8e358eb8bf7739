package load_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline"
	"huifang/pipeline/deadletter"
	"huifang/pipeline/ingest"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/load"
	"huifang/pipeline/kafka/message"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/local"
	"huifang/schemas"
)

// desk is where calls are put in from: a folder with the journal and what was
// rejected, and a producer.
type desk struct {
	dir      string
	producer load.Producer
	topic    string
	again    bool
	now      time.Time
	rejected []string
	stdin    io.Reader
	drain    time.Duration
}

// newDesk returns a desk in front of an existing topic.
func newDesk(t *testing.T, c *client.Client, p load.Producer) *desk {
	t.Helper()
	layout := topic.Layout{Prefix: "huifang", Stages: []string{"segment"}}
	name := layout.Calls(topic.Backload)
	specs, err := layout.Plan(nil, topic.Settings{Partitions: 3, Replication: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := topic.Apply(t.Context(), c, specs, topic.Options{}); err != nil {
		t.Fatal(err)
	}
	return &desk{dir: t.TempDir(), producer: p, topic: name, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
}

// run puts in what stands at paths, by a process of its own as far as can be
// seen from outside.
func (d *desk) run(ctx context.Context, t *testing.T, paths ...string) (local.Result, error) {
	t.Helper()
	parser, err := ingest.NewParser(ingest.Options{AgentChannel: -1})
	if err != nil {
		t.Fatal(err)
	}
	journal, err := load.OpenJournal(filepath.Join(d.dir, "journal"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := journal.Close(); err != nil {
			t.Error(err)
		}
	}()
	nothing, err := pipeline.NewChain(nil)
	if err != nil {
		t.Fatal(err)
	}
	sink := load.NewSink(load.Options{
		Producer: d.producer, Topic: d.topic, Journal: journal, Again: d.again,
		Letters:  deadletter.Open(filepath.Join(d.dir, "rejected")),
		Rejected: func(r *ingest.Rejection) { d.rejected = append(d.rejected, r.Error()) },
		Now:      func() time.Time { return d.now },
	})
	cfg := local.Config{Parser: parser, Chain: nothing, Sink: sink, Workers: 2, Drain: d.drain, Split: ingest.SplitOptions{Stdin: d.stdin}}
	return local.Run(ctx, cfg, paths)
}

// mustRun is run where nothing goes wrong.
func (d *desk) mustRun(t *testing.T, paths ...string) local.Result {
	t.Helper()
	result, err := d.run(t.Context(), t, paths...)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// arrived is a call as it came on the topic.
type arrived struct {
	call    *schemas.Call
	key     string
	entered time.Time
}

// name is the call and its content.
func (a arrived) name() string { return a.call.ID + " " + a.call.Source.SHA256 }

// onTopic reads all that is on the topic, partition by partition.
func onTopic(t *testing.T, c *client.Client, name string) []arrived {
	t.Helper()
	var got []arrived
	err := c.Scan(t.Context(), name, func(m *kafka.Message) error {
		call, meta, err := message.Decode(m)
		if err != nil {
			return err
		}
		got = append(got, arrived{call, string(m.Key), meta.Entered})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// callLine is one call as a line of JSON.
func callLine(id, borrower, text string) string {
	return fmt.Sprintf(`{"id":%q,"call_date":"2026-11-01","borrower_id":%q,"turns":[{"idx":0,"role":"customer","text":%q}]}`+"\n", id, borrower, text)
}

// calls are n calls of 17 borrowers, in the order of their ids.
func calls(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(callLine(fmt.Sprintf("C%05d", i), fmt.Sprintf("B%02d", i*7%17), fmt.Sprintf("第%d个电话", i)))
	}
	return b.String()
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
