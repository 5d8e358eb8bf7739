package topic

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"huifang/pipeline/kafka/client"
)

// Settings are what an operator chooses. Zero values stand for the defaults
// given.
type Settings struct {
	// Partitions of every topic (12): the most members that a service can have.
	// They are equal everywhere, so that a borrower's calls stay together.
	Partitions int
	// Replication is the number of copies; 3, or as many as there are brokers.
	Replication int
	// MinInSync is how many of them must have a record before it is
	// acknowledged; one less than there are copies, and at least 1.
	MinInSync int
	// Retention is how long calls are kept (7 days), AlertRetention and
	// DeadLetterRetention how long events (90 days) and dead letters (30 days).
	Retention, AlertRetention, DeadLetterRetention time.Duration
}

const day = 24 * time.Hour

func (s Settings) withDefaults() (Settings, error) {
	if s.Partitions < 0 || s.Replication < 0 || s.MinInSync < 0 || s.Retention < 0 || s.AlertRetention < 0 || s.DeadLetterRetention < 0 {
		return s, errors.New("settings of topics cannot be negative")
	}
	if s.Replication > 0 && s.MinInSync > s.Replication {
		return s, fmt.Errorf("%d copies in sync are asked for, of %d: nothing could be written", s.MinInSync, s.Replication)
	}
	if s.Partitions == 0 {
		s.Partitions = 12
	}
	if s.Retention == 0 {
		s.Retention = 7 * day
	}
	if s.AlertRetention == 0 {
		s.AlertRetention = 90 * day
	}
	if s.DeadLetterRetention == 0 {
		s.DeadLetterRetention = 30 * day
	}
	return s, nil
}

// Spec is a topic as it is to be.
type Spec struct {
	Name       string
	Partitions int
	// Replication and MinInSync are as in Settings, 0 for what Apply chooses by
	// the cluster.
	Replication, MinInSync int
	// Config are the settings of the topic by their Kafka names.
	Config map[string]string
}

// Plan lists the topics of an installation whose chain is cut after the stages
// cuts: those of calls and dead letters in both lanes, and that of alerts, which
// have no lanes and no consumer of ours that could refuse one. Dead letters of a
// topic are read by people and need one partition.
func (l Layout) Plan(cuts []string, s Settings) ([]Spec, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	for _, stage := range cuts {
		if i := slices.Index(l.Stages, stage); i < 0 || i == len(l.Stages)-1 {
			return nil, fmt.Errorf("the chain cannot be cut after %q; its stages are %v", stage, l.Stages)
		}
	}
	var specs []Spec
	add := func(name string, partitions int, retention time.Duration) {
		specs = append(specs, Spec{Name: name, Partitions: partitions, Replication: s.Replication, MinInSync: s.MinInSync, Config: map[string]string{
			// Compacted topics can stall kafka-go, and every record counts.
			"cleanup.policy":    "delete",
			"retention.ms":      strconv.FormatInt(retention.Milliseconds(), 10),
			"max.message.bytes": strconv.Itoa(client.MaxBatchBytes),
			// As the producer compressed it: zstd.
			"compression.type": "producer",
		}})
	}
	for _, lane := range []Lane{Live, Backload} {
		names := []string{l.Calls(lane)}
		for i, stage := range l.Stages[:max(0, len(l.Stages)-1)] {
			if slices.Contains(cuts, stage) {
				names = append(names, l.before(i+1, lane))
			}
		}
		for _, name := range append(names, l.Analyzed(lane)) {
			add(name, s.Partitions, s.Retention)
			add(DeadLetters(name), 1, s.DeadLetterRetention)
		}
	}
	add(l.Alerts(), s.Partitions, s.AlertRetention)
	return specs, nil
}
