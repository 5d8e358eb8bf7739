package main

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/message"
	"huifang/schemas"
)

// While services are upgraded messages of several versions stand on one topic. A
// service takes its own and earlier ones. A newer one it cannot read becomes a
// dead letter, which waits to be put back once the service is upgraded too.
func TestVersionsOnOneTopic(t *testing.T) {
	address := kafkatest.StartFake(t)
	c, producer := kafkatest.Open(t, address)
	mustRun(t, exitOK, "topics", "apply", "--brokers", address, "--partitions", "2")

	version := func(n int) []kafka.Header {
		return []kafka.Header{{Key: message.HeaderSchema, Value: []byte(strconv.Itoa(n))}}
	}
	const turns = `"turns":[{"idx":0,"role":"customer","text":"厂里停工三个星期了。"}]`
	next := strconv.Itoa(schemas.Version + 1)
	err := producer.Write(t.Context(), []kafka.Message{
		{Topic: "huifang.calls", Key: []byte("a"), Value: []byte(`{"id":"first",` + turns + `}`)},
		{Topic: "huifang.calls", Key: []byte("b"), Value: []byte(`{"schema":1,"id":"now",` + turns + `}`), Headers: version(1)},
		{Topic: "huifang.calls", Key: []byte("c"), Value: []byte(`{"schema":` + next + `,"id":"next","turns":{}}`), Headers: version(schemas.Version + 1)},
	})
	if err != nil {
		t.Fatal(err)
	}
	service := &process{
		t: t, args: []string{"stage", "segment,extract,tag,assess,mask", "--brokers", address},
		log: filepath.Join(t.TempDir(), "log"),
	}
	service.start()
	t.Cleanup(service.kill)

	letters := func(args ...string) string {
		return mustRun(t, exitOK, append([]string{"dlq", "list", "--brokers", address}, args...)...).out
	}
	eventually(t, "the newer message is a dead letter", func() bool { return strings.Count(letters(), "\n") == 1 })
	id, rest, _ := strings.Cut(letters(), " ")
	if !strings.HasPrefix(id, "huifang.calls/") || !strings.Contains(rest, "newer schema version") {
		t.Errorf("letter %s: %s", id, rest)
	}
	if shown := mustRun(t, exitOK, "dlq", "show", "--brokers", address, id).out; !strings.Contains(shown, `"id":"next"`) {
		t.Errorf("shown %s", shown)
	}
	eventually(t, "both others are analysed", func() bool {
		seen := map[string]bool{}
		if err := c.Scan(t.Context(), "huifang.analyzed", func(m *kafka.Message) error {
			call, _, err := message.Decode(m)
			if err == nil {
				seen[call.ID] = call.Analysis.Masked
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return len(seen) == 2 && seen["first"] && seen["now"]
	})

	// Put back too early it fails again, as a new letter; nothing is lost.
	if out := mustRun(t, exitOK, "dlq", "replay", "--brokers", address, "--all").out; out != "1 record put back\n" {
		t.Errorf("replay: %s", out)
	}
	eventually(t, "it is a dead letter again", func() bool {
		return strings.Count(letters(), "\n") == 1 && !strings.HasPrefix(letters(), id+" ")
	})
	if all := letters("--all"); strings.Count(all, "\n") != 2 || !strings.Contains(all, "put back: ") {
		t.Errorf("all letters:\n%s", all)
	}
	service.stop()
}

// eventually polls for a minute.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}
