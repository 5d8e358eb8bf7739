package consume

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Times of the group that need no choice.
const (
	// requestTimeout bounds a request to the coordinator.
	requestTimeout = 5 * time.Second
	// joinBackoff is the pause after a join that failed.
	joinBackoff = time.Second
	// partitionWatch is how often new partitions are looked for.
	partitionWatch = 10 * time.Second
	// heartbeats is how many heartbeats are sent in a session: a rebalance is
	// noticed with one of them.
	heartbeats = 10
)

// Runner is a member of a consumer group. Its methods are safe for concurrent
// use; Run is called once.
type Runner[T any] struct {
	cfg     Config
	handler Handler[T]
	status  *status
	metrics *serviceMetrics
}

// New checks cfg and returns a runner that hands records to h.
func New[T any](cfg Config, h Handler[T]) (*Runner[T], error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	return &Runner[T]{cfg: cfg, handler: h, status: newStatus(), metrics: cfg.Metrics.of(cfg.Service)}, nil
}

// Run joins the group and works until ctx ends; then it finishes and commits
// what is under way, leaves the group and returns nil. All topics must exist: a
// group that was joined before does not notice when they appear. Trouble with
// the brokers is waited out; what Run returns is a fault in the settings.
func (r *Runner[T]) Run(ctx context.Context) error {
	group, err := kafka.NewConsumerGroup(kafka.ConsumerGroupConfig{
		ID: r.cfg.Group, Brokers: r.cfg.Client.Brokers(), Dialer: r.cfg.Client.Dialer(), Topics: r.cfg.topics(),
		StartOffset: kafka.FirstOffset, Timeout: requestTimeout, JoinGroupBackoff: joinBackoff,
		SessionTimeout: r.cfg.Session, RebalanceTimeout: r.cfg.Rebalance, HeartbeatInterval: r.cfg.Session / heartbeats,
		WatchPartitionChanges: true, PartitionWatchInterval: partitionWatch,
		GroupBalancers: []kafka.GroupBalancer{kafka.RoundRobinGroupBalancer{}},
	})
	if err != nil {
		return fmt.Errorf("consumer group %s: %w", r.cfg.Group, err)
	}
	for {
		gen, err := group.Next(ctx)
		switch {
		case ctx.Err() != nil:
			// Ends the generation, which drains, and leaves the group.
			return group.Close()
		case errors.Is(err, kafka.RebalanceInProgress):
			// Others are joining too.
		case err != nil:
			// The group pauses before it tries again.
			r.trouble("join the group", err)
		default:
			g := newGeneration(r, gen)
			gen.Start(g.run)
		}
	}
}

// trouble notes trouble with the infrastructure. What lasts is logged once.
func (r *Runner[T]) trouble(doing string, err error) {
	if r.status.begin(doing, err) {
		r.cfg.Log.Warn("trouble, trying again", "service", r.cfg.Service, "doing", doing, "error", err)
	}
}

// recovered notes that what was in trouble succeeds, or has not failed for quiet.
func (r *Runner[T]) recovered(doing string, quiet time.Duration) {
	if after, was := r.status.end(doing, quiet); was {
		r.cfg.Log.Info("trouble is over", "service", r.cfg.Service, "doing", doing, "after", after.Round(time.Millisecond))
	}
}
