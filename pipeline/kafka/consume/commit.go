package consume

import (
	"errors"
	"time"

	"github.com/segmentio/kafka-go"
)

// commitPositions commits by time and by count, and once more when the last
// batch is delivered. It is the only one to commit, so commits cannot overtake
// each other. Where a commit fails for good it calls abandon and stops
// committing: a member that was put out of the group must not go on, and a
// generation never mends its connection.
func (g *generation[T]) commitPositions(abandon func()) {
	committed := map[*partition]int64{}
	tick := time.NewTicker(g.cfg.CommitEvery)
	defer tick.Stop()
	pending, failed := 0, false
	commit := func() {
		pending = 0
		if failed || g.commit(committed) {
			return
		}
		failed = true
		abandon()
	}
	for {
		select {
		case n, more := <-g.delivered:
			if !more {
				commit()
				return
			}
			if pending += n; pending >= g.cfg.CommitRecords {
				commit()
			}
		case <-tick.C:
			commit()
		}
	}
}

// commit commits what is new since committed.
func (g *generation[T]) commit(committed map[*partition]int64) bool {
	offsets := map[string]map[int]int64{}
	for _, p := range g.partitions {
		if next := p.get(); next != committed[p] {
			if offsets[p.topic] == nil {
				offsets[p.topic] = map[int]int64{}
			}
			offsets[p.topic][p.id] = next
		}
	}
	if len(offsets) == 0 {
		return true
	}
	err := g.gen.CommitOffsets(offsets)
	if err != nil {
		g.metrics.commits.WithLabelValues(resultFailed).Inc()
		g.cfg.Log.Warn("commit failed, records will come again", "service", g.cfg.Service, "group", g.cfg.Group, "generation", g.gen.ID, "error", err)
		return errors.Is(err, kafka.GroupLoadInProgress) || errors.Is(err, kafka.RequestTimedOut)
	}
	g.metrics.commits.WithLabelValues(resultCommitted).Inc()
	for _, p := range g.partitions {
		if next, ok := offsets[p.topic][p.id]; ok {
			committed[p] = next
		}
	}
	return true
}
