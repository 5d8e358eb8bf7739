package risk

import (
	"huifang/nlp/risk/assertion"
	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

// Confidence by the kind of evidence.
const (
	confidenceCertain = 0.9
	confidenceState   = 0.8
	confidenceExists  = 0.8
	confidenceReply   = 0.7
	confidenceAnswer  = 0.7
	confidenceDetail  = 0.6
	confidenceHint    = 0.5
)

// shortAnswer is the length in characters up to which a bare detail (上个月)
// answers a question with yes.
const shortAnswer = 16

// candidate is the best evidence for one code on one turn.
type candidate struct {
	status, reason string
	confidence     float64
	start, end     int
	owner          owner
	// answer: rests on the question before as well; model: on the scorer alone.
	// stated: the turn says yes to what the agent stated or summed up. sound: the
	// words only sound like those of the rule.
	answer, model, stated, sound bool
}

// better prefers what is asserted, then the turn's own words to what rests on the
// question (lists are declared in that order), then what is surer.
func (c *candidate) better(than *candidate) bool {
	if than.status == "" {
		return true
	}
	a, b := c.status == schemas.StatusAsserted, than.status == schemas.StatusAsserted
	if a != b {
		return a
	}
	if c.owner.use != than.owner.use {
		return c.owner.use < than.owner.use
	}
	return c.confidence > than.confidence
}

// tag fills sc.found for the turn.
func (t *Tagger) tag(sc *scratch, in *input) {
	sc.next()
	if in.prev != nil {
		t.answer(sc, in)
	}
	t.offer(sc, in, &in.cur.words, in.cur.said, t.rs.compiled.rules.owners)
	t.offer(sc, in, &in.cur.words, in.cur.asked, t.rs.compiled.rules.owners)
	if len(sc.topics) > 0 {
		sc.replies = t.rs.compiled.replies.matchCodes(sc.replies[:0], in.cur.view.Runes, sc.topics)
		t.offer(sc, in, &in.cur.words, sc.replies, t.rs.compiled.replies.owners)
	}
	if len(in.cur.slips) > 0 {
		t.offer(sc, in, &in.cur.heard, in.cur.heard.said, t.rs.compiled.rules.owners)
		t.offer(sc, in, &in.cur.heard, in.cur.heard.asked, t.rs.compiled.rules.owners)
	}
	t.compare(sc, in)
	t.fuse(sc, in)
	t.settle(sc)
}

// offer makes candidates of what patterns have found in w: the turn's words as
// written, or as they may have been heard, which count only where the words as
// written tell nothing of the code.
func (t *Tagger) offer(sc *scratch, in *input, w *words, hits []pattern.Hit, owners []owner) {
	heard := w == &in.cur.heard
	for _, h := range hits {
		o := &owners[h.Pattern]
		if o.use == useOverride {
			continue
		}
		s := &t.rs.Signals[o.code]
		if !in.speaks(s.Scope) {
			continue
		}
		c := candidate{owner: *o, sound: heard}
		c.start, c.end = w.view.Span(h.Start, h.End)
		if best := &sc.found[o.code]; heard && (best.status != "" && !best.sound || !in.cur.slipped(c.start, c.end)) {
			continue
		}
		switch o.use {
		case useCertain:
			c.confidence = confidenceCertain
		case useStates:
			c.confidence = confidenceState
		case useHints:
			c.confidence = confidenceHint
		case useReplies:
			c.confidence, c.answer = confidenceReply, true
		case useUnless:
			sc.blocked[o.code] = true
			continue
		default:
			continue
		}
		options := s.options(o.positive)
		if sc.admits {
			options.From = sc.answered
		}
		c.status, c.reason = w.reading.Status(h.Start, h.End, options)
		sc.offer(&c)
	}
}

func (s *SignalDef) options(positive bool) assertion.Options {
	return assertion.Options{Request: s.Request, Others: s.Others, Positive: positive}
}

func (sc *scratch) offer(c *candidate) {
	if best := &sc.found[c.owner.code]; c.better(best) {
		*best = *c
		sc.active.add(c.owner.code)
	}
}

// answer judges the turn as a reply to the agent's question or statement.
func (t *Tagger) answer(sc *scratch, in *input) {
	a, _, end := in.cur.reading.Answer()
	sc.admits, sc.answered = a == assertion.No && in.prev.reading.Welfare(), end
	t.reply(sc, in, &in.prev.words)
	if len(in.prev.slips) > 0 {
		t.reply(sc, in, &in.prev.heard)
	}
}

// reply judges the turn as a reply to what was asked in w, the words of the turn
// before as written or as they may have been heard.
func (t *Tagger) reply(sc *scratch, in *input, w *words) {
	heard := w == &in.prev.heard
	a, start, end := in.cur.reading.Answer()
	recap := in.prev.reading.Recap()
	for _, h := range w.asked {
		o := t.rs.compiled.rules.owners[h.Pattern]
		if o.use == useOverride || o.use == useUnless || o.use == useBase {
			continue
		}
		s := &t.rs.Signals[o.code]
		if s.Scope != ScopeCustomer || !in.speaks(s.Scope) {
			continue
		}
		if o.use == useTopics {
			if !sc.topical[o.code] {
				sc.topical[o.code] = true
				sc.topics = append(sc.topics, o.code)
			}
			continue
		}
		if a == assertion.NoAnswer || recap && sc.fired[o.code] {
			continue
		}
		if heard && (sc.found[o.code].status != "" || !in.prev.slipped(w.view.Span(h.Start, h.End))) {
			continue
		}
		c := candidate{owner: o, answer: true, sound: heard}
		c.start, c.end = in.cur.view.Span(start, end)
		asked, _ := w.reading.Status(h.Start, h.End, s.options(false))
		c.stated = asked != schemas.StatusQuestion
		if o.use == useDuties {
			if a != assertion.No {
				continue
			}
			c.confidence = confidenceAnswer
		} else if !c.confirm(a, asked, len(in.cur.view.Runes)) {
			continue
		}
		if c.status == "" {
			c.status, c.reason = in.cur.reading.Status(start, end, s.options(false))
		}
		sc.offer(&c)
	}
}

// confirm sets the candidate by how a question or statement about a harm, whose
// own status is asked, was answered. It reports whether the answer tells.
func (c *candidate) confirm(a assertion.Answer, asked string, length int) bool {
	switch a {
	case assertion.There:
		c.confidence = confidenceExists
		return asked != schemas.StatusHypothetical
	case assertion.Yes:
		c.confidence = confidenceAnswer
		return asked == schemas.StatusQuestion || asked == schemas.StatusAsserted
	case assertion.Given:
		c.confidence = confidenceDetail
		return asked == schemas.StatusQuestion && length <= shortAnswer
	default:
		c.status, c.reason, c.confidence = schemas.StatusNegated, "answer", confidenceAnswer
		return asked != schemas.StatusHypothetical
	}
}
