package assess

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huifang/schemas"
)

func assessor(t testing.TB) *Assessor {
	t.Helper()
	a, err := New(shippedRules(t))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// signals reads "CODE/severity …"; each stands on a turn of its own.
func signals(t *testing.T, text string) *schemas.Call {
	t.Helper()
	c := &schemas.Call{ID: "test", CallDate: "2025-09-12"}
	if text == "-" {
		return c
	}
	for i, s := range strings.Fields(text) {
		code, severity, _ := strings.Cut(s, "/")
		n, err := strconv.Atoi(severity)
		if err != nil {
			t.Fatal(err)
		}
		c.Turns = append(c.Turns, schemas.Turn{Idx: i, Role: schemas.RoleCustomer, Signals: []schemas.Signal{
			{Code: code, Severity: n, Status: schemas.StatusAsserted},
		}})
	}
	return c
}

func TestLevels(t *testing.T) {
	data, err := os.ReadFile("testdata/alerts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	a := assessor(t)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		c := signals(t, cols[0])
		found := a.collect(c)
		var ds []schemas.Discrepancy
		if cols[1] != "-" {
			ds = append(ds, schemas.Discrepancy{Field: "employees", Severity: cols[1]})
		}
		c.Alert = a.alert(found, ds)
		if c.Alert.Level != cols[2] {
			t.Errorf("%s with %s: %s, want %s", cols[0], cols[1], c.Alert.Level, cols[2])
		}
		if (c.Alert.Level != schemas.LevelGreen) != (len(c.Alert.Reasons) > 0) {
			t.Errorf("%s with %s: %s for reasons %q", cols[0], cols[1], c.Alert.Level, c.Alert.Reasons)
		}
		if f := a.followUp(c, found); f.Priority != cols[3] {
			t.Errorf("%s with %s: priority %s, want %s", cols[0], cols[1], f.Priority, cols[3])
		}
	}
}

func TestOnlyAssertedSignalsCount(t *testing.T) {
	a := assessor(t)
	for _, status := range []string{
		schemas.StatusNegated, schemas.StatusQuestion, schemas.StatusHypothetical,
		schemas.StatusResolved, schemas.StatusThirdParty,
	} {
		c := signals(t, "FRD01/5 CMP05/5")
		for i := range c.Turns {
			c.Turns[i].Signals[0].Status = status
		}
		a.Assess(c)
		if c.Alert.Level != schemas.LevelGreen || c.ComplianceReferral {
			t.Errorf("%s: level %s, referral %v", status, c.Alert.Level, c.ComplianceReferral)
		}
	}
}

func TestReasonsAndEvidence(t *testing.T) {
	c := signals(t, "LIQ01/3 CMP05/5 PRJ02/4 LIQ01/4")
	assessor(t).Assess(c)
	if !c.ComplianceReferral {
		t.Error("conduct of the bank's staff is not referred")
	}
	if want := "两个以上4级信号,分属不同类别:LIQ01 "; len(c.Alert.Reasons) != 1 || !strings.HasPrefix(c.Alert.Reasons[0], want) {
		t.Errorf("reasons %q, want one that begins %q", c.Alert.Reasons, want)
	}
	want := []schemas.Evidence{
		{Turn: 2, Code: "PRJ02", Severity: 4},
		{Turn: 3, Code: "LIQ01", Severity: 4},
		{Turn: 0, Code: "LIQ01", Severity: 3},
	}
	if !slices.Equal(c.Alert.Evidence, want) {
		t.Errorf("evidence %v, want %v", c.Alert.Evidence, want)
	}
}

// TestMoreSignalsNeverCalm: another signal can only raise the level, and the
// order of signals does not matter.
func TestMoreSignalsNeverCalm(t *testing.T) {
	a := assessor(t)
	rules := a.rules.Signals
	rapid.Check(t, func(t *rapid.T) {
		signal := rapid.Custom(func(t *rapid.T) schemas.Signal {
			return schemas.Signal{
				Code:     rules[rapid.IntRange(0, len(rules)-1).Draw(t, "code")].Code,
				Severity: rapid.IntRange(1, 5).Draw(t, "severity"),
				Status:   schemas.StatusAsserted,
			}
		})
		list := rapid.SliceOfN(signal, 1, 8).Draw(t, "signals")
		call := func(list []schemas.Signal) *schemas.Call {
			c := &schemas.Call{ID: "test", Turns: []schemas.Turn{{Role: schemas.RoleCustomer, Signals: list}}}
			a.Assess(c)
			return c
		}
		all := call(list)
		fewer := call(list[1:])
		if a.rank[all.Alert.Level] > a.rank[fewer.Alert.Level] {
			t.Fatalf("%v: %s with one signal more, %s without", list, all.Alert.Level, fewer.Alert.Level)
		}
		reversed := slices.Clone(list)
		slices.Reverse(reversed)
		if other := call(reversed); other.Alert.Level != all.Alert.Level || !slices.Equal(other.FollowUp.Actions, all.FollowUp.Actions) {
			t.Fatalf("%v: order matters: %+v, %+v", list, all.Alert, other.Alert)
		}
	})
}
