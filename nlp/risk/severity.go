package risk

import (
	"slices"
	"strconv"

	"huifang/nlp/disfluency"
	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

func (c *candidate) rule(code string) string {
	if c.model {
		return "model"
	}
	return code + "/" + c.owner.use.String() + "." + strconv.Itoa(c.owner.n)
}

// severity is the signal's own or that of an override that the turn, together
// with the question it answers, meets.
func (t *Tagger) severity(in *input, code int) int {
	s := &t.rs.Signals[code]
	severity := s.Severity
	for i := range t.rs.Alerts.Overrides {
		o := &t.rs.Alerts.Overrides[i]
		if o.Code == s.Code && o.Severity > severity && t.meets(in, i, o) {
			severity = o.Severity
		}
	}
	return severity
}

func (t *Tagger) meets(in *input, index int, o *Override) bool {
	overrides := func(h pattern.Hit) bool {
		w := &t.rs.compiled.rules.owners[h.Pattern]
		return w.use == useOverride && w.code == index
	}
	if slices.ContainsFunc(in.cur.said, overrides) || slices.ContainsFunc(in.cur.asked, overrides) {
		return true
	}
	balance := 0.0
	if o.BalanceShare > 0 {
		balance, _ = in.call.LoanFile.Number("balance")
	}
	turn := in.turn()
	for i := range turn.Entities {
		e := &turn.Entities[i]
		if !disfluency.TakenBack(turn.Disfluencies, e.Start, e.End) && o.meetsValue(e, balance) {
			return true
		}
	}
	return false
}

// meetsValue tests one value of the turn against the override's conditions.
func (o *Override) meetsValue(e *schemas.Entity, balance float64) bool {
	if e.Value == nil {
		return false
	}
	v := *e.Value
	switch e.Type {
	case schemas.EntityPercent:
		return o.PercentAtLeast > 0 && v >= o.PercentAtLeast
	case schemas.EntityMoney:
		return balance > 0 && v >= o.BalanceShare*balance
	case schemas.EntityDuration:
		days := v * daysPer(e.Unit)
		return o.MonthsAtLeast > 0 && days >= o.MonthsAtLeast*30 || o.DaysOver > 0 && days > o.DaysOver
	}
	return false
}

// daysPer is the length of a unit of time in days, 0 for those below a day.
func daysPer(unit string) float64 {
	switch unit {
	case "day", "workday":
		return 1
	case "week":
		return 7
	case "month":
		return 30
	case "quarter":
		return 91
	case "year":
		return 365
	}
	return 0
}
