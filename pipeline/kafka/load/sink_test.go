package load_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/deadletter"
	"huifang/pipeline/ingest"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/load"
	"huifang/pipeline/local"
)

// TestWhatIsSentAgain goes through the ways in which a call comes a second time.
func TestWhatIsSentAgain(t *testing.T) {
	c, p := kafkatest.Open(t, kafkatest.StartFake(t))
	d := newDesk(t, c, p)
	folder := t.TempDir()
	put := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("a.json", callLine("A", "B1", "订单少了"))
	put("b.srt", "1\n00:00:01,000 --> 00:00:02,000\n客户:订单还行。\n")
	put("b.meta.json", `{"id":"B","borrower_id":"B2"}`)
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	if err := w.AddFS(os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	packed := write(t, "visits.zip", archive.String())

	for _, step := range []struct {
		name   string
		change func()
		path   string
		want   local.Result
	}{
		{"first", func() {}, folder, local.Result{Calls: 2, Analyzed: 2}},
		{"the same", func() {}, folder, local.Result{Calls: 2, Unchanged: 2}},
		{"packed", func() {}, packed, local.Result{Calls: 2, Unchanged: 2}},
		{"corrected", func() { put("a.json", callLine("A", "B1", "订单少了三成")) }, folder, local.Result{Calls: 2, Analyzed: 1, Unchanged: 1}},
		{"other metadata", func() { put("b.meta.json", `{"id":"B","borrower_id":"B2","call_date":"2026-11-01"}`) }, folder, local.Result{Calls: 2, Analyzed: 1, Unchanged: 1}},
		{"on demand", func() { d.again = true }, folder, local.Result{Calls: 2, Analyzed: 2}},
	} {
		d.now = d.now.Add(time.Hour)
		step.change()
		if d := cmp.Diff(step.want, d.mustRun(t, step.path)); d != "" {
			t.Errorf("%s: %s", step.name, d)
		}
	}
	// Of the corrected call the message that counts is the later one.
	var texts []string
	entered := time.Time{}
	for _, a := range onTopic(t, c, d.topic) {
		if a.call.ID != "A" {
			continue
		}
		texts = append(texts, a.call.Turns[0].Text)
		if !a.entered.After(entered) {
			t.Errorf("entered at %v, not after %v", a.entered, entered)
		}
		entered = a.entered
	}
	if d := cmp.Diff([]string{"订单少了", "订单少了三成", "订单少了三成"}, texts); d != "" {
		t.Error(d)
	}
}

func TestOneIDTwiceInARun(t *testing.T) {
	c, p := kafkatest.Open(t, kafkatest.StartFake(t))
	d := newDesk(t, c, p)
	same := callLine("A", "B1", "订单少了")
	path := write(t, "calls.jsonl", same+callLine("B", "B1", "还行")+same+callLine("A", "B1", "另一个电话"))
	if d := cmp.Diff(local.Result{Calls: 4, Analyzed: 2, Repeated: 1, Rejected: 1}, d.mustRun(t, path)); d != "" {
		t.Error(d)
	}
	if len(d.rejected) != 1 || !strings.Contains(d.rejected[0], `calls.jsonl: line 4: call-json: call id "A" came before`) {
		t.Errorf("rejected %q", d.rejected)
	}
	checkArrived(t, c, d.topic, 2)
}

func TestRejectedInputsAreNamedAndKept(t *testing.T) {
	c, p := kafkatest.Open(t, kafkatest.StartFake(t))
	d := newDesk(t, c, p)
	broken := `{"id":"broken","turns":[`
	large := callLine("large", "B1", strings.Repeat("货", load.MaxCallBytes/3))
	path := write(t, "calls.jsonl", callLine("A", "B1", "订单少了")+broken+"\n"+large+callLine("C", "B1", "还行"))
	if d := cmp.Diff(local.Result{Calls: 3, Analyzed: 2, Rejected: 2}, d.mustRun(t, path)); d != "" {
		t.Error(d)
	}
	checkArrived(t, c, d.topic, 2)
	var kept []deadletter.Letter
	dir := filepath.Join(d.dir, "rejected")
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		letter, err := deadletter.Open(dir).Get(strings.TrimSuffix(filepath.Base(name), ".json"))
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, letter)
	}
	if len(kept) != 2 || len(d.rejected) != 2 {
		t.Fatalf("%d letters kept, %d told of", len(kept), len(d.rejected))
	}
	if kept[0].Position != "line 2" {
		kept[0], kept[1] = kept[1], kept[0]
	}
	if kept[0].Position != "line 2" || string(kept[0].Data) != broken {
		t.Errorf("kept of the broken line: %s %q", kept[0].Position, kept[0].Data)
	}
	if kept[1].Position != "line 3" || !strings.Contains(kept[1].Reason, "over the limit of 8388608") || !json.Valid(kept[1].Data) {
		t.Errorf("kept of the large call: %s, %s, %d bytes", kept[1].Position, kept[1].Reason, len(kept[1].Data))
	}
	if len(d.rejected) == 2 && !strings.HasPrefix(d.rejected[0], path+":2:") && !strings.HasPrefix(d.rejected[1], path+":2:") {
		t.Errorf("told of %q", d.rejected)
	}
}

// stuck is a producer that gets nothing through until ctx ends.
type stuck struct{ reached chan struct{} }

func (s stuck) Write(ctx context.Context, _ []kafka.Message) error {
	close(s.reached)
	<-ctx.Done()
	return ctx.Err()
}

// endless is JSON Lines of different calls without end; it counts what was read
// of it.
type endless struct {
	rest []byte
	n    int
	read atomic.Int64
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		e.n++
		e.rest = []byte(callLine(strconv.Itoa(e.n), "B1", strings.Repeat("货", 1000)))
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	e.read.Add(int64(n))
	return n, nil
}

// TestMemoryIsBoundedWhileKafkaIsAway reads from a source without end: reading
// must come to rest.
func TestMemoryIsBoundedWhileKafkaIsAway(t *testing.T) {
	c, _ := kafkatest.Open(t, kafkatest.StartFake(t))
	waiting := stuck{make(chan struct{})}
	d := newDesk(t, c, waiting)
	d.drain = time.Millisecond
	source := &endless{}
	d.stdin = source
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	var result local.Result
	go func() {
		var err error
		result, err = d.run(ctx, t, "-")
		ended <- err
	}()
	<-waiting.reached
	const bound = 16 << 20
	for before, quiet := int64(0), 0; quiet < 5; time.Sleep(20 * time.Millisecond) {
		now := source.read.Load()
		if now > bound {
			t.Fatalf("%d bytes read while nothing is sent", now)
		}
		if quiet++; now != before {
			before, quiet = now, 0
		}
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the run ends with %v", err)
	}
	if result.Analyzed != 0 || result.Calls < 1000 {
		t.Errorf("%+v", result)
	}
}

// TestFollowedFolder puts in what comes to a folder while it is watched, by two
// processes one after the other.
func TestFollowedFolder(t *testing.T) {
	c, p := kafkatest.Open(t, kafkatest.StartFake(t))
	d := newDesk(t, c, p)
	folder := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		// As programs do that move files in when they are complete.
		whole := write(t, name, callLine(strings.TrimSuffix(name, ".json"), "B1", text))
		if err := os.Rename(whole, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	put("1.json", "订单少了")
	todo := []func(){
		func() { put("2.json", "还行") },
		func() { put("1.json", "订单少了三成") },
	}
	for range 2 {
		ctx, cancel := context.WithCancel(t.Context())
		err := ingest.Follow(ctx, []string{folder}, ingest.FollowOptions{Every: time.Millisecond, Settle: time.Millisecond}, func(files []string) error {
			if _, err := d.run(ctx, t, files...); err != nil {
				return err
			}
			if len(todo) == 0 {
				cancel()
				return nil
			}
			todo[0]()
			todo = todo[1:]
			return nil
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	var texts []string
	for _, a := range onTopic(t, c, d.topic) {
		texts = append(texts, a.call.Turns[0].Text)
	}
	if d := cmp.Diff([]string{"订单少了", "还行", "订单少了三成"}, texts); d != "" {
		t.Error(d)
	}
}
