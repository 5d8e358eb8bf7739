package alert_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"huifang/pipeline/alert"
	"huifang/schemas"
)

// TestIDIsThatOfTheDecision changes a call in one respect at a time.
func TestIDIsThatOfTheDecision(t *testing.T) {
	want := raise(t, call(t, "red"), alert.Meta{Entered: entered}).ID
	same := map[string]func(*schemas.Call){
		"stage version":     func(c *schemas.Call) { c.Analysis.Stages["tag"] = "2+rules-2027.1" },
		"rules version":     func(c *schemas.Call) { c.Analysis.Rules = "2027.1" },
		"rule and severity": func(c *schemas.Call) { c.Turns[1].Signals[1].Rule = "OPR01/7"; c.Alert.Evidence[0].Severity = 4 },
		"order of evidence": func(c *schemas.Call) { slices.Reverse(c.Alert.Evidence) },
		"evidence told twice": func(c *schemas.Call) {
			c.Alert.Evidence = append(c.Alert.Evidence, c.Alert.Evidence[0])
		},
		"wording": func(c *schemas.Call) {
			c.Alert.Reasons[0] = "x"
			c.Turns[2].Text = "利息这个月是还不上了,真的。"
		},
		"other fields": func(c *schemas.Call) { c.Branch, c.Keywords = "江北支行", []schemas.Keyword{{Term: "停产"}} },
	}
	other := map[string]func(*schemas.Call){
		"call":         func(c *schemas.Call) { c.ID = "another" },
		"level":        func(c *schemas.Call) { c.Alert.Level = schemas.LevelOrange },
		"less":         func(c *schemas.Call) { c.Alert.Evidence = c.Alert.Evidence[:2] },
		"other turn":   func(c *schemas.Call) { c.Alert.Evidence[0].Turn = 0 },
		"other code":   func(c *schemas.Call) { c.Alert.Evidence[2].Code = "revenue" },
		"referral":     func(c *schemas.Call) { c.ComplianceReferral = false },
		"respond by":   func(c *schemas.Call) { c.FollowUp.RespondBy = "2026-11-11" },
		"actions":      func(c *schemas.Call) { c.FollowUp.Actions = c.FollowUp.Actions[:1] },
		"no follow-up": func(c *schemas.Call) { c.FollowUp = nil },
	}
	id := func(change func(*schemas.Call)) string {
		c := call(t, "red")
		change(c)
		return raise(t, c, alert.Meta{Entered: entered.Add(time.Hour), Backload: true}).ID
	}
	for name, change := range same {
		if id(change) != want {
			t.Errorf("%s: the same decision has another id", name)
		}
	}
	seen := map[string]string{want: "the call as it is"}
	for name, change := range other {
		got := id(change)
		if before, ok := seen[got]; ok {
			t.Errorf("%s has the id of %s", name, before)
		}
		seen[got] = name
	}
}

func TestRaiseRefuses(t *testing.T) {
	for want, change := range map[string]func(*schemas.Call, *alert.Meta){
		"before personal data is masked": func(c *schemas.Call, _ *alert.Meta) { c.Analysis.Masked = false },
		"before personal data":           func(c *schemas.Call, _ *alert.Meta) { c.Analysis = nil },
		"no alert level":                 func(c *schemas.Call, _ *alert.Meta) { c.Alert = nil },
		`level "purple"`:                 func(c *schemas.Call, _ *alert.Meta) { c.Alert.Level = "purple" },
		"turn 3 of 3":                    func(c *schemas.Call, _ *alert.Meta) { c.Alert.Evidence[0].Turn = 3 },
		"without the time":               func(_ *schemas.Call, m *alert.Meta) { m.Entered = time.Time{} },
	} {
		c, m := call(t, "red"), alert.Meta{Entered: entered}
		change(c, &m)
		if e, err := alert.Raise(c, m); err == nil || e != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("event %v, error %v, want one with %q", e, err, want)
		}
	}
}

func TestGreenRaisesNothing(t *testing.T) {
	c := call(t, "red")
	c.Alert.Level = schemas.LevelGreen
	if e, err := alert.Raise(c, alert.Meta{Entered: entered}); e != nil || err != nil {
		t.Errorf("event %v, error %v", e, err)
	}
}
