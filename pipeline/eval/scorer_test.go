package eval_test

import (
	"math"
	"testing"

	"huifang/pipeline/eval"
	"huifang/schemas"
)

func signal(code, status string) schemas.Signal {
	return schemas.Signal{Code: code, Status: status, Severity: 3}
}

func turns(n int) []schemas.Turn {
	out := make([]schemas.Turn, n)
	for i := range out {
		out[i] = schemas.Turn{Idx: i, Role: schemas.RoleCustomer}
	}
	return out
}

func TestRiskCounts(t *testing.T) {
	gold := &eval.Gold{
		RiskTurns:         []eval.RiskLabel{{Turn: 1, Code: "FIN01"}, {Turn: 3, Code: "LIQ02"}, {Turn: 5, Code: "OPR01"}},
		OptionalRiskTurns: []eval.RiskLabel{{Turn: 2, Code: "FIN05"}},
		HardNegatives: []eval.HardNegative{
			{Turn: 0, Code: "OPR03", Kind: "negation"}, {Turn: 4, Code: "DEF02", Kind: "hypothetical"},
		},
	}
	c := &schemas.Call{ID: "a", Turns: turns(8)}
	c.Turns[1].Signals = []schemas.Signal{signal("FIN01", schemas.StatusAsserted)}
	c.Turns[2].Signals = []schemas.Signal{signal("FIN05", schemas.StatusAsserted)} // optional: neither way
	c.Turns[4].Signals = []schemas.Signal{
		signal("LIQ02", schemas.StatusAsserted), // one turn late
		signal("DEF02", schemas.StatusAsserted), // a near-miss that fired
	}
	c.Turns[5].Signals = []schemas.Signal{signal("OPR01", schemas.StatusNegated)} // does not count as fired

	s := eval.NewScorer()
	s.Add(gold, c)
	r := s.Report()
	if want := (eval.Counts{TP: 1, FP: 2, FN: 2}); r.RiskStrict != want {
		t.Errorf("strict %+v, want %+v", r.RiskStrict, want)
	}
	if want := (eval.Counts{TP: 1.5, FP: 1.5, FN: 1.5}); r.RiskLenient != want {
		t.Errorf("lenient %+v, want %+v", r.RiskLenient, want)
	}
	if want := (eval.Counts{TP: 2, FP: 1, FN: 1}); r.RiskPerCall != want {
		t.Errorf("per call %+v, want %+v", r.RiskPerCall, want)
	}
	if got := r.HardNegativesSilent(); got != (eval.Share{Hits: 1, Cases: 2}) {
		t.Errorf("near-misses %+v", got)
	}
}

func TestAlertShares(t *testing.T) {
	for _, tc := range []struct {
		want, got                  string
		exact, near, missed, false bool
	}{
		{"red", "red", true, true, false, false},
		{"red", "orange", false, true, false, false},
		{"orange", "blue", false, false, true, false},
		{"green", "orange", false, false, false, true},
		{"blue", "green", false, true, false, false},
	} {
		s := eval.NewScorer()
		c := &schemas.Call{ID: "a", Alert: &schemas.Alert{Level: tc.got}}
		s.Add(&eval.Gold{ExpectedAlert: tc.want}, c)
		r := s.Report()
		hit := func(s eval.Share) bool { return s.Hits == 1 }
		if hit(r.AlertExact) != tc.exact || hit(r.AlertNear) != tc.near || hit(r.AlertMissed) != tc.missed || hit(r.AlertFalse) != tc.false {
			t.Errorf("%s called %s: %+v %+v %+v %+v", tc.want, tc.got, r.AlertExact, r.AlertNear, r.AlertMissed, r.AlertFalse)
		}
	}
}

func TestSpansAndShares(t *testing.T) {
	gold := &eval.Gold{
		Entities: []eval.EntityLabel{
			{Turn: 0, Type: "MONEY", Start: 2, End: 5},
			{Turn: 0, Type: "ORG", Start: 8, End: 10},
			{Turn: 0, Type: "COUNT", Start: 12, End: 14}, // not scored
		},
		PII:              []eval.EntityLabel{{Turn: 1, Type: "PHONE", Start: 0, End: 11}},
		Sentiment:        map[int]string{0: "neg", 1: "neu"},
		Phases:           map[int]int{0: 1, 1: 2},
		ChecklistCovered: []string{"K01", "K02"},
		Discrepancies:    []eval.DiscrepancyLabel{{Turn: 0, Field: "employees"}},
	}
	c := &schemas.Call{ID: "a", Turns: turns(2)}
	c.Turns[0].Entities = []schemas.Entity{{Type: "MONEY", Start: 2, End: 5}, {Type: "ORG", Start: 7, End: 10}}
	c.Turns[0].Sentiment = &schemas.Sentiment{Label: "neg"}
	c.Turns[0].Phase, c.Turns[1].Phase = 1, 1
	c.Turns[1].PII = []schemas.PIISpan{{Type: "PHONE", Start: 0, End: 7}, {Type: "NAME", Start: 20, End: 22}}
	c.Checklist = []schemas.ChecklistItem{{ID: "K01", Covered: true}, {ID: "K02"}, {ID: "K03", Covered: true}}
	c.Discrepancies = []schemas.Discrepancy{{Field: "employees"}, {Field: "employees"}, {Field: "revenue"}}

	s := eval.NewScorer()
	s.Add(gold, c)
	r := s.Report()
	if want := (eval.Counts{TP: 1, FP: 1, FN: 1}); r.EntitiesMicro() != want {
		t.Errorf("entities %+v, want %+v", r.EntitiesMicro(), want)
	}
	if r.PIIRecall != (eval.Share{Hits: 7, Cases: 11}) || r.PIIPrecision != (eval.Share{Hits: 1, Cases: 2}) {
		t.Errorf("personal data %+v %+v", r.PIIRecall, r.PIIPrecision)
	}
	if r.Phases != (eval.Share{Hits: 1, Cases: 2}) {
		t.Errorf("phases %+v", r.Phases)
	}
	if want := (eval.Counts{TP: 1, FP: 1, FN: 1}); r.Checklist != want {
		t.Errorf("checklist %+v", r.Checklist)
	}
	if want := (eval.Counts{TP: 1, FP: 1}); r.Discrepancies != want {
		t.Errorf("discrepancies %+v", r.Discrepancies)
	}
	if got := r.Sentiment["neg"].F1(); got != 1 {
		t.Errorf("negative F1 %v", got)
	}
	if !math.IsNaN(r.SentimentMacro()) {
		t.Errorf("macro over an unseen label is %v, want NaN", r.SentimentMacro())
	}
}
