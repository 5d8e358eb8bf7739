package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/clickhouse/embedded"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
)

// installation is huifang on Apache Kafka and ClickHouse, each service a process
// of its own, with proxies in front of both servers.
type installation struct {
	t      testing.TB
	dir    string
	broker *kafkatest.ApacheBroker
	store  *embedded.Server
	// toBroker and toStore are where services connect.
	toBroker, toStore *kafkatest.Proxy
	dsn               string
	client            *client.Client
	producer          *client.Producer
	db                *clickhouse.Store
	services          []*process
}

// newInstallation starts both servers and makes tables and topics, with the
// chain cut after the stages named.
func newInstallation(t testing.TB, cut string) *installation {
	t.Helper()
	needClickHouse(t)
	in := &installation{t: t, dir: t.TempDir(), toBroker: kafkatest.StartProxy(t), toStore: kafkatest.StartProxy(t)}
	in.broker = kafkatest.StartApache(t, kafkatest.ApacheOptions{Advertised: in.toBroker.Address})
	in.toBroker.Target(in.broker.Address)
	in.client, in.producer = kafkatest.Open(t, in.toBroker.Address)
	var err error
	if in.store, err = embedded.Start(t.Context(), filepath.Join(in.dir, "store"), embedded.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := in.store.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	direct, err := url.Parse(in.store.DSN())
	if err != nil {
		t.Fatal(err)
	}
	in.toStore.Target(direct.Host)
	direct.Host = in.toStore.Address
	in.dsn = direct.String()
	if in.db, err = clickhouse.Open(t.Context(), in.store.DSN()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.db.Close() })
	mustRun(t, exitOK, "schema", "apply", "--clickhouse", in.dsn)
	args := []string{"topics", "apply", "--brokers", in.toBroker.Address, "--partitions", "6"}
	if cut != "" {
		args = append(args, "--cut", cut)
	}
	mustRun(t, exitOK, args...)
	return in
}

// start runs a service until the test ends.
func (in *installation) start(args ...string) *process {
	in.t.Helper()
	p := &process{t: in.t, args: append(args, "--brokers", in.toBroker.Address), log: filepath.Join(in.dir, fmt.Sprintf("%s-%d.log", args[0], len(in.services)))}
	p.start()
	in.t.Cleanup(func() {
		p.kill()
		if in.t.Failed() {
			p.tell()
		}
	})
	in.services = append(in.services, p)
	return p
}

// ingest sends the calls of a file.
func (in *installation) ingest(path string, args ...string) {
	in.t.Helper()
	mustRun(in.t, exitOK, append([]string{"ingest", path, "-q", "--brokers", in.toBroker.Address, "--data-dir", filepath.Join(in.dir, "ingest")}, args...)...)
}

// number asks the store for one, 0 while it does not answer.
func (in *installation) number(expression, from string) int {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	rows, err := query(ctx, in.db, "SELECT toString("+expression+") FROM "+from)
	if err != nil && clickhouse.Retryable(err) || ctx.Err() != nil {
		return 0
	}
	if err != nil || len(rows) != 1 {
		in.t.Errorf("%s from %s: %v, %v", expression, from, rows, err)
		return 0
	}
	n, err := strconv.Atoi(rows[0][0])
	if err != nil {
		in.t.Error(err)
	}
	return n
}

// records counts the records of a topic, and those with different keys of what
// id makes of them.
func (in *installation) records(topic string, id func(*kafka.Message) string) (all, distinct int) {
	in.t.Helper()
	seen := map[string]bool{}
	err := in.client.Scan(in.t.Context(), topic, func(m *kafka.Message) error {
		all++
		seen[id(m)] = true
		return nil
	})
	if err != nil {
		in.t.Fatal(err)
	}
	return all, len(seen)
}

// process is a service in a process of its own.
type process struct {
	t    testing.TB
	args []string
	log  string
	cmd  *exec.Cmd
	done chan error
}

func (p *process) start() {
	p.t.Helper()
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	p.cmd, p.done = exec.Command(os.Args[0], p.args...), make(chan error, 1)
	p.cmd.Env = append(os.Environ(), asProgram+"=1")
	p.cmd.Stdout, p.cmd.Stderr = log, log
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	go func(cmd *exec.Cmd, done chan<- error) { done <- cmd.Wait() }(p.cmd, p.done)
}

// tell logs what the process last said.
func (p *process) tell() {
	data, err := os.ReadFile(p.log)
	if err != nil {
		p.t.Error(err)
	}
	p.t.Logf("huifang %s\n…%s", strings.Join(p.args, " "), data[max(0, len(data)-3000):])
}

func (p *process) signal(s syscall.Signal) {
	// It may have ended.
	_ = p.cmd.Process.Signal(s)
}

// kill ends the process at once; it does nothing to one that has ended.
func (p *process) kill() {
	if p.done == nil {
		return
	}
	p.signal(syscall.SIGKILL)
	<-p.done
	p.done = nil
}

// stop ends the process in order and checks that it does.
func (p *process) stop() {
	p.t.Helper()
	if p.done == nil {
		return
	}
	p.signal(syscall.SIGTERM)
	select {
	case err := <-p.done:
		p.done = nil
		if err != nil {
			data, _ := os.ReadFile(p.log)
			p.t.Errorf("huifang %s: %v\n%s", strings.Join(p.args, " "), err, data)
		}
	case <-time.After(time.Minute):
		p.t.Errorf("huifang %s does not end", strings.Join(p.args, " "))
		p.kill()
	}
}

// manyCalls writes n calls as JSON Lines: those of the labelled calls over and
// over, with ids and borrowers of their own.
func manyCalls(tb testing.TB, path string, first, n int) {
	tb.Helper()
	data, err := os.ReadFile(devCalls)
	if err != nil {
		tb.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	w := json.NewEncoder(f)
	for i := first; i < first+n; i++ {
		var c map[string]any
		if err := json.Unmarshal(lines[i%len(lines)], &c); err != nil {
			tb.Fatal(err)
		}
		c["id"] = fmt.Sprintf("call-%06d", i)
		c["borrower_id"] = fmt.Sprintf("borrower-%04d", i%997)
		if err := w.Encode(c); err != nil {
			tb.Fatal(err)
		}
	}
}

// join writes files one after the other.
func join(tb testing.TB, path string, parts ...string) {
	tb.Helper()
	out, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer out.Close()
	for _, part := range parts {
		in, err := os.Open(part)
		if err != nil {
			tb.Fatal(err)
		}
		_, err = io.Copy(out, in)
		in.Close()
		if err != nil {
			tb.Fatal(err)
		}
	}
}
