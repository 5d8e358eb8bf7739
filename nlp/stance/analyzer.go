package stance

import (
	"sync"

	"huifang/nlp/disfluency"
	"huifang/nlp/normalize"
	"huifang/nlp/risk"
	"huifang/nlp/risk/assertion"
	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

// Analyzer sets what a call states of repayment. It is immutable and safe for
// concurrent use.
type Analyzer struct {
	cues    *cues
	judge   *assertion.Judge
	scratch sync.Pool // of *scratch
}

// scratch is the memory of one call's analysis.
type scratch struct {
	folded []rune
	view   disfluency.View
	// asked is, by turn, what the officer asks just before it.
	asked []question
	// text is the turn at hand, folded, without its disfluencies.
	text    []rune
	hits    []pattern.Hit
	about   []pattern.Hit
	reading assertion.Reading
	// dismissed are the statements of the turn that are not about the customer's
	// own repayment, as they stand in its text.
	dismissed []schemas.Span
	// clause is the reading of a clause alone.
	clause assertion.Reading
}

// New returns an analyzer that tells what is asserted by the words of rs, and
// takes its codes. An error names the pattern at fault.
func New(rs *risk.RuleSet) (*Analyzer, error) {
	c, err := loadCues(cuesYAML, rs)
	if err != nil {
		return nil, err
	}
	a := &Analyzer{cues: c, judge: rs.Judge()}
	a.scratch.New = func() any { return new(scratch) }
	return a, nil
}

// Annotate sets Call.Repayment from the text and the signals of the turns that
// are not the officer's, and from the officer's question before each. It reads
// through disfluencies where they are marked. Turns of unknown role are taken for
// the customer's.
func (a *Analyzer) Annotate(c *schemas.Call) {
	s := a.scratch.Get().(*scratch)
	defer a.scratch.Put(s)
	// All questions first: the patterns of questions and of statements are too large
	// to take turns in the fast caches.
	s.asked = s.asked[:0]
	for i := range c.Turns {
		asked := asksNothing
		if i > 0 && c.Turns[i-1].Role == schemas.RoleAgent && c.Turns[i].Role != schemas.RoleAgent {
			s.read(&c.Turns[i-1])
			asked = a.asked(s)
		}
		s.asked = append(s.asked, asked)
	}
	var tallies [dimensions]tally
	for i := range c.Turns {
		t := &c.Turns[i]
		if t.Role == schemas.RoleAgent {
			continue
		}
		s.read(t)
		v := a.stated(s)
		a.answered(s, &v, s.asked[i])
		a.signalled(s, t, &v)
		for d := range tallies {
			tallies[d].add(i, v[d].level())
		}
	}
	c.Repayment = &schemas.Repayment{Willingness: tallies[willingness].stance(), Ability: tallies[ability].stance()}
}

// read makes t the turn at hand.
func (s *scratch) read(t *schemas.Turn) {
	s.folded = normalize.Fold(s.folded[:0], t.Text)
	s.view.Reset(s.folded, t.Disfluencies)
	s.text = s.view.Runes
}

// verdict is what a turn says of each dimension.
type verdict [dimensions]said

// stated judges the customer's statements in s.text.
func (a *Analyzer) stated(s *scratch) verdict {
	var v verdict
	s.dismissed = s.dismissed[:0]
	s.hits = a.cues.statements.Match(s.hits[:0], s.text, 0)
	if len(s.hits) == 0 {
		return v
	}
	a.judge.Read(&s.reading, s.text)
	s.about = a.cues.about.Match(s.about[:0], s.text, 0)
	for _, h := range s.hits {
		says := &a.cues.says[h.Pattern]
		if a.overridden(s.hits, h) {
			continue
		}
		if unrelated(s.about, h.Start) || ofOthers(s.about, s.text, h.Start) {
			start, end := s.view.Span(h.Start, h.End)
			s.dismissed = append(s.dismissed, schemas.Span{Start: start, End: end})
			continue
		}
		status := a.status(s, h, says)
		for d, on := range says.on {
			if on {
				v[d] = v[d].with(says.taken(dimension(d), status))
			}
		}
	}
	return v
}

// taken is what the statement comes to under an assertion status.
func (s *statement) taken(d dimension, status string) level {
	switch status {
	case schemas.StatusAsserted:
		return s.level
	case schemas.StatusNegated:
		return s.level.turned()
	case schemas.StatusHypothetical:
		switch {
		case s.record:
			return unstated
		case d == willingness && s.level == firm:
			return firm // 有钱肯定还: nobody wants to without being able to
		}
		return doubtful
	case schemas.StatusResolved:
		if s.level == firm {
			return firm // 利息上周都扣好了 is settled, and good
		}
	}
	return unstated
}

// overridden reports that the hit is part of one that says something else, as
// 欠息 of 没有欠息, or a firm one that runs into one that is not: 一定还 of 一定还不上.
func (a *Analyzer) overridden(hits []pattern.Hit, h pattern.Hit) bool {
	says := a.cues.says[h.Pattern].level
	for _, o := range hits {
		if a.cues.says[o.Pattern].level == says || o.Start >= h.End || h.Start >= o.End {
			continue
		}
		within := o.Start <= h.Start && o.End >= h.End
		around := h.Start <= o.Start && h.End >= o.End
		if within && !around || within == around && says == firm {
			return true
		}
	}
	return false
}

// signalled adds the asserted signals of a turn to what its words leave open, but
// for those that rest on a statement about somebody else (客户还不上我的钱).
func (a *Analyzer) signalled(s *scratch, t *schemas.Turn, v *verdict) {
	var found verdict
	for i := range t.Signals {
		if t.Signals[i].Status != schemas.StatusAsserted || s.dismisses(&t.Signals[i]) {
			continue
		}
		for d, l := range a.cues.signals[t.Signals[i].Code] {
			found[d] = found[d].with(l)
		}
	}
	for d := range v {
		if v[d] == 0 {
			v[d] = found[d]
		}
	}
}

// dismisses reports that a signal lies on a dismissed statement.
func (s *scratch) dismisses(signal *schemas.Signal) bool {
	for _, d := range s.dismissed {
		if d.Start < signal.End && signal.Start < d.End {
			return true
		}
	}
	return false
}
