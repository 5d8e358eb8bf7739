package evidence_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/pipeline/evidence"
	"huifang/schemas"
)

// sample has an asserted signal behind a negated one of the same code, and a
// discrepancy in the same turn.
func sample() *schemas.Call {
	return &schemas.Call{
		ID: "a",
		Turns: []schemas.Turn{
			{Idx: 0, Role: schemas.RoleAgent, Text: "开工情况怎么样?"},
			{Idx: 1, Role: schemas.RoleCustomer, Text: "没有停工。不过九月停了两条线。", Signals: []schemas.Signal{
				{Code: "OPR02", Severity: 4, Status: schemas.StatusNegated, Start: 0, End: 4, Rule: "OPR02/1"},
				{Code: "OPR02", Severity: 4, Status: schemas.StatusAsserted, Start: 9, End: 11, Rule: "OPR02/2"},
			}},
		},
		Alert: &schemas.Alert{Level: schemas.LevelOrange, Evidence: []schemas.Evidence{
			{Turn: 1, Code: "OPR02", Severity: 4}, {Turn: 1, Code: "employees", Severity: 2},
		}},
	}
}

func TestExplain(t *testing.T) {
	items, err := evidence.Explain(sample())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range items {
		got = append(got, i.Code+" "+i.Rule()+" "+i.In.Role+" "+i.Sentence)
	}
	want := []string{
		"OPR02 OPR02/2 customer 不过九月停了两条线。",
		"employees  customer 没有停工。不过九月停了两条线。",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExplainRefusesWhatPointsNowhere(t *testing.T) {
	for want, breakIt := range map[string]func(*schemas.Call){
		"turn 2 of 2":          func(c *schemas.Call) { c.Alert.Evidence[0].Turn = 2 },
		"turn -1 of 2":         func(c *schemas.Call) { c.Alert.Evidence[1].Turn = -1 },
		"span from 11 to 9":    func(c *schemas.Call) { s := &c.Turns[1].Signals[1]; s.Start, s.End = s.End, s.Start },
		"a span from -1 to 11": func(c *schemas.Call) { c.Turns[1].Signals[1].Start = -1 },
	} {
		c := sample()
		breakIt(c)
		if _, err := evidence.Explain(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	if items, err := evidence.Explain(&schemas.Call{ID: "b"}); err != nil || len(items) != 0 {
		t.Errorf("a call without an alert: %v, %v", items, err)
	}
}
