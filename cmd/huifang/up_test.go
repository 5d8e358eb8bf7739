package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/clickhouse/embedded"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/trial"
)

// Calls for huifang up: enough at first that it is killed in the middle of them.
const (
	upCalls     = 2000
	upMoreCalls = 100
)

// What was put in is stored once and whole, whatever is killed: huifang up or the
// ClickHouse that it runs.
func TestUpOutlivesKills(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	needClickHouse(t)
	in, dir := t.TempDir(), filepath.Join(t.TempDir(), "up")
	many, more := filepath.Join(in, "many.jsonl"), filepath.Join(in, "more.jsonl")
	manyCalls(t, many, 0, upCalls)
	manyCalls(t, more, upCalls, upMoreCalls)

	up := startUp(t, dir)
	mustRun(t, exitOK, "ingest", "--data-dir", dir, "-q", examples, many)
	stored := 0
	up.waitFor("nothing is stored", func() bool { stored = up.calls(); return stored > 0 })
	up.kill()
	t.Logf("killed when %d of %d calls were stored", stored, 60+upCalls)
	up.start()
	up.waitCalls(60 + upCalls)

	o := huifang(t, "", "up", "--data-dir", dir)
	if o.code != exitInfrastructure || !strings.Contains(o.err, "another process runs the broker") {
		t.Errorf("a second huifang up on the directory: exit code %d, %s", o.code, o.err)
	}

	store, err := embedded.Connect(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(store.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	mustRun(t, exitOK, "ingest", "--data-dir", dir, "-q", more)
	up.waitCalls(60 + upCalls + upMoreCalls)

	local := filepath.Join(in, "local")
	mustRun(t, exitOK, "analyze", examples, many, more, "--data-dir", local, "-q")
	want := ask(t, local)
	for _, sql := range answers {
		got := mustRun(t, exitOK, "query", "--data-dir", dir, "--format", "csv", sql).out
		if diff := cmp.Diff(want[sql], got); diff != "" {
			t.Errorf("%s: - huifang analyze, + huifang up\n%s", sql, diff)
		}
	}
	up.checkAlerts()
	up.poisonAlerts()
	up.stop()
	up.checkLog("福州榕茂茶业有限公司", "我儿子结婚", "borrower-0001")

	if o := huifang(t, "", "ingest", "--data-dir", dir, more); o.code != exitUsage || !strings.Contains(o.err, "huifang up") {
		t.Errorf("ingest where nothing runs: exit code %d, %s", o.code, o.err)
	}
}

// upProcess is huifang up in a process of its own. What it prints and what it
// logs go to different files.
type upProcess struct {
	*process
	dir, out string
}

func startUp(t *testing.T, dir string) *upProcess {
	t.Helper()
	up := &upProcess{
		dir: dir, out: filepath.Join(t.TempDir(), "out"),
		process: &process{t: t, args: []string{"up", "--data-dir", dir}, log: filepath.Join(t.TempDir(), "log")},
	}
	t.Cleanup(func() {
		up.kill()
		if t.Failed() {
			up.tell()
		}
	})
	up.start()
	return up
}

// start runs up and waits until it says that it is.
func (up *upProcess) start() {
	up.t.Helper()
	open := func(path string) *os.File {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			up.t.Fatal(err)
		}
		return f
	}
	log, out := open(up.log), open(up.out)
	defer log.Close()
	defer out.Close()
	before := strings.Count(up.printed(), "up in ")
	up.cmd, up.done = exec.Command(os.Args[0], up.args...), make(chan error, 1)
	up.cmd.Env = append(os.Environ(), asProgram+"=1")
	up.cmd.Stdout, up.cmd.Stderr = out, log
	if err := up.cmd.Start(); err != nil {
		up.t.Fatal(err)
	}
	go func(cmd *exec.Cmd, done chan<- error) { done <- cmd.Wait() }(up.cmd, up.done)
	up.waitFor("up has not started", func() bool { return strings.Count(up.printed(), "up in ") > before })
}

func (up *upProcess) waitFor(trouble string, done func() bool) {
	up.t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !done(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			up.t.Fatal(trouble)
		}
	}
}

// printed is what up has printed so far, logged what it has logged.
func (up *upProcess) printed() string { return up.content(up.out) }

func (up *upProcess) logged() string { return up.content(up.log) }

func (up *upProcess) content(path string) string {
	up.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		up.t.Fatal(err)
	}
	return string(data)
}

// waitCalls waits until n calls are stored.
func (up *upProcess) waitCalls(n int) {
	up.t.Helper()
	up.waitFor("calls are missing", func() bool { return up.calls() == n })
}

// calls counts the calls that are stored, 0 while the server does not answer. It
// starts no server, as huifang query would.
func (up *upProcess) calls() int {
	ctx, cancel := context.WithTimeout(up.t.Context(), 5*time.Second)
	defer cancel()
	server, err := embedded.Connect(ctx, up.dir)
	if err != nil {
		return 0
	}
	db, err := clickhouse.Open(ctx, server.DSN())
	if err != nil {
		return 0
	}
	defer db.Close()
	rows, err := query(ctx, db, "SELECT toString(count()) FROM calls")
	if err != nil || len(rows) != 1 {
		return 0
	}
	n, err := strconv.Atoi(rows[0][0])
	if err != nil {
		up.t.Error(err)
	}
	return n
}

// checkAlerts holds the alert feed, and what was printed of it, to the alerts
// that stand in the store.
func (up *upProcess) checkAlerts() {
	up.t.Helper()
	stored := mustRun(up.t, exitOK, "query", "--data-dir", up.dir, "--format", "csv", "SELECT count(), any(call_id) FROM alerts WHERE call_id >= 'call-002000'").out
	count, id, _ := strings.Cut(strings.TrimSpace(stored), ",")
	if count == "0" || !strings.Contains(up.printed(), "call "+strings.Trim(id, `"`)+"\n") {
		up.t.Errorf("of %s alerts that of %s was not printed", count, id)
	}
	want := strings.TrimSpace(mustRun(up.t, exitOK, "query", "--data-dir", up.dir, "--format", "csv", "SELECT count() FROM alerts").out)
	feed := mustRun(up.t, exitOK, "alerts", "follow", "--data-dir", up.dir, "--beginning", "--until-end", "--format", "json").out
	if got := strconv.Itoa(strings.Count(feed, "\n")); got != want {
		up.t.Errorf("%s alerts in the feed, %s in the store", got, want)
	}
}

// poisonAlerts puts a record into the alert feed that is no alert, and waits until
// it was passed over.
func (up *upProcess) poisonAlerts() {
	up.t.Helper()
	cfg, err := trial.Find(up.dir)
	if err != nil {
		up.t.Fatal(err)
	}
	c, err := client.Open(cfg)
	if err != nil {
		up.t.Fatal(err)
	}
	defer c.Close()
	p := client.NewProducer(c)
	defer p.Close()
	if err := p.Write(up.t.Context(), []kafka.Message{{Topic: "huifang.alerts", Value: []byte("我儿子结婚")}}); err != nil {
		up.t.Fatal(err)
	}
	up.waitFor("the record was not passed over", func() bool { return strings.Contains(up.logged(), "passed over") })
}

// checkLog looks for words of calls in the log, which must name none.
func (up *upProcess) checkLog(words ...string) {
	up.t.Helper()
	log := up.logged()
	if !strings.Contains(log, "joined") {
		up.t.Errorf("nothing is logged:\n%s", log)
	}
	for _, word := range words {
		if strings.Contains(log, word) {
			up.t.Errorf("the log has %q", word)
		}
	}
}
