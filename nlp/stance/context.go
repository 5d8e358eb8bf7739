package stance

import (
	"huifang/nlp/risk/assertion"
	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

// status is what the customer does with the statement at h.
func (a *Analyzer) status(s *scratch, h pattern.Hit, says *statement) string {
	o := assertion.Options{Request: says.level == doubtful, Positive: says.positive}
	status, _ := s.reading.Status(h.Start, h.End, o)
	switch status {
	case schemas.StatusNegated:
		if says.idiom {
			return schemas.StatusAsserted
		}
	case schemas.StatusHypothetical:
		switch {
		case consequence(s.about, s.text, h.End):
			return schemas.StatusQuestion
		case h.Start > 0 && s.text[h.Start-1] == '也':
			return schemas.StatusAsserted // 要是真受影响,也够还
		}
	case schemas.StatusQuestion:
		// Recognisers put few full stops: 肯定还,就是能不能缓几个月 asks in another clause.
		from, to := clause(s.text, h.Start, h.End)
		a.judge.Read(&s.clause, s.text[from:to])
		status, _ = s.clause.Status(h.Start-from, h.End-from, o)
	}
	return status
}

// clause returns the bounds of the clause that [start, end) lies in, without the
// mark that ends it.
func clause(text []rune, start, end int) (from, to int) {
	from, to = start, end
	for from > 0 && !endsClause(text, from-1) {
		from--
	}
	for to < len(text) && !endsClause(text, to) {
		to++
	}
	return from, to
}

func endsClause(text []rune, i int) bool {
	switch text[i] {
	case ',', ';', ':':
		return true
	}
	return pattern.EndsSentence(text, i)
}

// subjectReach is how far before a statement the one that it is about may stand.
const subjectReach = 14

// ofOthers reports that the statement at position start is about somebody else:
// the last one named before it in its sentence is not the customer.
func ofOthers(about []pattern.Hit, text []rune, start int) bool {
	nearest := pattern.Hit{Pattern: aboutSelf, End: start - subjectReach}
	for _, s := range about {
		if s.Pattern != aboutOthers && s.Pattern != aboutSelf || s.End > start || sentenceEnds(text, s.End, start) {
			continue
		}
		// 欠我们 is of others, though it ends in we.
		if s.End > nearest.End || s.End == nearest.End && s.Pattern == aboutOthers {
			nearest = s
		}
	}
	return nearest.Pattern == aboutOthers
}

// unrelated reports that the statement at position start begins within a word that
// has nothing to do with repayment: 本金 of 资本金.
func unrelated(about []pattern.Hit, start int) bool {
	for _, s := range about {
		if s.Pattern == aboutUnrelated && s.Start < start && start < s.End {
			return true
		}
	}
	return false
}

// consequence reports that the sentence goes on after end to ask what would
// follow.
func consequence(about []pattern.Hit, text []rune, end int) bool {
	for _, s := range about {
		if s.Pattern == aboutConsequence && s.Start >= end && !sentenceEnds(text, end, s.Start) {
			return true
		}
	}
	return false
}

func sentenceEnds(text []rune, from, to int) bool {
	for i := from; i < to; i++ {
		if pattern.EndsSentence(text, i) {
			return true
		}
	}
	return false
}
