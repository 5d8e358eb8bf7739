package assess

import (
	"cmp"
	"slices"
	"time"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// followUp derives priority, actions and days from the level and the codes.
func (a *Assessor) followUp(c *schemas.Call, f findings) *schemas.FollowUp {
	level := &a.rules.Alerts.Levels[a.rank[c.Alert.Level]]
	out := &schemas.FollowUp{
		Priority: a.priority(level.ID, f),
		Actions:  a.actions(c, f),
	}
	day, err := time.Parse(time.DateOnly, c.CallDate)
	if err != nil {
		return out
	}
	if level.RespondDays > 0 {
		out.RespondBy = respondBy(day, level).Format(time.DateOnly)
	}
	if days := a.interval(c.LoanFile, level.ID); days > 0 {
		out.NextVisit = lastWorkday(day.AddDate(0, 0, days)).Format(time.DateOnly)
	}
	return out
}

// priority is the first whose level, category or code is met.
func (a *Assessor) priority(level string, f findings) string {
	for _, p := range a.rules.FollowUp.Priorities {
		if slices.Contains(p.Levels, level) {
			return p.ID
		}
		for _, c := range f.codes {
			if slices.Contains(p.Codes, c.code) || slices.Contains(p.Categories, category(c.code)) {
				return p.ID
			}
		}
	}
	return ""
}

// actions joins what signals, discrepancies and a referral ask for, each once,
// most urgent first.
func (a *Assessor) actions(c *schemas.Call, f findings) []string {
	var out []string
	add := func(ids []string) {
		for _, id := range ids {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	for _, found := range f.codes {
		if def, ok := a.rules.Signal(found.code); ok {
			add(def.Actions)
		}
	}
	for _, d := range c.Discrepancies {
		add(a.policy.DiscrepancyActions[d.Severity])
	}
	if f.referral {
		add(a.policy.ReferralActions)
	}
	slices.SortStableFunc(out, func(x, y string) int { return cmp.Compare(a.urgency[x], a.urgency[y]) })
	return out
}

// interval is the number of days to the next visit: by the amount of the loan,
// or what is left of it where the file has no amount, and the level. 0 where
// the file has neither.
func (a *Assessor) interval(file schemas.LoanFile, level string) int {
	amount, ok := file.Number("amount")
	if !ok {
		if amount, ok = file.Number("balance"); !ok {
			return 0
		}
	}
	for _, f := range a.rules.FollowUp.Frequency {
		if amount < f.AtLeast {
			continue
		}
		switch {
		case slices.Contains(a.policy.Visits.Distressed, level):
			return f.DistressedDays
		case slices.Contains(a.policy.Visits.Watch, level):
			return f.WatchDays
		default:
			return f.NormalDays
		}
	}
	return 0
}

func respondBy(day time.Time, level *risk.AlertLevel) time.Time {
	if !level.Workdays {
		return day.AddDate(0, 0, level.RespondDays)
	}
	for left := level.RespondDays; left > 0; {
		day = day.AddDate(0, 0, 1)
		if isWorkday(day) {
			left--
		}
	}
	return day
}

// lastWorkday moves a day at the weekend to the Friday before, so that the
// interval between visits is never exceeded.
func lastWorkday(day time.Time) time.Time {
	for !isWorkday(day) {
		day = day.AddDate(0, 0, -1)
	}
	return day
}

// isWorkday knows weekends only: public holidays are set by decree each year.
func isWorkday(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}
