package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/topic"
)

// partitions of each topic, keys of the records.
const (
	partitions = 4
	keys       = 13
)

// patience bounds each wait; nothing is measured by it.
const patience = time.Minute

// scenario is a set of topics and the members that read them.
type scenario struct {
	*testing.T
	broker   *kafkatest.Proxied
	layout   topic.Layout
	client   *client.Client
	producer *client.Producer
	sent     int
}

// newScenario makes topics whose names begin with name.
func newScenario(t *testing.T, b *kafkatest.Proxied, name string) *scenario {
	t.Helper()
	s := &scenario{T: t, broker: b, layout: topic.Layout{Prefix: name, Stages: []string{"relay"}}}
	s.client, s.producer = kafkatest.Open(t, b.Address)
	specs, err := s.layout.Plan(nil, topic.Settings{Partitions: partitions})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := topic.Apply(t.Context(), s.client, specs, topic.Options{}); err != nil {
		t.Fatal(err)
	}
	return s
}

// send writes n records to a lane.
func (s *scenario) send(lane topic.Lane, n int) {
	s.Helper()
	var msgs []kafka.Message
	for range n {
		msgs = append(msgs, kafka.Message{Topic: s.layout.Calls(lane), Key: []byte(fmt.Sprint("key", s.sent%keys)), Value: []byte(strconv.Itoa(s.sent))})
		s.sent++
	}
	s.write(msgs...)
}

func (s *scenario) write(msgs ...kafka.Message) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), patience)
	defer cancel()
	if err := s.producer.Write(ctx, msgs); err != nil {
		s.Fatal(err)
	}
}

// member returns a member that can be started.
func (s *scenario) member() *member {
	return &member{Brokers: []string{s.broker.Address}, Layout: s.layout, BatchRecords: 5, Slow: 5 * time.Millisecond}
}

// run runs m in this process until the function returned is called; that waits
// until it has drained and left.
func (s *scenario) run(m *member) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- m.run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			s.Errorf("member: %v", err)
		}
	})
	s.Cleanup(stop)
	return stop
}

// spawn runs m in a process of its own until the test ends.
func (s *scenario) spawn(m *member) *os.Process {
	s.Helper()
	text, err := json.Marshal(m)
	if err != nil {
		s.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asMember+"="+string(text))
	cmd.Stderr = s.Output()
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() {
		// It may have ended, and how it ended is the test's doing.
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return cmd.Process
}

func (s *scenario) signal(p *os.Process, sig syscall.Signal) {
	s.Helper()
	if err := p.Signal(sig); err != nil {
		s.Fatal(err)
	}
}

func (s *scenario) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *scenario) eventually(what string, ok func() bool) {
	s.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			s.Fatalf("waited in vain: %s", what)
		}
	}
}

// begun waits until n records are on the output of a lane.
func (s *scenario) begun(lane topic.Lane, n int) {
	s.Helper()
	s.eventually(fmt.Sprintf("%d records relayed", n), func() bool {
		ends, err := s.ends(s.layout.Analyzed(lane))
		return err == nil && sum(ends) >= int64(n)
	})
}
