package topic_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kfake"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/topic"
)

// The number of copies goes by the brokers there are, and what must be in sync by
// the copies.
func TestReplication(t *testing.T) {
	for _, tc := range []struct {
		name     string
		brokers  int
		settings topic.Settings
		copies   int
		inSync   string
	}{
		{"one broker", 1, topic.Settings{}, 1, "1"},
		{"two brokers", 2, topic.Settings{}, 2, "1"},
		{"three brokers", 3, topic.Settings{}, 3, "2"},
		{"five brokers", 5, topic.Settings{}, 3, "2"},
		{"as told", 3, topic.Settings{Replication: 2, MinInSync: 2}, 2, "2"},
		{"more in sync than copies", 1, topic.Settings{MinInSync: 2}, 1, "1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, _ := kafkatest.Open(t, kafkatest.StartFake(t, kfake.NumBrokers(tc.brokers)))
			tc.settings.Partitions = 1
			if _, err := topic.Apply(t.Context(), c, plan(t, tc.settings), topic.Options{}); err != nil {
				t.Fatal(err)
			}
			copies, inSync := replication(t, c, "bank.calls")
			if copies != tc.copies || inSync != tc.inSync {
				t.Errorf("%d copies, %s in sync, want %d and %s", copies, inSync, tc.copies, tc.inSync)
			}
		})
	}
}

// A topic of one copy takes messages after another run, though the cluster has
// brokers for more by now.
func TestCopiesThatExistCount(t *testing.T) {
	c, p := kafkatest.Open(t, kafkatest.StartFake(t, kfake.NumBrokers(3)))
	if _, err := topic.Apply(t.Context(), c, plan(t, topic.Settings{Partitions: 1, Replication: 1}), topic.Options{}); err != nil {
		t.Fatal(err)
	}
	changes, err := topic.Apply(t.Context(), c, plan(t, topic.Settings{Partitions: 1}), topic.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(changes, func(ch topic.Change) bool {
		return ch.Topic == "bank.calls" && strings.Contains(ch.What, "left at 1 copies, not 3")
	}) {
		t.Errorf("changes %v", changes)
	}
	if _, inSync := replication(t, c, "bank.calls"); inSync != "1" {
		t.Errorf("%s of 1 copies must be in sync", inSync)
	}
	if err := p.Write(t.Context(), []kafka.Message{{Topic: "bank.calls", Key: []byte("k")}}); err != nil {
		t.Error(err)
	}
}

func replication(t *testing.T, c *client.Client, name string) (copies int, inSync string) {
	t.Helper()
	meta, err := c.Kafka().Metadata(t.Context(), &kafka.MetadataRequest{Topics: []string{name}})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := c.Kafka().DescribeConfigs(t.Context(), &kafka.DescribeConfigsRequest{
		Resources: []kafka.DescribeConfigRequestResource{{
			ResourceType: kafka.ResourceTypeTopic, ResourceName: name, ConfigNames: []string{"min.insync.replicas"},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return len(meta.Topics[0].Partitions[0].Replicas), answer.Resources[0].ConfigEntries[0].ConfigValue
}

func TestSettingsThatCannotBe(t *testing.T) {
	for want, s := range map[string]topic.Settings{
		"negative":                 {Partitions: -1},
		"nothing could be written": {Replication: 2, MinInSync: 3},
	} {
		if _, err := layout().Plan(nil, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", s, err, want)
		}
	}
}

// What holds of kfake holds of Apache Kafka: settings are those planned, and a
// second run changes nothing.
func TestApplyOnApache(t *testing.T) {
	c, _ := kafkatest.Open(t, kafkatest.StartApache(t, kafkatest.ApacheOptions{}).Address)
	specs := plan(t, topic.Settings{Partitions: 2})
	changes, err := topic.Apply(t.Context(), c, specs, topic.Options{})
	if err != nil || len(changes) != len(specs) {
		t.Fatalf("%v, %v", changes, err)
	}
	if changes, err := topic.Apply(t.Context(), c, specs, topic.Options{}); err != nil || len(changes) > 0 {
		t.Errorf("a second time %v, %v", changes, err)
	}
	specs = plan(t, topic.Settings{Partitions: 3, DeadLetterRetention: 1e9})
	changes, err = topic.Apply(t.Context(), c, specs, topic.Options{Grow: true})
	if err != nil || len(changes) != len(specs) {
		t.Errorf("more partitions, and dead letters kept for a second: %v, %v", changes, err)
	}
}
