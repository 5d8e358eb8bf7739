package assess

import (
	"fmt"
	"time"

	"huifang/schemas"
)

// daysPerMonth turns days into months for the bands of dates.
const daysPerMonth = 30.44

// compareDate compares by months of delay. A stated stretch counts from its
// first day: 明年 says no more than that it is not this year. A delay beyond the
// first repayment is critical, for nothing will have been earned by then.
func (m *comparer) compareDate(s *statement) (schemas.Discrepancy, bool) {
	base, ok := s.baseDay()
	if !ok {
		return schemas.Discrepancy{}, false
	}
	stated, err := time.Parse(time.DateOnly, s.From)
	if err != nil || !stated.After(base) {
		return schemas.Discrepancy{}, false
	}
	months := stated.Sub(base).Hours() / 24 / daysPerMonth
	d, ok := s.departs(months, 0, fmt.Sprintf("比档案晚约%.0f个月", months))
	d.OnFile = base.Format(time.DateOnly)
	if s.Key == "completion_date" {
		if first, has := repaymentDay(s.file); has && stated.After(first) {
			d.Severity, d.Reason = schemas.DiscrepancyCritical, d.Reason+",晚于首次还本日"
		}
	}
	return d, ok
}

// baseDay is the last day of the date on file, or of one that the officer
// quotes from it.
func (s *statement) baseDay() (time.Time, bool) {
	if s.Key == "next_repayment" {
		return repaymentDay(s.file)
	}
	if day, ok := fileDay(s.file.String(s.Key)); ok {
		return day, true
	}
	if s.question == nil || !s.asked.has(wordBaseline) {
		return time.Time{}, false
	}
	for i := range s.question.Entities {
		if e := &s.question.Entities[i]; e.Type == schemas.EntityDate && e.To != "" {
			day, err := time.Parse(time.DateOnly, e.To)
			return day, err == nil
		}
	}
	return time.Time{}, false
}

// fileDay reads YYYY-MM-DD, or YYYY-MM as the last day of the month.
func fileDay(s string) (time.Time, bool) {
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day, true
	}
	month, err := time.Parse("2006-01", s)
	if err != nil {
		return time.Time{}, false
	}
	return month.AddDate(0, 1, -1), true
}

// repaymentDay is the day of the next repayment on file: a date by itself or
// the date of an object.
func repaymentDay(f schemas.LoanFile) (time.Time, bool) {
	if next, ok := f["next_repayment"].(map[string]any); ok {
		day, _ := next["date"].(string)
		return fileDay(day)
	}
	return fileDay(f.String("next_repayment"))
}
