package risk

import (
	"strings"
	"testing"
)

func ruleSet(t testing.TB) *RuleSet {
	t.Helper()
	rs, err := LoadRuleSet(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// TestRuleExamples runs the expectations that stand beside the rules, with no
// statistical model to help.
func TestRuleExamples(t *testing.T) {
	rs := ruleSet(t)
	for _, s := range rs.Signals {
		if len(s.Examples) < 5 || len(s.NearMisses) < 5 {
			t.Errorf("%s: %d examples and %d near misses, want 5 of each", s.Code, len(s.Examples), len(s.NearMisses))
		}
	}
	for _, fault := range rs.RunExamples() {
		t.Error(fault)
	}
}

func TestRunExamplesReportsBothKinds(t *testing.T) {
	rs := ruleSet(t)
	for i := range rs.Signals {
		s := &rs.Signals[i]
		s.Examples, s.NearMisses = s.NearMisses[:0:0], s.Examples[:1]
	}
	rs.Signals[0].Examples = []string{"今天天气不错", "天气怎么样？ => 不错"}
	faults := rs.RunExamples()
	if want := len(rs.Signals) + 2; len(faults) != want {
		t.Fatalf("%d faults, want %d", len(faults), want)
	}
	if got, want := faults[0].String(), rs.Signals[0].Code+` does not fire on "今天天气不错"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := faults[2].String(); !strings.Contains(got, "fires on the near-miss") {
		t.Errorf("%s", got)
	}
}
