package alert

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/topic"
)

// DefaultLookBack is how far back repetitions are recognised.
const DefaultLookBack = 7 * 24 * time.Hour

// FollowOptions say what Follow reads.
type FollowOptions struct {
	// Group is a consumer group that remembers how far it has come; its members
	// share the work. Without one nothing is remembered.
	Group string
	// From is where to start: with a group in partitions of which it has read
	// nothing yet.
	From Start
	// UntilEnd ends Follow once all is read that stood in the topic when it
	// began.
	UntilEnd bool
	// Levels are those to hand on; empty stands for all.
	Levels []string
	// LookBack is how long an alert is remembered, so that one that is raised
	// again is not handed on again; 0 stands for DefaultLookBack. A group knows
	// what was raised in that time before its start, too.
	LookBack time.Duration
	// Unreadable is told of records that are no events of this version; an error
	// ends Follow. Nil ends Follow at the first.
	Unreadable func(m *kafka.Message, err error) error
	// Log is told of trouble with the brokers; required.
	Log *slog.Logger
	// Metrics are those of the member of Group; nil counts nothing.
	Metrics *consume.Metrics
}

// Start is where to start reading. The zero value is Beginning with a group,
// which must miss nothing, and Now without one.
type Start struct {
	kind startKind
	time time.Time
}

type startKind int

const (
	startUnsaid startKind = iota
	startBeginning
	startNow
	startSince
)

// Beginning starts with the oldest event there is.
func Beginning() Start { return Start{kind: startBeginning} }

// Now starts with what comes after the call of Follow.
func Now() Start { return Start{kind: startNow} }

// Since starts with the first event written at t or later.
func Since(t time.Time) Start { return Start{kind: startSince, time: t} }

// Follow calls deliver with alert events, one at a time, those of a borrower in
// the order in which they were raised. An event that repeats what stands about
// its call already, or that is about an earlier reading of the call, is not
// handed on. An error of deliver ends Follow, which returns it.
//
// With a group, an event counts as read once deliver has returned nil, and is
// delivered again after a crash before that was noted. What the group was told
// within LookBack is read back where a partition is taken over, so that a
// repetition is recognised by whatever member it comes to. Without a group
// repetitions are recognised from the start on.
//
// Follow returns nil when ctx ends, once a call of deliver that is under way has
// returned. Trouble with the brokers is waited out. Of
// partitions that are added while it runs, only a group takes notice.
func Follow(ctx context.Context, c *client.Client, layout topic.Layout, o FollowOptions, deliver func(*Event) error) error {
	for _, level := range o.Levels {
		if !Raised(level) {
			return fmt.Errorf("alert level %q is none of %s", level, strings.Join(Levels(), ", "))
		}
	}
	if o.LookBack == 0 {
		o.LookBack = DefaultLookBack
	}
	a := &alerts{client: c, topic: layout.Alerts(), log: o.Log}
	f := &follower{options: o, deliver: deliver, histories: map[int]*history{}}
	follow := a.follow
	if o.Group != "" {
		follow = a.followAsMember
	}
	err := follow(ctx, f)
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// follower hands on what is news. It is used by one goroutine.
type follower struct {
	options   FollowOptions
	deliver   func(*Event) error
	histories map[int]*history
}

// take hands m on where it is news of a wanted level.
func (f *follower) take(m *kafka.Message) error {
	e, err := Parse(m.Value)
	if err != nil {
		if f.options.Unreadable != nil {
			return f.options.Unreadable(m, err)
		}
		return fmt.Errorf("record %d of partition %d of %s: %w", m.Offset, m.Partition, m.Topic, err)
	}
	if !f.history(m.Partition).news(e, m.Time) || !f.wants(e.Data.Level) {
		return nil
	}
	return f.deliver(e)
}

// recall notes m, which was handed on in the past.
func (f *follower) recall(m *kafka.Message) error {
	if e, err := Parse(m.Value); err == nil {
		f.history(m.Partition).news(e, m.Time)
	}
	return nil
}

func (f *follower) wants(level string) bool {
	return len(f.options.Levels) == 0 || slices.Contains(f.options.Levels, level)
}

// history returns that of a partition: all events of a call are in one.
func (f *follower) history(partition int) *history {
	h, ok := f.histories[partition]
	if !ok {
		h = newHistory(f.options.LookBack)
		f.histories[partition] = h
	}
	return h
}
