package local_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huifang/pipeline"
	"huifang/pipeline/ingest"
	"huifang/pipeline/local"
	"huifang/schemas"
)

// memory is a Sink that keeps calls by id, as a store does.
type memory struct {
	mu       sync.Mutex
	stored   map[string]string // id → input hash
	landed   []string
	rejected []string
	fail     error
	refuse   func(*schemas.Call) bool
	// away, where set, lets nothing through and is closed by the first attempt.
	away chan struct{}
	// rejecting, where set, is called before rejections are kept.
	rejecting func(context.Context)
}

func newMemory() *memory { return &memory{stored: map[string]string{}} }

func (m *memory) Unchanged(_ context.Context, calls []*schemas.Call, _ string) ([]bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]bool, len(calls))
	for i, c := range calls {
		out[i] = m.stored[c.ID] == c.Source.SHA256
	}
	return out, nil
}

func (m *memory) Land(ctx context.Context, calls []*schemas.Call, _ string) ([]*ingest.Rejection, error) {
	if m.away != nil {
		close(m.away)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return nil, m.fail
	}
	var refused []*ingest.Rejection
	for _, c := range calls {
		if m.refuse != nil && m.refuse(c) {
			refused = append(refused, ingest.RejectCall(c, errors.New("refused")))
			continue
		}
		m.stored[c.ID] = c.Source.SHA256
		m.landed = append(m.landed, c.ID)
	}
	return refused, nil
}

func (m *memory) Reject(ctx context.Context, rejections []*ingest.Rejection) error {
	if m.rejecting != nil {
		m.rejecting(ctx)
	}
	for _, r := range rejections {
		m.rejected = append(m.rejected, r.Error())
	}
	return nil
}

func config(t *testing.T, sink local.Sink, workers int, run func(context.Context, *schemas.Call) error) local.Config {
	t.Helper()
	parser, err := ingest.NewParser(ingest.Options{AgentChannel: -1})
	if err != nil {
		t.Fatal(err)
	}
	chain, err := pipeline.NewChain([]pipeline.Stage{{Name: "tag", Version: "1", Steps: []pipeline.Step{run}}})
	if err != nil {
		t.Fatal(err)
	}
	return local.Config{Parser: parser, Chain: chain, Sink: sink, Workers: workers}
}

func ok(context.Context, *schemas.Call) error { return nil }

// callLine is one call as a line of JSON.
func callLine(id, text string) string {
	return fmt.Sprintf(`{"id":%q,"call_date":"2026-11-09","turns":[{"idx":0,"role":"customer","text":%q}]}`+"\n", id, text)
}

func calls(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(callLine(fmt.Sprintf("C%05d", i), fmt.Sprintf("第%d个电话", i)))
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

func TestOutputIsInInputOrderWhateverTheWorkers(t *testing.T) {
	path := write(t, "calls.jsonl", calls(1500))
	var first []byte
	for _, workers := range []int{1, 2, 7} {
		var out bytes.Buffer
		var n atomic.Int64
		cfg := config(t, local.NewLines(&out, func(*ingest.Rejection) {}), workers, func(_ context.Context, c *schemas.Call) error {
			if n.Add(1)%100 == 0 {
				time.Sleep(time.Millisecond) // some calls take longer than their neighbours
			}
			c.Keywords = []schemas.Keyword{{Term: c.Turns[0].Text, Score: 1}}
			return nil
		})
		result, err := local.Run(t.Context(), cfg, []string{path})
		if err != nil {
			t.Fatal(err)
		}
		if result.Analyzed != 1500 {
			t.Fatalf("%d workers: %+v", workers, result)
		}
		if first == nil {
			first = out.Bytes()
		} else if !bytes.Equal(first, out.Bytes()) {
			t.Errorf("output of %d workers differs from that of one", workers)
		}
	}
	if i := strings.Index(string(first), "C00001"); i < 0 || i > strings.Index(string(first), "C01499") {
		t.Error("output is not in input order")
	}
}

func TestSecondRunChangesNothing(t *testing.T) {
	path := write(t, "calls.jsonl", calls(300)+callLine("broken", "x")[:20]+"\n")
	sink := newMemory()
	first, err := local.Run(t.Context(), config(t, sink, 2, ok), []string{path})
	if err != nil {
		t.Fatal(err)
	}
	second, err := local.Run(t.Context(), config(t, sink, 2, ok), []string{path})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(local.Result{Calls: 300, Analyzed: 300, Rejected: 1}, first); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(local.Result{Calls: 300, Unchanged: 300, Rejected: 1}, second); diff != "" {
		t.Error(diff)
	}
	if len(sink.landed) != 300 {
		t.Errorf("%d calls landed in two runs, want 300", len(sink.landed))
	}
}

func TestOneIDTwice(t *testing.T) {
	same := callLine("A", "订单少了")
	path := write(t, "calls.jsonl", same+callLine("B", "还行")+same+callLine("A", "另一个电话"))
	for run := range 2 {
		sink := newMemory()
		result, err := local.Run(t.Context(), config(t, sink, 2, ok), []string{path})
		if err != nil {
			t.Fatal(err)
		}
		if result.Repeated != 1 || result.Rejected != 1 || len(sink.landed) != 2 {
			t.Errorf("run %d: %+v, landed %v", run, result, sink.landed)
		}
		if len(sink.rejected) != 1 || !strings.Contains(sink.rejected[0], `"A" came before`) {
			t.Errorf("run %d: rejected %q", run, sink.rejected)
		}
	}
}

func TestFailingCallIsRejectedAndTheRestGoesOn(t *testing.T) {
	path := write(t, "calls.jsonl", calls(10))
	sink := newMemory()
	cfg := config(t, sink, 2, func(_ context.Context, c *schemas.Call) error {
		if c.ID == "C00004" {
			panic("odd call")
		}
		return nil
	})
	result, err := local.Run(t.Context(), cfg, []string{path})
	if err != nil {
		t.Fatal(err)
	}
	if result.Analyzed != 9 || result.Rejected != 1 || !strings.Contains(sink.rejected[0], "line 5") && !strings.Contains(sink.rejected[0], ":5") {
		t.Errorf("%+v, rejected %q", result, sink.rejected)
	}
}

func TestInterruptLandsWhatIsUnderWay(t *testing.T) {
	path := write(t, "calls.jsonl", calls(5000))
	sink := newMemory()
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("stop")
	var n atomic.Int64
	result, err := local.Run(ctx, config(t, sink, 2, func(context.Context, *schemas.Call) error {
		if n.Add(1) == 500 {
			cancel(stop)
		}
		return nil
	}), []string{path})
	if !errors.Is(err, stop) {
		t.Fatalf("error %v, want the cause of the interrupt", err)
	}
	if result.Analyzed == 5000 || result.Analyzed == 0 || len(sink.landed) != result.Analyzed {
		t.Errorf("%+v, landed %d", result, len(sink.landed))
	}
	again, err := local.Run(t.Context(), config(t, sink, 2, ok), []string{path})
	if err != nil || again.Unchanged != result.Analyzed || again.Analyzed != 5000-result.Analyzed {
		t.Errorf("second run %+v, %v", again, err)
	}
}

func TestSinkFailureStopsTheRun(t *testing.T) {
	path := write(t, "calls.jsonl", calls(5000))
	sink := newMemory()
	sink.fail = errors.New("disk full")
	_, err := local.Run(t.Context(), config(t, sink, 2, ok), []string{path})
	if !errors.Is(err, sink.fail) {
		t.Errorf("error %v, want that of the sink", err)
	}
}

func TestDrainLimitEndsWaitingForTheSink(t *testing.T) {
	// The run ends while it reads, and when all is read.
	for _, n := range []int{5000, 10} {
		sink := newMemory()
		sink.away = make(chan struct{})
		ctx, cancel := context.WithCancelCause(t.Context())
		stop := errors.New("stop")
		go func() {
			<-sink.away
			cancel(stop)
		}()
		cfg := config(t, sink, 2, ok)
		cfg.Drain = time.Millisecond
		result, err := local.Run(ctx, cfg, []string{write(t, "calls.jsonl", calls(n))})
		if !errors.Is(err, stop) || result.Analyzed != 0 {
			t.Errorf("%+v, error %v, want the cause of the interrupt", result, err)
		}
	}
}

// TestDrainLimitIsNoSuccess lets the time run out between two uses of the sink,
// neither of which fails, when everything has been read.
func TestDrainLimitIsNoSuccess(t *testing.T) {
	sink := newMemory()
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("stop")
	sink.rejecting = func(ctx context.Context) {
		cancel(stop)
		<-ctx.Done()
	}
	cfg := config(t, sink, 2, ok)
	cfg.Drain = time.Millisecond
	// Time for the reader to come to its end after the one chunk.
	cfg.Chain = config(t, sink, 1, func(context.Context, *schemas.Call) error {
		time.Sleep(20 * time.Millisecond)
		return nil
	}).Chain
	result, err := local.Run(ctx, cfg, []string{write(t, "calls.jsonl", callLine("A", "订单少了")+"{\n")})
	if !errors.Is(err, stop) || result.Analyzed != 0 || len(sink.landed) != 0 {
		t.Errorf("%+v, landed %q, error %v, want the cause of the interrupt", result, sink.landed, err)
	}
}

func TestCallsThatTheSinkRefusesAreRejected(t *testing.T) {
	path := write(t, "calls.jsonl", calls(10))
	sink := newMemory()
	sink.refuse = func(c *schemas.Call) bool { return c.ID == "C00003" }
	result, err := local.Run(t.Context(), config(t, sink, 2, ok), []string{path})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(local.Result{Calls: 10, Analyzed: 9, Rejected: 1}, result); diff != "" {
		t.Error(diff)
	}
	if len(sink.rejected) != 1 || !strings.Contains(sink.rejected[0], "line 4: call-json: refused") {
		t.Errorf("rejected %q", sink.rejected)
	}
}

// Large calls must not pile up until there are a thousand of them.
func TestLargeCallsAreLandedEarly(t *testing.T) {
	var b strings.Builder
	for i := range 24 {
		b.WriteString(callLine(fmt.Sprintf("C%05d", i), strings.Repeat("货", 1<<20)))
	}
	sink := &largest{memory: newMemory()}
	if _, err := local.Run(t.Context(), config(t, sink, 1, ok), []string{write(t, "calls.jsonl", b.String())}); err != nil {
		t.Fatal(err)
	}
	if len(sink.landed) != 24 || sink.calls > 12 {
		t.Errorf("%d calls of 3 MiB landed, up to %d at a time", len(sink.landed), sink.calls)
	}
}

// largest notes how many calls it was handed at a time.
type largest struct {
	*memory
	calls int
}

func (l *largest) Land(ctx context.Context, calls []*schemas.Call, version string) ([]*ingest.Rejection, error) {
	l.calls = max(l.calls, len(calls))
	return l.memory.Land(ctx, calls, version)
}

func TestProgressAddsUp(t *testing.T) {
	path := write(t, "calls.jsonl", calls(1000))
	var last local.Progress
	cfg := config(t, newMemory(), 2, ok)
	cfg.Progress = func(p local.Progress) {
		if p.Bytes < last.Bytes || p.Calls < last.Calls {
			t.Errorf("progress goes back from %+v to %+v", last, p)
		}
		last = p
	}
	if _, err := local.Run(t.Context(), cfg, []string{path}); err != nil {
		t.Fatal(err)
	}
	if last.Calls != 1000 || last.Bytes < 50_000 {
		t.Errorf("last progress %+v", last)
	}
}
