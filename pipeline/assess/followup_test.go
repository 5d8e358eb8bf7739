package assess

import (
	"slices"
	"testing"

	"huifang/schemas"
)

func TestDays(t *testing.T) {
	a := assessor(t)
	for _, tc := range []struct {
		name, signals, date string
		file                schemas.LoanFile
		respondBy, next     string
	}{
		// 2025-09-12 is a Friday.
		{"red answers next day even at the weekend", "FRD01/5", "2025-09-12", schemas.LoanFile{"amount": 2e7}, "2025-09-13", "2025-10-10"},
		{"orange counts working days", "LIQ01/4", "2025-09-12", schemas.LoanFile{"amount": 6e8}, "2025-09-17", "2025-09-26"},
		{"yellow has ten working days", "FIN03/3", "2025-09-12", schemas.LoanFile{"amount": 2e8}, "2025-09-26", "2025-10-10"},
		{"blue waits for the next visit", "COP02/2", "2025-09-12", schemas.LoanFile{"amount": 9e6}, "", "2026-03-13"},
		{"green at the floor of a class", "-", "2025-09-12", schemas.LoanFile{"amount": 1e7}, "", "2025-12-12"},
		{"balance stands in for a missing amount", "-", "2025-09-12", schemas.LoanFile{"balance": "600,000,000"}, "", "2025-10-10"},
		{"nothing on file, no visit", "LIQ01/4", "2025-09-12", nil, "2025-09-17", ""},
		{"no date, no days", "LIQ01/4", "", schemas.LoanFile{"amount": 6e8}, "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := signals(t, tc.signals)
			c.CallDate, c.LoanFile = tc.date, tc.file
			a.Assess(c)
			if c.FollowUp.RespondBy != tc.respondBy || c.FollowUp.NextVisit != tc.next {
				t.Errorf("respond by %q, next visit %q, want %q and %q", c.FollowUp.RespondBy, c.FollowUp.NextVisit, tc.respondBy, tc.next)
			}
		})
	}
}

func TestActions(t *testing.T) {
	a := assessor(t)
	c := signals(t, "FIN01/3 USE01/4 CMP03/4")
	a.Assess(c)
	got := c.FollowUp.Actions
	if !slices.IsSortedFunc(got, func(x, y string) int { return a.urgency[x] - a.urgency[y] }) {
		t.Errorf("actions %v are not by urgency", got)
	}
	for _, want := range []string{"ACCELERATE", "REFER_COMPLIANCE", "WATCH"} {
		if !slices.Contains(got, want) {
			t.Errorf("actions %v lack %s", got, want)
		}
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(got)))); n != len(got) {
		t.Errorf("actions %v repeat", got)
	}
}

func TestLoadPolicyRejects(t *testing.T) {
	rs := shippedRules(t)
	for _, bad := range []string{
		"discrepancy_actions: {minor: [DANCE]}",
		"referral_actions: [DANCE]",
		"visits: {watch: [purple]}",
		"visits: 3",
	} {
		if _, err := loadPolicy([]byte(bad), rs); err == nil {
			t.Errorf("policy %q accepted", bad)
		}
	}
}
