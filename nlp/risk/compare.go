package risk

import (
	"huifang/nlp/disfluency"
	"huifang/schemas"
)

// Comparison makes a signal follow from two amounts of one turn: what is now
// against what was (今年三千六百万,去年五千二百万).
type Comparison struct {
	// Base are words after which the earlier amount stands.
	Base []Pattern `yaml:"base"`
	// FallPercent is the fall from which the signal fires, if the question or
	// the turn is about it; below HoldPercent it does not fire whatever else
	// is said.
	FallPercent float64 `yaml:"fall_percent"`
	HoldPercent float64 `yaml:"hold_percent"`
}

// baseReach is how far after its words the earlier amount may begin; ratioLimit
// bounds ratios that can be a comparison: beyond it a unit was left out.
const (
	baseReach  = 12
	ratioLimit = 4.0
)

// compare applies the comparisons of the rule set to the turn.
func (t *Tagger) compare(sc *scratch, in *input) {
	for _, h := range in.cur.said {
		o := t.rs.compiled.rules.owners[h.Pattern]
		if o.use != useBase || !in.speaks(t.rs.Signals[o.code].Scope) {
			continue
		}
		base, now, ok := amounts(in.turn(), in.cur.view.Place(h.End))
		if !ok || *now.Value > ratioLimit**base.Value || *base.Value > ratioLimit**now.Value {
			continue
		}
		rule := t.rs.Signals[o.code].Compare
		fall := 100 * (1 - *now.Value / *base.Value)
		found := &sc.found[o.code]
		sc.active.add(o.code)
		switch {
		case fall < rule.HoldPercent:
			*found = candidate{
				status: schemas.StatusNegated, reason: "comparison", confidence: confidenceState,
				start: min(now.Start, base.Start), end: max(now.End, base.End), owner: o,
			}
		case fall >= rule.FallPercent && (sc.topical[o.code] || found.status != ""):
			*found = candidate{
				status: schemas.StatusAsserted, confidence: confidenceState,
				start: min(now.Start, base.Start), end: max(now.End, base.End), owner: o,
			}
		}
	}
}

// amounts returns the turn's amount that begins soon after position at, and the
// nearest other one of the same currency.
func amounts(turn *schemas.Turn, at int) (base, now *schemas.Entity, ok bool) {
	entities := turn.Entities
	for i := range entities {
		e := &entities[i]
		if isAmount(turn, e) && e.Start >= at && e.Start <= at+baseReach && (base == nil || e.Start < base.Start) {
			base = e
		}
	}
	if base == nil {
		return nil, nil, false
	}
	distance := func(e *schemas.Entity) int { return max(base.Start-e.End, e.Start-base.End) }
	for i := range entities {
		e := &entities[i]
		if e != base && isAmount(turn, e) && e.Unit == base.Unit && (now == nil || distance(e) < distance(now)) {
			now = e
		}
	}
	return base, now, now != nil
}

// isAmount reports an amount of money that the speaker stands by.
func isAmount(turn *schemas.Turn, e *schemas.Entity) bool {
	return e.Type == schemas.EntityMoney && e.Value != nil && *e.Value > 0 &&
		!disfluency.TakenBack(turn.Disfluencies, e.Start, e.End)
}
