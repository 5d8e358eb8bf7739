package clickhouse

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"huifang/nlp/risk"
	"huifang/pipeline/stages"
	"huifang/schemas"
)

// sizedCalls is how many calls BenchmarkSizing asks questions of.
var sizedCalls = flag.Int("calls", 20_000, "calls in the store of BenchmarkSizing")

// BenchmarkSizing measures what docs/sizing.md reckons with: it lands the calls
// of the training corpus, analysed, and says what that costs and takes on disk;
// then it multiplies them to -calls and times the analysts' queries. Times on the
// processor are those of the processes, so other work on the machine hardly
// changes them. To be run with -benchtime 1x.
func BenchmarkSizing(b *testing.B) {
	s := store(b)
	corpus := analysedCorpus(b)
	for b.Loop() {
		for _, table := range []string{"analyses", "original_texts"} {
			if err := s.conn.Exec(b.Context(), "TRUNCATE TABLE huifang."+table); err != nil {
				b.Fatal(err)
			}
		}
		land(b, s, 1, corpus...)
		merge(b, s)
		sizes := func(column string) float64 {
			return float64(number(b, s, "SELECT assumeNotNull("+column+") FROM system.tables WHERE database = 'huifang' AND name = 'analyses'"))
		}
		b.ReportMetric(sizes("total_bytes")/float64(len(corpus)), "disk-B/call")
		b.ReportMetric(sizes("total_bytes_uncompressed")/float64(len(corpus)), "plain-B/call")

		const rounds, slice = 40, 500
		var many []*schemas.Call
		for round := range rounds {
			for _, c := range corpus {
				again := *c
				again.ID = fmt.Sprintf("%d-%s", round, c.ID)
				many = append(many, &again)
			}
		}
		own, servers, began := ownCPU(b), serverCPU(b), time.Now()
		for start := 0; start < len(many); start += slice {
			land(b, s, 2, many[start:min(start+slice, len(many))]...)
		}
		took := time.Since(began)
		b.ReportMetric(float64(len(many))/took.Seconds(), "landed/s")
		b.ReportMetric(milliseconds(ownCPU(b)-own)/float64(len(many)), "land-cpu-ms/call")
		merge(b, s)
		b.ReportMetric(milliseconds(serverCPU(b)-servers)/float64(len(many)), "server-cpu-ms/call")

		// As calls come in by day: one at a time.
		const singles = 200
		servers = serverCPU(b)
		for _, c := range many[:singles] {
			land(b, s, 3, c)
		}
		merge(b, s)
		b.ReportMetric(milliseconds(serverCPU(b)-servers)/singles, "server-cpu-ms/single")

		multiply(b, s, *sizedCalls)
		for name, query := range map[string]string{
			"alerts-ms":   "SELECT level, call_date, borrower, evidence, codes FROM alerts WHERE level >= 'orange' ORDER BY level DESC, severity DESC LIMIT 20",
			"daily-ms":    "SELECT branch, sum(calls), sum(red) FROM risk_daily GROUP BY branch",
			"signals-ms":  "SELECT toStartOfMonth(call_date) AS month, industry, category, uniq(call_id) FROM signals WHERE status = 'asserted' GROUP BY month, industry, category",
			"text-ms":     "SELECT count() FROM turns WHERE text LIKE '%回款%'",
			"timeline-ms": "SELECT count() FROM borrower_timeline WHERE alert_level > previous_level",
			"keyness-ms":  "SELECT term, g2 FROM keyness(by = 'alert_level', a = ['red'], b = []) WHERE count > 5 ORDER BY g2 DESC LIMIT 50",
			"one-call-ms": "SELECT * FROM turns WHERE call_id = '" + corpus[0].ID + "'",
		} {
			began := time.Now()
			if err := s.conn.Exec(b.Context(), query+" FORMAT Null"); err != nil {
				b.Errorf("%s: %v", name, err)
			}
			b.ReportMetric(milliseconds(time.Since(began)), name)
		}
		b.ReportMetric(peakMB(b), "server-peak-MB")
	}
}

// analysedCorpus returns the calls of the training corpus after all stages.
func analysedCorpus(b *testing.B) []*schemas.Call {
	b.Helper()
	data, err := os.ReadFile("../../nlp/corpus/train_calls.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	rules, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	chain, err := stages.Chain(stages.Options{Rules: rules}, stages.Names())
	if err != nil {
		b.Fatal(err)
	}
	var calls []*schemas.Call
	for line := range bytes.Lines(data) {
		c, err := schemas.Decode(line)
		if err != nil {
			b.Fatal(err)
		}
		if err := chain.Run(b.Context(), c); err != nil {
			b.Fatal(err)
		}
		calls = append(calls, c)
	}
	return calls
}

// multiply copies the calls in the store under other ids until there are n.
func multiply(b *testing.B, s *Store, n int) {
	b.Helper()
	have := int(number(b, s, "SELECT count() FROM huifang.analyses FINAL"))
	for copies := 0; have < n; copies++ {
		more := min(have, n-have)
		err := s.conn.Exec(b.Context(), fmt.Sprintf(
			"INSERT INTO huifang.analyses SELECT * REPLACE('%d-' || call_id AS call_id) FROM huifang.analyses FINAL LIMIT %d", copies, more))
		if err != nil {
			b.Fatal(err)
		}
		have = int(number(b, s, "SELECT count() FROM huifang.analyses FINAL"))
	}
}

func merge(b *testing.B, s *Store) {
	b.Helper()
	if err := s.conn.Exec(b.Context(), "OPTIMIZE TABLE huifang.analyses FINAL"); err != nil {
		b.Fatal(err)
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// ownCPU is the processor time of this process.
func ownCPU(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// serverCPU is the processor time of the server.
func serverCPU(b *testing.B) time.Duration {
	b.Helper()
	// After the name, which ends with the last parenthesis: state is field 3,
	// user and system time are 14 and 15, in hundredths of a second.
	stat := procFile(b, "stat")
	fields := strings.Fields(stat[strings.LastIndex(stat, ")")+1:])
	var sum time.Duration
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(n) * 10 * time.Millisecond
	}
	return sum
}

// peakMB is the most memory that the server had.
func peakMB(b *testing.B) float64 {
	b.Helper()
	_, rest, _ := strings.Cut(procFile(b, "status"), "VmHWM:")
	n, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		b.Fatal(err)
	}
	return n / 1024
}

func procFile(b *testing.B, name string) string {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", server.PID(), name))
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}
