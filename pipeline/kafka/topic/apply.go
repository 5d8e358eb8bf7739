package topic

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
)

// Change is what Apply did or found.
type Change struct {
	Topic string
	What  string
}

// Options of Apply.
type Options struct {
	// Grow adds partitions to topics that have too few. Keys then move to other
	// partitions: calls of a borrower that are under way may overtake each
	// other, so it is not done unasked.
	Grow bool
}

// visible bounds the wait for new topics in the brokers' metadata, and
// visiblePoll is how often it is looked at.
const (
	visible     = 30 * time.Second
	visiblePoll = 50 * time.Millisecond
)

// Apply brings the topics of a cluster to what specs say: it creates what is
// missing and sets settings that differ. Numbers of partitions and copies of
// topics that exist stay as they are, and are reported where they differ. It may
// run at any time, by several at once, and returns once all topics can be used.
// With an error it returns the changes made before.
func Apply(ctx context.Context, c *client.Client, specs []Spec, o Options) ([]Change, error) {
	meta, err := c.Kafka().Metadata(ctx, &kafka.MetadataRequest{})
	if err != nil {
		return nil, fmt.Errorf("ask for topics: %w", err)
	}
	have := map[string]kafka.Topic{}
	for _, t := range meta.Topics {
		have[t.Name] = t
	}
	var changes []Change
	var missing []Spec
	for _, s := range specs {
		s.Replication = cmp.Or(s.Replication, min(usualCopies, len(meta.Brokers)))
		t, ok := have[s.Name]
		if !ok {
			missing = append(missing, s.replicated(s.Replication))
			continue
		}
		done, err := alter(ctx, c, s, t, o)
		changes = append(changes, done...)
		if err != nil {
			return changes, fmt.Errorf("topic %s: %w", s.Name, err)
		}
	}
	done, err := create(ctx, c, missing)
	changes = append(changes, done...)
	if err != nil {
		return changes, err
	}
	return changes, waitVisible(ctx, c, specs)
}

// usualCopies is the number of copies where there are brokers enough: one may
// fail, another be restarted, and nothing is lost.
const usualCopies = 3

// replicated returns s with the number of copies that a topic has or is to have,
// and the copies in sync that follow from it.
func (s Spec) replicated(copies int) Spec {
	s.Replication = copies
	inSync := cmp.Or(s.MinInSync, max(1, copies-1))
	config := map[string]string{"min.insync.replicas": strconv.Itoa(min(inSync, copies))}
	maps.Copy(config, s.Config)
	s.Config = config
	return s
}

// create creates topics. All are tried; the error is of those that failed.
func create(ctx context.Context, c *client.Client, specs []Spec) ([]Change, error) {
	if len(specs) == 0 {
		return nil, nil
	}
	request := &kafka.CreateTopicsRequest{}
	for _, s := range specs {
		t := kafka.TopicConfig{Topic: s.Name, NumPartitions: s.Partitions, ReplicationFactor: s.Replication}
		for _, key := range slices.Sorted(maps.Keys(s.Config)) {
			t.ConfigEntries = append(t.ConfigEntries, kafka.ConfigEntry{ConfigName: key, ConfigValue: s.Config[key]})
		}
		request.Topics = append(request.Topics, t)
	}
	answer, err := c.Kafka().CreateTopics(ctx, request)
	if err != nil {
		return nil, fmt.Errorf("create topics: %w", err)
	}
	var changes []Change
	var failed []error
	for _, s := range specs {
		switch err := answer.Errors[s.Name]; {
		case err == nil:
			changes = append(changes, Change{s.Name, fmt.Sprintf("created, %d partitions, %d copies", s.Partitions, s.Replication)})
		case !errors.Is(err, kafka.TopicAlreadyExists): // another may have been faster
			failed = append(failed, fmt.Errorf("create topic %s: %w", s.Name, err))
		}
	}
	return changes, errors.Join(failed...)
}

func alter(ctx context.Context, c *client.Client, s Spec, t kafka.Topic, o Options) ([]Change, error) {
	var changes []Change
	switch n := len(t.Partitions); {
	case n < s.Partitions && o.Grow:
		if err := grow(ctx, c, s); err != nil {
			return nil, err
		}
		changes = append(changes, Change{s.Name, fmt.Sprintf("%d partitions, had %d", s.Partitions, n)})
	case n < s.Partitions:
		changes = append(changes, Change{s.Name, fmt.Sprintf("left at %d partitions, not %d: keys would move, say so with --grow", n, s.Partitions)})
	case n > s.Partitions:
		changes = append(changes, Change{s.Name, fmt.Sprintf("left at %d partitions, not %d: partitions cannot be taken away", n, s.Partitions)})
	}
	if len(t.Partitions) > 0 {
		// What a topic has counts: with more copies in sync asked for than there
		// are, nothing could be written to it.
		copies := len(t.Partitions[0].Replicas)
		if copies != s.Replication {
			changes = append(changes, Change{s.Name, fmt.Sprintf("left at %d copies, not %d: Kafka's kafka-reassign-partitions changes that", copies, s.Replication)})
		}
		s = s.replicated(copies)
	}
	set, err := differing(ctx, c, s)
	if err != nil || len(set) == 0 {
		return changes, err
	}
	request := kafka.IncrementalAlterConfigsRequestResource{ResourceType: kafka.ResourceTypeTopic, ResourceName: s.Name}
	for _, key := range set {
		request.Configs = append(request.Configs, kafka.IncrementalAlterConfigsRequestConfig{
			Name: key, Value: s.Config[key], ConfigOperation: kafka.ConfigOperationSet,
		})
	}
	answer, err := c.Kafka().IncrementalAlterConfigs(ctx, &kafka.IncrementalAlterConfigsRequest{
		Resources: []kafka.IncrementalAlterConfigsRequestResource{request},
	})
	if err != nil {
		return changes, err
	}
	for _, r := range answer.Resources {
		if r.Error != nil {
			return changes, r.Error
		}
	}
	for _, key := range set {
		changes = append(changes, Change{s.Name, fmt.Sprintf("%s set to %s", key, s.Config[key])})
	}
	return changes, nil
}

func grow(ctx context.Context, c *client.Client, s Spec) error {
	answer, err := c.Kafka().CreatePartitions(ctx, &kafka.CreatePartitionsRequest{
		Topics: []kafka.TopicPartitionsConfig{{Name: s.Name, Count: int32(s.Partitions)}},
	})
	if err != nil {
		return err
	}
	return answer.Errors[s.Name]
}

// differing lists the settings of the topic that are not as s has them.
func differing(ctx context.Context, c *client.Client, s Spec) ([]string, error) {
	keys := slices.Sorted(maps.Keys(s.Config))
	answer, err := c.Kafka().DescribeConfigs(ctx, &kafka.DescribeConfigsRequest{
		Resources: []kafka.DescribeConfigRequestResource{{ResourceType: kafka.ResourceTypeTopic, ResourceName: s.Name, ConfigNames: keys}},
	})
	if err != nil {
		return nil, err
	}
	is := map[string]string{}
	for _, r := range answer.Resources {
		if r.Error != nil {
			return nil, r.Error
		}
		for _, e := range r.ConfigEntries {
			is[e.ConfigName] = e.ConfigValue
		}
	}
	return slices.DeleteFunc(keys, func(key string) bool { return is[key] == s.Config[key] }), nil
}

// waitVisible waits until the brokers know all topics with their leaders: for a
// moment after its creation a topic is unknown to some.
func waitVisible(ctx context.Context, c *client.Client, specs []Spec) error {
	ctx, cancel := context.WithTimeout(ctx, visible)
	defer cancel()
	names := make([]string, len(specs))
	for i, s := range specs {
		names[i] = s.Name
	}
	for {
		missing, err := Missing(ctx, c, names)
		if err == nil && len(missing) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("topics %v cannot be used yet: %w", missing, errors.Join(ctx.Err(), err))
		case <-time.After(visiblePoll):
		}
	}
}

// Missing lists those topics of names that do not exist or have a partition
// without a leader.
func Missing(ctx context.Context, c *client.Client, names []string) ([]string, error) {
	meta, err := c.Kafka().Metadata(ctx, &kafka.MetadataRequest{Topics: names})
	if err != nil {
		return nil, fmt.Errorf("ask for topics: %w", err)
	}
	usable := map[string]bool{}
	for _, t := range meta.Topics {
		usable[t.Name] = t.Error == nil && len(t.Partitions) > 0 &&
			!slices.ContainsFunc(t.Partitions, func(p kafka.Partition) bool { return p.Error != nil })
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return usable[name] }), nil
}
