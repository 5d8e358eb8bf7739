package land_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/land"
	"huifang/pipeline/kafka/message"
	"huifang/schemas"
)

var chain = []string{"segment", "mask"}

// annotated returns an analysed call; calls of one id and different variants
// differ in all that the relations show.
func annotated(id string, variant int) *schemas.Call {
	c := &schemas.Call{
		ID: id, Lang: "zh", CallDate: fmt.Sprintf("2026-03-%02d", variant%28+1),
		BorrowerID: "B" + id, LoanFile: schemas.LoanFile{"borrower": "青川示例机械厂"},
		Alert: &schemas.Alert{Level: schemas.LevelGreen},
		Analysis: &schemas.Analysis{
			Stages: map[string]string{"segment": "1", "mask": fmt.Sprint(variant)}, Rules: "2026.1", Masked: true,
		},
	}
	for i := range variant%3 + 1 {
		c.Turns = append(c.Turns, schemas.Turn{
			Idx: i, Role: schemas.RoleCustomer, Text: fmt.Sprintf("停工了,欠%d万。", variant),
			Signals: []schemas.Signal{{Code: "OPR02", Severity: 4, Status: schemas.StatusAsserted, Confidence: .5, Start: 0, End: 2}},
		})
	}
	if variant%2 == 1 {
		c.Alert = &schemas.Alert{
			Level: schemas.LevelRed, Reasons: []string{fmt.Sprint(variant)},
			Evidence: []schemas.Evidence{{Code: "OPR02", Severity: 4}},
		}
	}
	return c
}

// record is c as put in at second n.
func record(t testing.TB, c *schemas.Call, n int64) *consume.Record {
	t.Helper()
	m, err := message.Encode(c, message.Meta{Entered: time.Unix(n, 0)})
	if err != nil {
		t.Fatal(err)
	}
	m.Topic = "huifang.analyzed"
	return &consume.Record{Message: m}
}

func handler(t testing.TB, s land.Store) *land.Handler {
	t.Helper()
	return land.NewHandler(s, chain, land.NewMetrics(prometheus.NewRegistry()))
}

func prepare(t testing.TB, h *land.Handler, records ...*consume.Record) []*land.Item {
	t.Helper()
	items := make([]*land.Item, len(records))
	for i, r := range records {
		var err error
		if items[i], err = h.Prepare(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return items
}

// deliver lands records in one batch.
func deliver(t testing.TB, h *land.Handler, records ...*consume.Record) {
	t.Helper()
	refused, err := h.Deliver(t.Context(), prepare(t, h, records...))
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range refused {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// call is one call of an insert.
type call struct {
	id      string
	second  int64
	variant string
}

// storeFunc is a store that hands on what it is asked to land.
type storeFunc func([]call) error

func (f storeFunc) Land(_ context.Context, calls []*schemas.Call, o clickhouse.LandOptions) error {
	insert := make([]call, len(calls))
	for i, c := range calls {
		insert[i] = call{c.ID, o.Times[c.ID].Unix(), c.Analysis.Stages["mask"]}
	}
	return f(insert)
}
