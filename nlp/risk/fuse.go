package risk

import (
	"math"

	"huifang/nlp/risk/assertion"
	"huifang/schemas"
)

// fuse weighs what patterns found against the scorer's probabilities and adds
// what only the scorer finds. Without a scorer only what is fairly sure by itself
// stays.
func (t *Tagger) fuse(sc *scratch, in *input) {
	if t.scorer == nil {
		vague := len(in.cur.view.Runes) > shortAnswer || in.cur.reading.Reassures()
		for i := range sc.active.all {
			if use := sc.found[i].owner.use; use == useHints || use == useReplies && vague {
				sc.found[i] = candidate{}
			}
		}
		return
	}
	clear(sc.probability)
	for k, p := range sc.scores[in.index*len(t.slots):][:len(t.slots)] {
		if slot := t.slots[k]; slot >= 0 {
			sc.probability[slot] = p
		}
	}
	t.rescore(sc, in)
	f := &t.rs.Fusion
	answer, _, _ := in.cur.reading.Answer()
	alone, reply := f.Alone, f.Reply
	if !sc.admits && (answer == assertion.No || in.cur.reading.Reassures()) {
		alone, reply = f.Assured, f.Assured
	}
	for i, p := range sc.probability {
		if p >= alone && sc.found[i].status == "" && in.speaks(t.rs.Signals[i].Scope) {
			sc.active.add(i)
			sc.found[i] = candidate{
				status: schemas.StatusAsserted, confidence: float64(p), end: len(in.cur.folded),
				owner: owner{code: i}, model: true,
			}
		}
	}
	for i := range sc.active.all {
		c, p := &sc.found[i], sc.probability[i]
		switch {
		case c.status == "" || c.model:
			continue
		case c.status == schemas.StatusAsserted:
			if p < f.needed(c, reply) {
				*c = candidate{}
				continue
			}
			c.confidence = 1 - (1-c.confidence)*(1-float64(p))
		case c.owner.use == useBase:
			continue
		case c.status == schemas.StatusQuestion && p >= f.Asked || c.settleable() && p >= f.Overrule:
			c.status, c.reason = schemas.StatusAsserted, "model"
		}
	}
}

// settleable reports that the scorer may know better than the words around the
// evidence: what is supposed or told of others stays so.
func (c *candidate) settleable() bool {
	return c.status != schemas.StatusHypothetical && c.status != schemas.StatusThirdParty
}

// needed is the probability that an asserted candidate cannot do without; reply
// is that of a reply pattern on this turn.
func (f *FusionPolicy) needed(c *candidate, reply float32) float32 {
	switch c.owner.use {
	case useCertain:
		if !c.stated {
			return 0
		}
	case useDuties, useBase:
		return 0
	case useHints:
		return f.Hint
	case useReplies:
		return reply
	}
	if c.answer {
		return f.Answer
	}
	return f.State
}

// settle applies what keeps codes from firing together: Unless patterns, and
// general codes that yield to specific ones. A certain statement of the general
// code yields only to one as certain in the same words; else the turn holds two
// facts.
func (t *Tagger) settle(sc *scratch) {
	for i := range sc.active.all {
		if sc.blocked[i] && sc.found[i].status == schemas.StatusAsserted {
			sc.found[i] = candidate{}
		}
	}
	for i := range sc.active.all {
		if sc.found[i].status != schemas.StatusAsserted {
			continue
		}
		for _, to := range t.rs.compiled.yields[i] {
			general, specific := &sc.found[i], &sc.found[to]
			if specific.status != schemas.StatusAsserted {
				continue
			}
			sure := general.owner.use == useCertain
			if !sure || specific.owner.use == useCertain && general.overlaps(specific) {
				*general = candidate{}
				break
			}
		}
	}
}

// overlaps reports that c and o rest on the same words, and so on one fact.
func (c *candidate) overlaps(o *candidate) bool { return c.start < o.end && o.start < c.end }

func rounded(confidence float64) float64 { return math.Round(confidence*1000) / 1000 }

// signals writes what sc.found holds for the turn, nil where it holds nothing.
func (t *Tagger) signals(sc *scratch, in *input) []schemas.Signal {
	var out []schemas.Signal
	for i := range sc.active.all {
		c := &sc.found[i]
		if c.status == "" {
			continue
		}
		s := &t.rs.Signals[i]
		sig := schemas.Signal{
			Code: s.Code, Severity: s.Severity, Status: c.status, Reason: c.reason,
			Confidence: rounded(c.confidence), Start: c.start, End: c.end, Rule: c.rule(s.Code),
		}
		if c.sound {
			sig.Match, sig.Confidence = schemas.MatchPinyin, rounded(soundShare*c.confidence)
		}
		if c.status == schemas.StatusAsserted {
			sig.Severity = t.severity(in, i)
			if t.unclear(sc, in, c) {
				sc.doubts = append(sc.doubts, doubt{in.index, len(out)})
			} else {
				sc.fired[i] = true
			}
		}
		if c.answer {
			q := in.index - 1
			sig.Question = &q
		}
		out = append(out, sig)
	}
	return out
}
