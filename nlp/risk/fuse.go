package risk

import (
	"math"

	"huifang/nlp/risk/assertion"
	"huifang/schemas"
)

// fuse weighs what patterns found against the scorer's probabilities and adds
// what only the scorer finds. Without a scorer hints do not fire.
func (t *Tagger) fuse(sc *scratch, in *input) {
	if t.scorer == nil {
		for i := range sc.found {
			if sc.found[i].owner.use == useHints {
				sc.found[i] = candidate{}
			}
		}
		return
	}
	sc.scores = t.scorer.Score(in.prevText, in.turn().Text, in.turn().Role == schemas.RoleAgent, sc.scores)
	clear(sc.probability)
	for k, p := range sc.scores {
		if slot := t.slots[k]; slot >= 0 {
			sc.probability[slot] = p
		}
	}
	f := &t.rs.Fusion
	answer, _, _ := in.cur.reading.Answer()
	for i, p := range sc.probability {
		c := &sc.found[i]
		if c.status != "" {
			if p < t.needed(c) {
				*c = candidate{}
				continue
			}
			if c.status != schemas.StatusAsserted && p >= f.Overrule {
				c.status, c.reason, c.model = schemas.StatusAsserted, "", true
			}
			c.confidence = 1 - (1-c.confidence)*(1-float64(p))
			continue
		}
		if p < f.Alone || answer == assertion.No && p < f.Denied || !in.speaks(t.rs.Signals[i].Scope) {
			continue
		}
		*c = candidate{
			status: schemas.StatusAsserted, confidence: float64(p), end: len(in.cur.runes),
			owner: owner{code: i}, model: true,
		}
	}
}

// needed is the probability that a candidate cannot do without.
func (t *Tagger) needed(c *candidate) float32 {
	f := &t.rs.Fusion
	switch {
	case c.status != schemas.StatusAsserted:
		return 0
	case c.owner.use == useHints:
		return f.Hint
	case c.owner.use == useReplies:
		return f.Reply
	case c.answer:
		return f.Answer
	}
	return f.Veto
}

// settle applies what keeps codes from firing together: Unless patterns, and
// general codes that yield to specific ones.
func (t *Tagger) settle(sc *scratch) {
	for i := range sc.found {
		if sc.blocked[i] {
			sc.found[i] = candidate{}
		}
	}
	for i := range sc.found {
		if sc.found[i].status != schemas.StatusAsserted {
			continue
		}
		for _, to := range t.rs.compiled.yields[i] {
			if sc.found[to].status == schemas.StatusAsserted {
				sc.found[i] = candidate{}
				break
			}
		}
	}
}

// signals writes what sc.found holds for the turn, nil where it holds nothing.
func (t *Tagger) signals(sc *scratch, in *input) []schemas.Signal {
	var out []schemas.Signal
	for i := range sc.found {
		c := &sc.found[i]
		if c.status == "" {
			continue
		}
		s := &t.rs.Signals[i]
		sig := schemas.Signal{
			Code: s.Code, Severity: s.Severity, Status: c.status, Reason: c.reason,
			Confidence: math.Round(c.confidence*1000) / 1000, Start: c.start, End: c.end, Rule: c.rule(s.Code),
		}
		if c.status == schemas.StatusAsserted {
			sc.fired[i] = true
			sig.Severity = t.severity(in, i)
		}
		if c.answer {
			q := in.index - 1
			sig.Question = &q
		}
		out = append(out, sig)
	}
	return out
}
