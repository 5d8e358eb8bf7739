package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/alert"
	"huifang/pipeline/kafka/message"
	"huifang/schemas"
)

// Chaos is short in the test suite. A long run:
//
//	HUIFANG_CHAOS_CALLS=100000 HUIFANG_CHAOS_EVENTS=100 go test -run Chaos -v -timeout 2h ./cmd/huifang
//
// HUIFANG_CHAOS_SEED repeats the events of an earlier run, though not their
// effects.
const (
	chaosCalls  = 1200
	chaosEvents = 8
	// chaosSession is the session time-out of the services, which SIGSTOP
	// outlasts.
	chaosSession = 3 * time.Second
	// chaosPoison is how many records of nonsense each topic gets.
	chaosPoison = 3
)

func chaosNumber(t *testing.T, name string, standard int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return standard
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// Whatever is killed, frozen or cut off while calls go through services on Apache
// Kafka: in the end every call is in ClickHouse once and whole, every answer is
// that of the local driver, the alerts are those that must be raised, and the
// dead letters are what was poison.
func TestChaos(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	calls := chaosNumber(t, "HUIFANG_CHAOS_CALLS", chaosCalls)
	events := chaosNumber(t, "HUIFANG_CHAOS_EVENTS", chaosEvents)
	seed := chaosNumber(t, "HUIFANG_CHAOS_SEED", int(time.Now().UnixNano()%1e6))
	t.Logf("HUIFANG_CHAOS_SEED=%d", seed)

	in := newInstallation(t, "extract")
	c := &chaos{installation: in, random: rand.New(rand.NewPCG(uint64(seed), 0)), injected: map[string]int{}}
	for range 2 {
		limits := []string{"--session-timeout", chaosSession.String(), "--drain-timeout", "2s"}
		in.start(append([]string{"stage", "segment,extract"}, limits...)...)
		in.start(append([]string{"stage", "tag,assess,mask"}, limits...)...)
		in.start(append([]string{"land", "--clickhouse", in.dsn, "--data-dir", in.dir}, limits...)...)
	}
	stopWatching := c.watch()

	var parts []string
	for i, from := 0, 0; i < events; i++ {
		n := (calls - from) / (events - i)
		part := filepath.Join(in.dir, fmt.Sprintf("part%d.jsonl", i))
		manyCalls(t, part, from, n)
		parts, from = append(parts, part), from+n
		in.ingest(part)
		c.inject(i)
	}
	c.poison()

	deadline := time.Now().Add(time.Minute + time.Duration(calls)*20*time.Millisecond)
	poisoned := c.poisoned()
	for in.number("uniqExact(call_id)", "calls") != calls || c.letters() < poisoned {
		if time.Now().After(deadline) {
			t.Fatalf("after all %d of %d calls are there, and %d of %d dead letters", in.number("uniqExact(call_id)", "calls"), calls, c.letters(), poisoned)
		}
		time.Sleep(200 * time.Millisecond)
	}
	stall := stopWatching()
	for _, p := range in.services {
		p.stop()
	}

	all := filepath.Join(in.dir, "all.jsonl")
	join(t, all, parts...)
	c.compare(all)
	c.checkAlerts(all)
	if n := c.letters(); n != poisoned {
		t.Errorf("%d dead letters, %d records were poison", n, poisoned)
	}
	sent, _ := in.records("huifang.calls", callID(t))
	analyzed, distinct := in.records("huifang.analyzed", callID(t))
	landed := in.number("count()", "analyses")
	t.Logf("%d calls, %d events %v", calls, events, c.injected)
	t.Logf("on huifang.calls %d records, on huifang.analyzed %d of %d calls (%.1f %% repeated), rows in ClickHouse, merged or not, %d; %d dead letters",
		sent, analyzed, distinct, 100*float64(analyzed-distinct)/float64(distinct), landed, poisoned)
	t.Logf("longest time without a new call in ClickHouse: %s", stall.Round(100*time.Millisecond))
}

// callID reads the id of the call of a message; poison has none.
func callID(t *testing.T) func(*kafka.Message) string {
	return func(m *kafka.Message) string {
		c, _, err := message.Decode(m)
		if err != nil {
			return ""
		}
		return c.ID
	}
}

type chaos struct {
	*installation
	random   *rand.Rand
	injected map[string]int
}

// inject does the i-th thing that must not matter; every kind has its turn.
func (c *chaos) inject(i int) {
	c.t.Helper()
	p := c.services[c.random.IntN(len(c.services))]
	kinds := []struct {
		name string
		do   func()
	}{
		{"service killed", func() { p.kill(); c.pause(500); p.start() }},
		{"service frozen past its session", func() {
			p.signal(syscall.SIGSTOP)
			time.Sleep(chaosSession + 2*time.Second)
			p.signal(syscall.SIGCONT)
		}},
		{"service stopped in order", func() { p.stop(); p.start() }},
		{"broker killed", func() { c.broker.Kill(); c.pause(1000); c.must(c.broker.Start()) }},
		{"ClickHouse killed", func() { c.killStore(); c.pause(1000); c.must(c.store.Restart(c.t.Context())) }},
		{"connections to Kafka dropped", func() { c.toBroker.Drop() }},
		{"connections to ClickHouse dropped", func() { c.toStore.Drop() }},
		{"two services killed", func() {
			q := c.services[c.random.IntN(len(c.services))]
			p.kill()
			q.kill()
			p.start()
			if q != p {
				q.start()
			}
		}},
	}
	kind := kinds[i%len(kinds)]
	c.injected[kind.name]++
	kind.do()
	c.pause(1500)
}

func (c *chaos) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// pause waits for up to most milliseconds.
func (c *chaos) pause(most int) { time.Sleep(time.Duration(c.random.IntN(most)) * time.Millisecond) }

// killStore kills the process of the embedded server.
func (c *chaos) killStore() {
	c.t.Helper()
	exited := c.store.Exited()
	c.must(syscall.Kill(c.store.PID(), syscall.SIGKILL))
	<-exited
}

// Values that are poison: no JSON, and a call that has not been through the stages
// before the topic.
const (
	brokenCall = `{"id":`
	strayCall  = `{"id":"stray","turns":[{"idx":0,"role":"agent","text":"喂"}]}`
)

// poison puts such records into two topics.
func (c *chaos) poison() {
	c.t.Helper()
	var msgs []kafka.Message
	for i := range chaosPoison {
		key := []byte(strconv.Itoa(i))
		msgs = append(msgs,
			kafka.Message{Topic: "huifang.calls", Key: key, Value: []byte(brokenCall)},
			kafka.Message{Topic: "huifang.extract", Key: key, Value: []byte(strayCall)},
		)
	}
	c.must(c.producer.Write(c.t.Context(), msgs))
}

// poisoned counts these records on the topics: a write that was tried again after
// a broken connection may have put them there twice.
func (c *chaos) poisoned() int {
	c.t.Helper()
	n := 0
	for _, topic := range []string{"huifang.calls", "huifang.extract"} {
		c.must(c.client.Scan(c.t.Context(), topic, func(m *kafka.Message) error {
			if v := string(m.Value); v == brokenCall || v == strayCall {
				n++
			}
			return nil
		}))
	}
	if n < 2*chaosPoison {
		c.t.Fatalf("only %d of %d poison records are on the topics", n, 2*chaosPoison)
	}
	return n
}

// letters counts dead letters.
func (c *chaos) letters() int {
	c.t.Helper()
	return strings.Count(mustRun(c.t, exitOK, "dlq", "list", "--brokers", c.toBroker.Address).out, "\n")
}

// watch notes the longest time in which no call arrives.
func (c *chaos) watch() (stop func() time.Duration) {
	done, longest := make(chan struct{}), make(chan time.Duration, 1)
	go func() {
		var worst time.Duration
		last, since := 0, time.Now()
		for {
			select {
			case <-done:
				longest <- worst
				return
			case <-time.After(100 * time.Millisecond):
			}
			if n := c.number("uniqExact(call_id)", "analyses"); n > last {
				if last > 0 {
					worst = max(worst, time.Since(since))
				}
				last, since = n, time.Now()
			}
		}
	}()
	return func() time.Duration { close(done); return <-longest }
}

// compare holds the answers of the store to those over the same calls analysed by
// the local driver.
func (c *chaos) compare(calls string) {
	c.t.Helper()
	local := filepath.Join(c.dir, "local")
	mustRun(c.t, exitOK, "analyze", calls, "--data-dir", local, "-q")
	want := ask(c.t, local)
	for _, sql := range answers {
		got := mustRun(c.t, exitOK, "query", "--clickhouse", c.dsn, "--format", "csv", sql).out
		if diff := cmp.Diff(want[sql], got); diff != "" {
			c.t.Errorf("%s: - local driver, + Kafka\n%s", sql, diff)
		}
	}
	if n := c.number("count()", "calls WHERE turns = 0 OR alert_level = ''"); n > 0 {
		c.t.Errorf("%d calls are not whole", n)
	}
}

// checkAlerts holds the ids on the alert topic to those that must be raised.
func (c *chaos) checkAlerts(calls string) {
	c.t.Helper()
	chain, err := (&analysisFlags{}).newChain(true, nil)
	c.must(err)
	f, err := os.Open(calls)
	c.must(err)
	defer f.Close()
	want := map[string]bool{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		call, err := schemas.Decode(lines.Bytes())
		c.must(err)
		c.must(chain.Run(c.t.Context(), call))
		event, err := alert.Raise(call, alert.Meta{Entered: time.Unix(1, 0)})
		c.must(err)
		if event != nil {
			want[event.ID] = true
		}
	}
	c.must(lines.Err())
	got := map[string]bool{}
	all := 0
	c.must(c.client.Scan(c.t.Context(), "huifang.alerts", func(m *kafka.Message) error {
		event, err := alert.Parse(m.Value)
		if err == nil {
			got[event.ID] = true
			all++
		}
		return err
	}))
	if diff := cmp.Diff(want, got); diff != "" {
		c.t.Errorf("alerts: - wanted, + raised\n%s", diff)
	}
	printed := mustRun(c.t, exitOK, "alerts", "follow", "--brokers", c.toBroker.Address, "--beginning", "--until-end", "--format", "json").out
	if n := strings.Count(printed, "\n"); n != len(want) {
		c.t.Errorf("alerts follow printed %d alerts of %d", n, len(want))
	}
	c.t.Logf("alerts: %d of %d on the topic, %d repeated", len(got), len(want), all-len(got))
}
