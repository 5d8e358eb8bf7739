package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// benchCalls is how many calls a benchmark takes; HUIFANG_BENCH_CALLS changes it.
const benchCalls = 5000

func benchNumber(b *testing.B) int {
	b.Helper()
	text := os.Getenv("HUIFANG_BENCH_CALLS")
	if text == "" {
		return benchCalls
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkKafkaPath takes the same calls through the local driver, through one
// service of all stages and through a service a stage, with Apache Kafka and
// ClickHouse on the same machine. The services find the calls in their topics, as
// after a stop; what counts is from the first call landed to the last.
func BenchmarkKafkaPath(b *testing.B) {
	n := benchNumber(b)
	calls := filepath.Join(b.TempDir(), "calls.jsonl")
	manyCalls(b, calls, 0, n)
	b.Run("local", func(b *testing.B) {
		for b.Loop() {
			mustRun(b, exitOK, "analyze", calls, "-q", "--data-dir", b.TempDir())
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "calls/s")
	})
	for name, services := range map[string][]string{
		"chained": {"segment,extract,tag,assess,mask"},
		"apart":   {"segment", "extract", "tag", "assess", "mask"},
	} {
		b.Run(name, func(b *testing.B) {
			rate := 0.0
			for b.Loop() {
				in := newInstallation(b, "segment,extract,tag,assess")
				in.ingest(calls)
				for _, stages := range services {
					in.start("stage", stages)
				}
				in.start("land", "--clickhouse", in.dsn, "--data-dir", in.dir)
				first := in.await(1)
				began := time.Now()
				in.await(n)
				rate = float64(n-first) / time.Since(began).Seconds()
				for _, p := range in.services {
					p.stop()
				}
			}
			b.ReportMetric(rate, "calls/s")
		})
	}
}

// BenchmarkPausedStore freezes ClickHouse while calls wait in the topics, and
// reports how large the services have become. HUIFANG_BENCH_PAUSE is how long.
func BenchmarkPausedStore(b *testing.B) {
	n := benchNumber(b)
	pause := 10 * time.Second
	if text := os.Getenv("HUIFANG_BENCH_PAUSE"); text != "" {
		var err error
		if pause, err = time.ParseDuration(text); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		in := newInstallation(b, "")
		calls := filepath.Join(in.dir, "calls.jsonl")
		manyCalls(b, calls, 0, n)
		stages := in.start("stage", "segment,extract,tag,assess,mask")
		land := in.start("land", "--clickhouse", in.dsn, "--data-dir", in.dir)
		warm := filepath.Join(in.dir, "warm.jsonl")
		manyCalls(b, warm, n, 100)
		in.ingest(warm)
		in.await(100)
		if err := syscall.Kill(in.store.PID(), syscall.SIGSTOP); err != nil {
			b.Fatal(err)
		}
		in.ingest(calls)
		time.Sleep(pause)
		b.ReportMetric(land.peakMB(), "land-MB")
		b.ReportMetric(stages.peakMB(), "stages-MB")
		if err := syscall.Kill(in.store.PID(), syscall.SIGCONT); err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		in.await(n + 100)
		b.ReportMetric(time.Since(began).Seconds(), "s-until-landed")
		land.stop()
		stages.stop()
	}
}

// await waits until n calls are stored and says how many are.
func (in *installation) await(n int) int {
	in.t.Helper()
	for end := time.Now().Add(10 * time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if stored := in.number("uniqExact(call_id)", "analyses"); stored >= n {
			return stored
		}
	}
	in.t.Fatalf("%d of %d calls are stored", in.number("uniqExact(call_id)", "analyses"), n)
	return 0
}

// peakMB is the most memory that the process has had.
func (p *process) peakMB() float64 {
	p.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	kb, err := strconv.Atoi(string(bytes.Fields(rest)[0]))
	if err != nil {
		p.t.Fatal(err)
	}
	return float64(kb) / 1024
}
