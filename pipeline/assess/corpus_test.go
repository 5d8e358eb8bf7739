package assess

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"huifang/nlp/fact"
	"huifang/nlp/risk"
	"huifang/nlp/value"
	"huifang/schemas"
)

// labels are those of a labelled call that concern this package.
type labels struct {
	RiskTurns []struct {
		Turn     int    `json:"turn"`
		Code     string `json:"code"`
		Severity int    `json:"severity"`
	} `json:"risk_turns"`
	Discrepancies []struct {
		Turn     int    `json:"turn"`
		Field    string `json:"field"`
		Severity string `json:"severity"`
	} `json:"discrepancies"`
	ExpectedAlert      string `json:"expected_alert"`
	ComplianceReferral bool   `json:"compliance_referral"`
}

type labelledCall struct {
	*schemas.Call
	gold labels
}

func shippedRules(t testing.TB) *risk.RuleSet {
	t.Helper()
	rs, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// corpus reads labelled calls, with their labelled signals asserted and the
// facts that their values yield.
func corpus(t testing.TB, rs *risk.RuleSet, name string) []labelledCall {
	t.Helper()
	f, err := os.Open("../../nlp/corpus/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	facts, err := fact.NewExtractor(rs)
	if err != nil {
		t.Fatal(err)
	}
	values := value.NewScanner()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	var out []labelledCall
	for in.Scan() {
		call, err := schemas.Decode(in.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		var l struct{ Gold labels }
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		for _, r := range l.Gold.RiskTurns {
			turn := &call.Turns[r.Turn]
			turn.Signals = append(turn.Signals, schemas.Signal{Code: r.Code, Severity: r.Severity, Status: schemas.StatusAsserted})
		}
		addValues(values, call)
		facts.Annotate(call)
		out = append(out, labelledCall{call, l.Gold})
	}
	return out
}

// addValues gives the turns their values as entities.
func addValues(values *value.Scanner, c *schemas.Call) {
	day, _ := time.Parse(time.DateOnly, c.CallDate)
	var previous []rune
	for i := range c.Turns {
		text := []rune(c.Turns[i].Text)
		for _, v := range values.Scan(nil, text, value.Context{Date: day, Previous: previous}) {
			c.Turns[i].Entities = append(c.Turns[i].Entities, v.Entity(text))
		}
		previous = text
	}
}

// TestLabelledCalls measures alerts with the labelled signals, which leaves the
// policy and the discrepancies to go wrong, and discrepancies by field.
func TestLabelledCalls(t *testing.T) {
	rs := shippedRules(t)
	a, err := New(rs)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []struct {
		name      string
		exact, f1 float64
	}{
		{"train_calls.jsonl", 0.97, 0.75},
		{"dev_calls.jsonl", 0.93, 0.65},
	} {
		exact, within, referral := 0, 0, 0
		tp, fp, fn := 0, 0, 0
		perField := map[string]*[3]int{}
		calls := corpus(t, rs, file.name)
		for _, c := range calls {
			a.Assess(c.Call)
			got, want := a.rank[c.Alert.Level], a.rank[c.gold.ExpectedAlert]
			if got == want {
				exact++
			}
			if got-want <= 1 && want-got <= 1 {
				within++
			}
			if c.Call.ComplianceReferral == c.gold.ComplianceReferral {
				referral++
			}
			fields := map[string]int{}
			for _, d := range c.gold.Discrepancies {
				fields[d.Field] |= 1
			}
			for _, d := range c.Call.Discrepancies {
				fields[d.Field] |= 2
			}
			for field, n := range fields {
				p := perField[field]
				if p == nil {
					p = new([3]int)
					perField[field] = p
				}
				switch n {
				case 3:
					tp++
					p[0]++
				case 2:
					fp++
					p[1]++
				case 1:
					fn++
					p[2]++
				}
			}
		}
		f1 := 2 * float64(tp) / float64(2*tp+fp+fn)
		t.Logf("%s: %d calls, alert exact %d, within one level %d, referral %d; discrepancies %d found, %d too many, %d missed, F1 %.3f",
			file.name, len(calls), exact, within, referral, tp, fp, fn, f1)
		for _, field := range slices.Sorted(maps.Keys(perField)) {
			t.Logf("  %s: %v", field, *perField[field])
		}
		if share := float64(exact) / float64(len(calls)); share < file.exact {
			t.Errorf("%s: alert exact %.3f, want at least %.2f", file.name, share, file.exact)
		}
		if within != len(calls) {
			t.Errorf("%s: %d alerts off by more than a level", file.name, len(calls)-within)
		}
		if referral != len(calls) {
			t.Errorf("%s: %d referrals wrong", file.name, len(calls)-referral)
		}
		if f1 < file.f1 {
			t.Errorf("%s: discrepancies F1 %.3f, want at least %.2f", file.name, f1, file.f1)
		}
	}
}
