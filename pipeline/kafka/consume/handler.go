package consume

import (
	"context"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/topic"
)

// Record is a message as it was read.
type Record struct {
	kafka.Message
	Lane topic.Lane
}

// Handler says what a consumer does with records, in two steps: Prepare, on all
// cores, is about one record and nothing outside; Deliver, in order, makes the
// effects durable.
type Handler[T any] interface {
	// Prepare works one record out. It is called from several goroutines. An
	// error is about the record and permanent: the record becomes a dead
	// letter. A panic counts as one. ctx ends only when the work is to be
	// dropped; an error is then ignored.
	Prepare(ctx context.Context, r *Record) (T, error)
	// Deliver makes the effects of items durable, in order; it is called from
	// one goroutine at a time, with the items of each partition in the order of
	// their offsets. refused, where not nil, has an entry for each item, which is
	// not nil where that item can never be delivered: it becomes a dead letter
	// and the others are delivered. err is trouble with the infrastructure:
	// Deliver is called again with the same items, after a pause, until it
	// succeeds or the consumer has to give the partition up; so it must bear
	// repetition.
	Deliver(ctx context.Context, items []T) (refused []error, err error)
}
