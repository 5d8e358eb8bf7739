package eval

import "huifang/schemas"

type signalKey struct {
	turn int
	code string
}

func (s *Scorer) addRisk(g *Gold, c *schemas.Call) {
	want, optional := map[signalKey]bool{}, map[signalKey]bool{}
	for _, l := range g.RiskTurns {
		want[signalKey{l.Turn, l.Code}] = true
	}
	for _, l := range g.OptionalRiskTurns {
		optional[signalKey{l.Turn, l.Code}] = true
	}
	got := map[signalKey]bool{}
	for i, t := range c.Turns {
		for _, sig := range t.Signals {
			k := signalKey{i, sig.Code}
			if sig.Status == schemas.StatusAsserted && (want[k] || !optional[k]) {
				got[k] = true
			}
		}
	}
	strict := setCounts(want, got)
	s.r.RiskStrict.add(strict)
	s.r.RiskLenient.add(lenient(want, got, strict))
	s.addCategories(want, got)
	s.addCallCodes(g, got)
	for _, h := range g.HardNegatives {
		share := s.r.HardNegatives[h.Kind]
		share.note(!got[signalKey{h.Turn, h.Code}])
		s.r.HardNegatives[h.Kind] = share
	}
}

// lenient turns a false alarm and a miss of one code on neighbouring turns into
// half a hit each. A miss is used once.
func lenient(want, got map[signalKey]bool, strict Counts) Counts {
	out := strict
	used := map[signalKey]bool{}
	for k := range got {
		if want[k] {
			continue
		}
		for _, d := range []int{-1, 1} {
			near := signalKey{k.turn + d, k.code}
			if want[near] && !got[near] && !used[near] {
				used[near] = true
				out.TP += 0.5
				out.FP -= 0.5
				out.FN -= 0.5
				break
			}
		}
	}
	return out
}

func (s *Scorer) addCategories(want, got map[signalKey]bool) {
	byCategory := func(set map[signalKey]bool) map[string]map[signalKey]bool {
		out := map[string]map[signalKey]bool{}
		for k := range set {
			cat := k.code[:min(3, len(k.code))]
			if out[cat] == nil {
				out[cat] = map[signalKey]bool{}
			}
			out[cat][k] = true
		}
		return out
	}
	w, g := byCategory(want), byCategory(got)
	for cat := range g {
		if w[cat] == nil {
			w[cat] = map[signalKey]bool{}
		}
	}
	for cat := range w {
		sum := s.r.RiskByCategory[cat]
		sum.add(setCounts(w[cat], g[cat]))
		s.r.RiskByCategory[cat] = sum
	}
}

// addCallCodes scores the set of codes of a call. A code that is only optional
// in this call counts neither way.
func (s *Scorer) addCallCodes(g *Gold, got map[signalKey]bool) {
	want, optional, found := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range g.RiskTurns {
		want[l.Code] = true
	}
	for _, l := range g.OptionalRiskTurns {
		optional[l.Code] = true
	}
	for k := range got {
		if want[k.code] || !optional[k.code] {
			found[k.code] = true
		}
	}
	s.r.RiskPerCall.add(setCounts(want, found))
}
