package land_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/land"
	"huifang/schemas"
)

// relations are what people read of calls.
var relations = []string{
	"calls", "turns", "disfluencies", "lang_spans", "entities", "keywords", "terms", "signals", "facts", "checklist", "discrepancies",
	"alerts", "borrower_timeline", "risk_daily", "keyword_trend",
}

// answers sums up what every relation says.
func answers(t testing.TB, s *clickhouse.Store) []string {
	t.Helper()
	parts := make([]string, len(relations))
	for i, r := range relations {
		parts[i] = fmt.Sprintf("SELECT '%s' AS relation, count() AS n, sum(cityHash64(toString(tuple(*)))) AS h FROM huifang.%s", r, r)
	}
	rows := query(t, s, strings.Join(parts, " UNION ALL "))
	slices.Sort(rows)
	return rows
}

// readings is what two partitions hold: calls that were put in once or several times,
// with the same content or another, each reading at a time of its own. The
// readings of a call are in one partition, though not always in the order in
// which they were put in.
func readings(t testing.TB, r *rand.Rand) (partitions [2][]*consume.Record, last []*consume.Record) {
	t.Helper()
	second := int64(0)
	for id := range 12 {
		var of []*consume.Record
		for range r.IntN(3) + 1 {
			second++
			of = append(of, record(t, annotated(fmt.Sprint(id), r.IntN(6)), second))
		}
		last = append(last, of[len(of)-1])
		r.Shuffle(len(of), func(i, j int) { of[i], of[j] = of[j], of[i] })
		partitions[id%2] = append(partitions[id%2], of...)
	}
	return partitions, last
}

// lossy lands and then, at times, fails all the same, as when the reply of the
// server is lost.
type lossy struct {
	land.Store
	*rand.Rand
}

var errNoReply = errors.New("no reply")

func (l lossy) Land(ctx context.Context, calls []*schemas.Call, o clickhouse.LandOptions) error {
	err := l.Store.Land(ctx, calls, o)
	if err == nil && l.IntN(4) == 0 {
		return errNoReply
	}
	return err
}

// deliverAnyhow is deliver for a store that may fail: like a consumer it tries
// again.
func deliverAnyhow(t testing.TB, h *land.Handler, records []*consume.Record) {
	t.Helper()
	items := prepare(t, h, records...)
	for {
		refused, err := h.Deliver(t.Context(), items)
		if errors.Is(err, errNoReply) {
			continue
		}
		if err = errors.Join(append(refused, err)...); err != nil {
			t.Fatal(err)
		}
		return
	}
}

// TestRedeliveryChangesNoAnswer delivers logs as consumers do that crash at any
// point: batches of any size, from both partitions in turn, landed, perhaps
// without their knowing it, and then delivered once more from wherever the
// offset was committed last. Every answer
// is that of landing the last reading of each call, once.
func TestRedeliveryChangesNoAnswer(t *testing.T) {
	s := empty(t)
	h := handler(t, s)
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 0))
		partitions, last := readings(t, r)

		truncate(t, s)
		deliver(t, h, last...)
		want := answers(t, s)

		truncate(t, s)
		unsure := handler(t, lossy{s, r})
		var position, committed [2]int
		for crashes := 3; position[0] < len(partitions[0]) || position[1] < len(partitions[1]); {
			var batch []*consume.Record
			for p, records := range partitions {
				end := min(len(records), position[p]+r.IntN(6))
				batch = append(batch, records[position[p]:end]...)
				position[p] = end
			}
			deliverAnyhow(t, unsure, batch)
			switch {
			case crashes > 0 && r.IntN(3) == 0:
				crashes--
				position = committed
			case r.IntN(2) == 0:
				committed = position
			}
		}
		if diff := cmp.Diff(want, answers(t, s)); diff != "" {
			t.Errorf("seed %d (-landed once +redelivered):\n%s", seed, diff)
		}
	}
}

// TestOrderOfDeliveryChangesNoAnswer delivers the records of a log in any order,
// each at least once, as after partitions moved between consumers that did not
// know it yet.
func TestOrderOfDeliveryChangesNoAnswer(t *testing.T) {
	s := empty(t)
	h := handler(t, s)
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 1))
		partitions, last := readings(t, r)

		truncate(t, s)
		deliver(t, h, last...)
		want := answers(t, s)

		truncate(t, s)
		var all []*consume.Record
		for range r.IntN(2) + 1 {
			all = append(append(all, partitions[0]...), partitions[1]...)
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for len(all) > 0 {
			n := min(len(all), r.IntN(9)+1)
			deliver(t, h, all[:n]...)
			all = all[n:]
		}
		if diff := cmp.Diff(want, answers(t, s)); diff != "" {
			t.Errorf("seed %d (-landed once +in any order):\n%s", seed, diff)
		}
	}
}
