package dlq

import (
	"context"
	"errors"
	"fmt"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/topic"
)

// Scanner reads a topic as *client.Client does.
type Scanner interface {
	Scan(ctx context.Context, topic string, f func(*kafka.Message) error) error
}

// Producer writes messages as *client.Producer does.
type Producer interface {
	Write(ctx context.Context, msgs []kafka.Message) error
}

// List calls f with every dead letter of the topic source, each once. The
// letters are read twice, since marks stand behind what they mark. Messages that
// are no letters are passed over; an error tells of the first when all others
// have been read. An error of f ends it.
func List(ctx context.Context, s Scanner, source string, f func(*Entry) error) error {
	replayed := map[string]bool{}
	name := topic.DeadLetters(source)
	err := s.Scan(ctx, name, func(m *kafka.Message) error {
		if id, ok := markOf(m); ok {
			replayed[id] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	var odd error
	err = s.Scan(ctx, name, func(m *kafka.Message) error {
		if _, ok := markOf(m); ok {
			return nil
		}
		e, err := parse(m)
		if err != nil {
			if odd == nil {
				odd = fmt.Errorf("%s, partition %d, offset %d: %w", name, m.Partition, m.Offset, err)
			}
			return nil
		}
		if seen[e.ID] {
			return nil
		}
		seen[e.ID] = true
		e.Replayed = replayed[e.ID]
		return f(e)
	})
	if err != nil {
		return err
	}
	return odd
}

// Replay puts back the records of those dead letters of source that pick
// chooses, in the order of their letters, and says how many. It waits out trouble
// until ctx ends. A letter without content cannot be put back: an error tells of
// the first when all others have been. A crash between a record and its mark lets the record be put
// back again, which changes nothing in effect.
func Replay(ctx context.Context, s Scanner, p Producer, source string, pick func(*Entry) bool) (int, error) {
	n := 0
	var empty error
	err := List(ctx, s, source, func(e *Entry) error {
		if !pick(e) {
			return nil
		}
		if e.Omitted > 0 {
			if empty == nil {
				empty = fmt.Errorf("dead letter %s is without its record of %d bytes", e.ID, e.Omitted)
			}
			return nil
		}
		if err := p.Write(ctx, []kafka.Message{e.record()}); err != nil {
			return err
		}
		if err := p.Write(ctx, []kafka.Message{e.mark()}); err != nil {
			return err
		}
		n++
		return nil
	})
	return n, errors.Join(err, empty)
}
