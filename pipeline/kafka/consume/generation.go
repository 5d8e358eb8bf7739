package consume

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/topic"
)

// generation is this member's share of one generation of the group.
type generation[T any] struct {
	*Runner[T]
	gen        *kafka.Generation
	partitions []*partition
	lanes      map[topic.Lane]*lane
	// delivered is told the number of records of each batch.
	delivered chan int
}

// partition is an assigned partition.
type partition struct {
	topic string
	id    int
	lane  *lane
	// start is the offset to begin with, or kafka.FirstOffset.
	start int64
	position
}

// reading is what the partition is in trouble with where it cannot be read.
func (p *partition) reading() string { return fmt.Sprintf("read partition %d of %s", p.id, p.topic) }

// queued is a record between reading and preparation.
type queued struct {
	*Record
	from *partition
	// cost is what the record took from the budget of its lane.
	cost int64
}

func newGeneration[T any](r *Runner[T], gen *kafka.Generation) *generation[T] {
	g := &generation[T]{
		Runner: r, gen: gen, delivered: make(chan int, 1),
		lanes: map[topic.Lane]*lane{},
	}
	for _, name := range []topic.Lane{topic.Live, topic.Backload} {
		g.lanes[name] = newLane(name, r.cfg.InFlightBytes/2, r.cfg.BatchRecords, r.metrics.inFlight.WithLabelValues(name.String()))
	}
	for _, s := range r.cfg.Sources {
		for _, a := range gen.Assignments[s.Topic] {
			g.partitions = append(g.partitions, &partition{topic: s.Topic, id: a.ID, lane: g.lanes[s.Lane], start: a.Offset})
		}
	}
	return g
}

// run works until the generation has ended and what was begun is finished or
// given up. A generation ends with the first of its functions to return.
func (g *generation[T]) run(ended context.Context) {
	if ended.Err() != nil {
		return // nobody waits for this function then, the next generation may be at work
	}
	g.status.join()
	defer g.status.leave()
	g.metrics.generations.Inc()
	g.cfg.Log.Info("joined", "service", g.cfg.Service, "group", g.cfg.Group, "generation", g.gen.ID, "partitions", len(g.partitions))

	reading, stopReading := context.WithCancel(ended)
	defer stopReading()
	working, giveUp := context.WithCancel(context.WithoutCancel(ended))
	defer giveUp()
	context.AfterFunc(reading, func() {
		limit := time.AfterFunc(g.cfg.Drain, giveUp)
		context.AfterFunc(working, func() { limit.Stop() })
	})

	var readers, workers sync.WaitGroup
	for _, p := range g.partitions {
		readers.Go(func() { g.read(reading, p) })
	}
	readers.Go(func() {
		if !g.watchLag(reading) {
			stopReading()
		}
	})
	prepared := make(chan *batch[T])
	workers.Go(func() {
		defer close(prepared)
		g.prepareBatches(reading, working, prepared)
	})
	workers.Go(func() {
		defer close(g.delivered)
		if !g.deliverBatches(working, prepared) {
			stopReading()
		}
	})
	// The committer ends with the last batch, or with the first commit that
	// fails: then the generation is over for this member.
	g.commitPositions(stopReading)
	stopReading()
	workers.Wait()
	readers.Wait()
	g.metrics.drop(g.partitions)
	for _, l := range g.lanes {
		l.inFlight.Set(0) // what is left unfinished is the next owner's
	}
}
