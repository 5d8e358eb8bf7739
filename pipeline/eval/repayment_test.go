package eval_test

import (
	"testing"

	"huifang/pipeline/eval"
	"huifang/schemas"
)

func TestRepaymentIsScoredByRiskLabels(t *testing.T) {
	s := eval.NewScorer()
	for _, tc := range []struct {
		code, optional       string
		ability, willingness string
	}{
		{"DEF02", "", schemas.StanceLacking, schemas.StanceUnstated},
		{"DEF03", "", schemas.StanceUnstated, schemas.StanceUnstated},
		{"OPR01", "", schemas.StanceFirm, schemas.StanceFirm},
		{"OPR01", "", schemas.StanceDoubtful, schemas.StanceFirm},
		{"FIN01", "LIQ01", schemas.StanceDoubtful, schemas.StanceFirm}, // counts for nothing
		{"LIQ04", "", schemas.StanceDoubtful, schemas.StanceFirm},      // nor does this
		{"COP05", "", schemas.StanceFirm, schemas.StanceLacking},
		{"DEF06", "", schemas.StanceFirm, schemas.StanceDoubtful},
		{"DEF06", "", schemas.StanceFirm, schemas.StanceFirm},
	} {
		g := &eval.Gold{RiskTurns: []eval.RiskLabel{{Code: tc.code}}}
		if tc.optional != "" {
			g.OptionalRiskTurns = []eval.RiskLabel{{Code: tc.optional}}
		}
		s.Add(g, &schemas.Call{Turns: []schemas.Turn{{Text: "x"}}, Repayment: &schemas.Repayment{
			Ability: schemas.Stance{Level: tc.ability}, Willingness: schemas.Stance{Level: tc.willingness},
		}})
	}
	s.Add(&eval.Gold{}, &schemas.Call{}) // without an annotation nothing is in doubt
	r := s.Report()
	for name, c := range map[string]struct{ got, want eval.Share }{
		"ability doubted":     {r.AbilityDoubted, eval.Share{Hits: 1, Cases: 2}},
		"ability not doubted": {r.AbilityUndoubted, eval.Share{Hits: 3, Cases: 4}},
		"willingness doubted": {r.WillingnessDoubted, eval.Share{Hits: 2, Cases: 3}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", name, c.got, c.want)
		}
	}
}
