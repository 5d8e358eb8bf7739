package eval

import "huifang/schemas"

// addRepayment scores what is said of repayment by the risk labels that tell of it:
// there are no labels of its own.
func (s *Scorer) addRepayment(g *Gold, c *schemas.Call) {
	var unable, unwilling, touched bool
	for _, l := range g.RiskTurns {
		switch l.Code {
		case "DEF01", "DEF02", "DEF03": // in arrears, cannot, asks for more time
			unable = true
		case "DEF06", "COP05": // evades, refuses
			unwilling = true
		}
	}
	for _, labels := range [][]RiskLabel{g.RiskTurns, g.OptionalRiskTurns} {
		for _, l := range labels {
			category := l.Code[:min(3, len(l.Code))]
			touched = touched || category == "DEF" || category == "LIQ"
		}
	}
	var r schemas.Repayment
	if c.Repayment != nil {
		r = *c.Repayment
	}
	switch {
	case unable:
		s.r.AbilityDoubted.note(inDoubt(r.Ability))
	case !touched:
		s.r.AbilityUndoubted.note(!inDoubt(r.Ability))
	}
	if unwilling {
		s.r.WillingnessDoubted.note(inDoubt(r.Willingness))
	}
}

func inDoubt(s schemas.Stance) bool {
	return s.Level == schemas.StanceDoubtful || s.Level == schemas.StanceLacking
}
