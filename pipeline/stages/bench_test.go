//go:build !ne

package stages_test

import (
	"bytes"
	"os"
	"testing"

	"huifang/nlp/segment/lexicon/gsedict"
	"huifang/pipeline/bench"
	"huifang/schemas"
)

// BenchmarkChainAgainstCut runs the whole chain over the labelled calls and, in
// turn with it, gse's Cut over their turns. x-gse-cut is the ratio; an operation
// is one round over all calls. The table of the last run is logged with -v.
func BenchmarkChainAgainstCut(b *testing.B) {
	ch := chain(b, true)
	cut, err := gsedict.Load()
	if err != nil {
		b.Fatal(err)
	}
	calls := labelled(b)
	r, err := bench.Run(b.Context(), ch, calls, bench.Options{
		Rounds: b.N, Reference: func(text string) { cut.Cut(text) },
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(r.Ratio(r.Chain), "x-gse-cut")
	b.ReportMetric(r.PerCharacter(r.Chain), "ns/char")
	b.ReportMetric(float64(r.BytesPerCall), "B/call")
	b.ReportMetric(float64(r.AllocsPerCall), "allocs/call")
	for _, s := range r.Stages {
		b.ReportMetric(r.Ratio(s.Time), "x-"+s.Name)
	}
	var table bytes.Buffer
	if err := r.WriteTable(&table, "gse's Cut"); err != nil {
		b.Fatal(err)
	}
	b.Log("\n" + table.String())
}

// labelled decodes the calls of the corpus, those for training included.
func labelled(b *testing.B) []*schemas.Call {
	b.Helper()
	var calls []*schemas.Call
	for _, file := range []string{corpus, "../../nlp/corpus/train_calls.jsonl"} {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			calls = append(calls, decode(b, line))
		}
	}
	return calls
}
