package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/dlq"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/topic"
)

// A record that is no dead letter is named, and hides none on other topics.
func TestDeadLettersBesideWhatIsNone(t *testing.T) {
	address := kafkatest.StartFake(t)
	_, producer := kafkatest.Open(t, address)
	mustRun(t, exitOK, "topics", "apply", "--brokers", address, "--partitions", "1")
	record := kafka.Message{Topic: "huifang.analyzed", Offset: 7, Value: []byte("{}")}
	err := producer.Write(t.Context(), []kafka.Message{
		{Topic: topic.DeadLetters("huifang.calls"), Value: []byte("foreign")},
		dlq.Letter(&record, errors.New("odd"), "huifang.land", time.Unix(1, 0)),
	})
	if err != nil {
		t.Fatal(err)
	}
	const id = "huifang.analyzed/0/7"
	if o := mustRun(t, exitInfrastructure, "dlq", "list", "--brokers", address); !strings.HasPrefix(o.out, id+" ") || !strings.Contains(o.err, "huifang.calls.dlq") {
		t.Errorf("list: %s%s", o.out, o.err)
	}
	if o := mustRun(t, exitInfrastructure, "dlq", "replay", "--brokers", address, "--all"); o.out != "1 record put back\n" {
		t.Errorf("replay: %s%s", o.out, o.err)
	}
	if o := mustRun(t, exitUsage, "dlq", "replay", "--brokers", address, "--topic", "huifang.analyzed", id, "huifang.analyzed/0/8"); o.out != "1 record put back\n" || !strings.Contains(o.err, "huifang.analyzed/0/8") {
		t.Errorf("replay of a letter that there is and one that there is not: %s%s", o.out, o.err)
	}
}
