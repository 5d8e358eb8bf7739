package land

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cespare/xxhash/v2"

	"huifang/pipeline"
	"huifang/pipeline/clickhouse"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/message"
	"huifang/pipeline/kafka/topic"
	"huifang/schemas"
)

// Batches for this handler: large, since each insert makes a part on disk, and
// bounded in bytes, since all of a batch stands in memory at once.
const (
	BatchRecords = 1000
	BatchBytes   = 16 << 20
	Linger       = time.Second
)

// Store stores calls as *clickhouse.Store does.
type Store interface {
	Land(ctx context.Context, calls []*schemas.Call, o clickhouse.LandOptions) error
}

// Handler lands the records of its topics; it is a consume.Handler.
type Handler struct {
	store   Store
	stages  []string
	metrics *Metrics
}

// NewHandler returns a handler that stores calls which have been through stages,
// the whole chain.
func NewHandler(store Store, stages []string, metrics *Metrics) *Handler {
	return &Handler{store: store, stages: stages, metrics: metrics}
}

// Item is a call that is ready to be landed.
type Item struct {
	call    *schemas.Call
	entered time.Time
	lane    topic.Lane
	// hash and bytes are of the record's value.
	hash  uint64
	bytes int
}

// Prepare reads the call of r and checks that it is one for the store.
func (h *Handler) Prepare(_ context.Context, r *consume.Record) (*Item, error) {
	c, meta, err := message.Decode(&r.Message)
	if err != nil {
		return nil, err
	}
	if err := pipeline.CheckRan(c, h.stages); err != nil {
		return nil, fmt.Errorf("%w: it does not belong in topic %s", err, r.Topic)
	}
	return &Item{
		call: c, entered: meta.Entered, lane: r.Lane,
		hash: xxhash.Sum64(r.Value), bytes: len(r.Value),
	}, nil
}

// Deliver stores the calls of items. The store itself retries trouble with
// ClickHouse for some minutes before err says what it is.
func (h *Handler) Deliver(ctx context.Context, items []*Item) (refused []error, err error) {
	refused = make([]error, len(items))
	p := newPlan(items)
	for _, round := range p.rounds {
		if err := h.insert(ctx, items, round, refused); err != nil {
			return nil, err
		}
	}
	for n := range items {
		refused[n] = refused[p.landedAs[n]]
	}
	return refused, nil
}

// insert stores those items whose places round lists, no two of which have one
// id, and notes those that the store refuses for good.
func (h *Handler) insert(ctx context.Context, items []*Item, round []int, refused []error) error {
	calls := make([]*schemas.Call, len(round))
	options := clickhouse.LandOptions{Times: make(map[string]time.Time, len(round))}
	place := make(map[string]int, len(round))
	for i, n := range round {
		c := items[n].call
		calls[i], options.Times[c.ID], place[c.ID] = c, items[n].entered, n
	}
	start := time.Now()
	err := h.store.Land(ctx, calls, options)
	if partly, ok := errors.AsType[*clickhouse.CallsError](err); ok {
		for _, e := range partly.Calls {
			refused[place[e.ID]] = e
		}
	} else if err != nil {
		return err
	}
	h.metrics.inserted(items, round, refused, time.Since(start))
	return nil
}
