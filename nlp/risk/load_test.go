package risk

import "testing"

func TestEmbeddedRuleSetLoads(t *testing.T) {
	rs, err := LoadRuleSet(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if len(rs.Signals) != 109 || len(rs.Categories) != 14 || len(rs.Checklist) != 16 {
		t.Errorf("%d signals, %d categories, %d checklist items", len(rs.Signals), len(rs.Categories), len(rs.Checklist))
	}
}
