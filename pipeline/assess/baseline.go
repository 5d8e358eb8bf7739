package assess

import (
	"math"
	"strconv"

	"huifang/schemas"
)

// sameFigure is how far, relatively, a figure in the question may be from the
// one on file to be taken for it.
const sameFigure = 0.02

// base is what the statement is compared with: the loan file's value, or where
// it has none a value that the officer quotes from the bank's records. typ is
// the type of entity that such a quote has.
func (s *statement) base(typ string) (float64, bool) {
	for _, key := range fileKeys(s.Key) {
		if v, ok := s.file.Number(key); ok {
			return v, true
		}
	}
	if s.question == nil || !s.asked.has(wordBaseline) {
		return 0, false
	}
	for i := range s.question.Entities {
		if e := &s.question.Entities[i]; e.Type == typ && e.Value != nil {
			return *e.Value, true
		}
	}
	return 0, false
}

// fileKeys are the keys of the loan file that hold a fact.
func fileKeys(fact string) []string {
	switch fact {
	case "loan_amount":
		return []string{"balance", "amount"}
	case "project_progress_pct":
		return []string{"progress_plan_pct", "project_progress_pct"}
	}
	return []string{fact}
}

// sameSubject guards against comparing a part with the whole: sales and profit
// of some months with those of a year. They compare where the officer quotes
// the file's figure, where real against reported ones are at issue, or where
// the statement names a whole year.
func (s *statement) sameSubject(base float64) bool {
	if s.Key != "revenue" && s.Key != "net_profit" {
		return true
	}
	if s.said.has(wordComparable) || s.asked.has(wordComparable) {
		return !partOfYear(s.Period) || s.quotes(base)
	}
	return s.quotes(base)
}

// quotes tells whether the question holds the figure on file.
func (s *statement) quotes(base float64) bool {
	if s.question == nil {
		return false
	}
	for i := range s.question.Entities {
		e := &s.question.Entities[i]
		if e.Type == schemas.EntityMoney && e.Value != nil && math.Abs(*e.Value-base) <= sameFigure*math.Abs(base) {
			return true
		}
	}
	return false
}

// partOfYear tells whether a period is shorter than a year; an unsaid one is not.
func partOfYear(period string) bool {
	if period == "" {
		return false
	}
	_, err := strconv.Atoi(period)
	return err != nil
}
