package load_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"huifang/pipeline"
	"huifang/pipeline/deadletter"
	"huifang/pipeline/ingest"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/load"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/local"
	"huifang/schemas"
)

// benchCalls is how many calls a run of the benchmark puts in.
const benchCalls = 20_000

// corpusFile is the calls of the training corpus, again and again under new ids.
func corpusFile(b *testing.B) string {
	b.Helper()
	corpus, err := os.ReadFile("../../../nlp/corpus/train_calls.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "calls.jsonl")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for n < benchCalls {
		for line := range bytes.Lines(corpus) {
			if n++; n > benchCalls {
				break
			}
			head, rest, ok := bytes.Cut(line, []byte(`"id":`))
			if !ok {
				b.Fatal("a call of the corpus has no id")
			}
			rest = bytes.TrimLeft(rest, ` "`)
			if _, err := fmt.Fprintf(f, `%s"id":"%d-%s`, head, n, rest); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// discard is a local.Sink that does nothing.
type discard struct{}

func (discard) Unchanged(_ context.Context, calls []*schemas.Call, _ string) ([]bool, error) {
	return make([]bool, len(calls)), nil
}

func (discard) Land(context.Context, []*schemas.Call, string) ([]*ingest.Rejection, error) {
	return nil, nil
}
func (discard) Reject(context.Context, []*ingest.Rejection) error { return nil }

// BenchmarkLoad compares putting calls in, with the broker in this process, with
// reading them and nothing else.
func BenchmarkLoad(b *testing.B) {
	path := corpusFile(b)
	nothing, err := pipeline.NewChain(nil)
	if err != nil {
		b.Fatal(err)
	}
	parser, err := ingest.NewParser(ingest.Options{AgentChannel: -1})
	if err != nil {
		b.Fatal(err)
	}
	run := func(b *testing.B, sink local.Sink) {
		cfg := local.Config{Parser: parser, Chain: nothing, Sink: sink, Workers: 2}
		result, err := local.Run(b.Context(), cfg, []string{path})
		if err != nil || result.Analyzed != benchCalls {
			b.Fatalf("%+v, %v", result, err)
		}
	}
	rate := func(b *testing.B) {
		b.ReportMetric(float64(b.N)*benchCalls/b.Elapsed().Seconds(), "calls/s")
	}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			run(b, discard{})
		}
		rate(b)
	})
	b.Run("send", func(b *testing.B) {
		c, p := kafkatest.Open(b, kafkatest.StartFake(b))
		layout := topic.Layout{Prefix: "huifang", Stages: []string{"segment"}}
		specs, err := layout.Plan(nil, topic.Settings{Replication: 1})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := topic.Apply(b.Context(), c, specs, topic.Options{}); err != nil {
			b.Fatal(err)
		}
		journal, err := load.OpenJournal(filepath.Join(b.TempDir(), "journal"))
		if err != nil {
			b.Fatal(err)
		}
		defer journal.Close()
		sink := load.NewSink(load.Options{
			Producer: p, Topic: layout.Calls(topic.Live), Journal: journal, Again: true,
			Letters: deadletter.Open(b.TempDir()), Now: time.Now,
		})
		for b.Loop() {
			run(b, sink)
		}
		rate(b)
	})
}
