package trial_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/kafka/trial"
)

// asBroker makes the test binary run a broker on the directory named until it is
// killed.
const asBroker = "HUIFANG_TEST_BROKER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(asBroker); dir != "" {
		if _, err := trial.Start(dir); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("ready")
		select {}
	}
	os.Exit(m.Run())
}

// child runs a broker in a process of its own.
func child(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asBroker+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kill(cmd) })
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("broker said %q, %v", line, err)
	}
	return cmd
}

func kill(cmd *exec.Cmd) {
	// It may be gone already.
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

func open(t *testing.T, dir string) (*client.Client, string) {
	t.Helper()
	cfg, err := trial.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	c, err := client.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, cfg.Brokers[0]
}

func TestRecordsAndOffsetsOutliveAKill(t *testing.T) {
	dir := t.TempDir()
	broker := child(t, dir)
	c, address := open(t, dir)
	spec := topic.Spec{Name: "x", Partitions: 1, Config: map[string]string{}}
	if _, err := topic.Apply(t.Context(), c, []topic.Spec{spec}, topic.Options{}); err != nil {
		t.Fatal(err)
	}
	p := client.NewProducer(c)
	defer p.Close()
	write := func(values ...string) {
		t.Helper()
		var msgs []kafka.Message
		for _, v := range values {
			msgs = append(msgs, kafka.Message{Topic: "x", Key: []byte("k"), Value: []byte(v)})
		}
		if err := p.Write(t.Context(), msgs); err != nil {
			t.Fatal(err)
		}
	}
	write("a", "b")
	commit := &kafka.OffsetCommitRequest{
		GroupID: "g", GenerationID: -1, Topics: map[string][]kafka.OffsetCommit{"x": {{Partition: 0, Offset: 1}}},
	}
	if answer, err := c.Kafka().OffsetCommit(t.Context(), commit); err != nil || answer.Topics["x"][0].Error != nil {
		t.Fatalf("commit: %+v, %v", answer, err)
	}
	for range 2 {
		kill(broker)
		if _, err := trial.Find(dir); !errors.Is(err, trial.ErrNotRunning) {
			t.Fatalf("a killed broker is found: %v", err)
		}
		broker = child(t, dir)
		if _, again := open(t, dir); again != address {
			t.Errorf("moved from %s to %s", address, again)
		}
		write("c")
	}
	var got strings.Builder
	if err := c.Scan(t.Context(), "x", func(m *kafka.Message) error { got.Write(m.Value); return nil }); err != nil {
		t.Fatal(err)
	}
	if got.String() != "abcc" {
		t.Errorf("read %q", got.String())
	}
	offsets, err := c.Kafka().OffsetFetch(t.Context(), &kafka.OffsetFetchRequest{GroupID: "g", Topics: map[string][]int{"x": {0}}})
	if err != nil || offsets.Topics["x"][0].CommittedOffset != 1 {
		t.Errorf("offsets %+v, %v", offsets, err)
	}
}

// A partition that has lost its last record begins at offset 0 again after a
// restart; one of a topic that is kept goes on, however old its records are.
func TestKeptTopicsLoseNothingToRetention(t *testing.T) {
	dir := t.TempDir()
	write := func(at time.Time) (offset int64, cluster string) {
		t.Helper()
		b, err := trial.Start(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Stop()
		c, _ := open(t, dir)
		specs := []topic.Spec{{Name: "x", Partitions: 1, Config: map[string]string{"retention.ms": "3600000"}}}
		trial.KeepAll(specs)
		if _, err := topic.Apply(t.Context(), c, specs, topic.Options{}); err != nil {
			t.Fatal(err)
		}
		p := client.NewProducer(c)
		defer p.Close()
		if err := p.Write(t.Context(), []kafka.Message{{Topic: "x", Value: []byte("a"), Time: at}}); err != nil {
			t.Fatal(err)
		}
		b.ApplyRetention()
		answer, err := c.Kafka().ListOffsets(t.Context(), &kafka.ListOffsetsRequest{Topics: map[string][]kafka.OffsetRequest{"x": {kafka.LastOffsetOf(0)}}})
		if err != nil {
			t.Fatal(err)
		}
		meta, err := c.Kafka().Metadata(t.Context(), &kafka.MetadataRequest{})
		if err != nil {
			t.Fatal(err)
		}
		return answer.Topics["x"][0].LastOffset, meta.ClusterID
	}
	first, cluster := write(time.Now().AddDate(-1, 0, 0))
	second, again := write(time.Now())
	if first != 1 || second != 2 {
		t.Errorf("the topic ended at offset %d, after a restart and another record at %d", first, second)
	}
	if cluster == "" || cluster != again {
		t.Errorf("cluster %q is %q after a restart", cluster, again)
	}
}

func TestOneBrokerAtATimeAndNobodyWithoutPassword(t *testing.T) {
	dir := t.TempDir()
	if _, err := trial.Find(dir); !errors.Is(err, trial.ErrNotRunning) {
		t.Errorf("found in an empty directory: %v", err)
	}
	b, err := trial.Start(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trial.Start(dir); !errors.Is(err, trial.ErrInUse) {
		t.Errorf("a second broker: %v", err)
	}
	stranger, err := client.Open(client.Config{Brokers: b.Config().Brokers, Timeout: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	if stranger.Ping(ctx) == nil {
		t.Error("a client without password was let in")
	}
	if c, _ := open(t, dir); c.Ping(t.Context()) != nil {
		t.Error("a client with the password was not let in")
	}
	if err := b.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := trial.Find(dir); !errors.Is(err, trial.ErrNotRunning) {
		t.Errorf("a stopped broker is found: %v", err)
	}
}
