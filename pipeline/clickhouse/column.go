package clickhouse

import (
	"math"
	"time"

	"github.com/shopspring/decimal"

	"huifang/schemas"
)

// column is a column of huifang.analyses and how to fill it.
type column struct {
	name string
	// value returns the column's value for a row, of a type that the driver
	// takes without reflection.
	value func(*row) any
}

// analysisColumns lists all columns of huifang.analyses.
func analysisColumns() []column {
	var all []column
	for _, group := range [][]column{
		callColumns(), repaymentColumns(), moodColumns(), turnColumns(), disfluencyColumns(), langSpanColumns(),
		entityColumns(), keywordColumns(), termColumns(), signalColumns(), factColumns(),
		checklistColumns(), discrepancyColumns(), evidenceColumns(),
	} {
		all = append(all, group...)
	}
	return all
}

// list returns the array of what f makes of each item.
func list[E, T any](items []E, f func(*E) T) []T {
	values := make([]T, len(items))
	for i := range items {
		values[i] = f(&items[i])
	}
	return values
}

// optional returns a pointer to v, nil where v is the zero value, which stands
// for unknown.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// narrow returns a 32-bit copy of *v, nil where v is.
func narrow(v *float64) *float32 {
	if v == nil {
		return nil
	}
	f := float32(*v)
	return &f
}

// index returns the number of a turn, nil where v is. It was checked to be one.
func index(v *int) *uint32 {
	if v == nil {
		return nil
	}
	n := uint32(*v)
	return &n
}

// maxAmount is the first amount that Decimal(18, 2) cannot hold.
const maxAmount = 1e16

// amount returns the number under key of the loan file, nil where there is none
// that a loan can have.
func amount(f schemas.LoanFile, key string) *decimal.Decimal {
	v, ok := f.Number(key)
	if !ok || math.IsNaN(v) || math.Abs(v) >= maxAmount {
		return nil
	}
	d := decimal.NewFromFloat(v).Round(2)
	return &d
}

// Years that Date, and those that Date32 and DateTime64, hold in full.
const (
	firstYearDate, lastYearDate         = 1970, 2148
	firstYearExtended, lastYearExtended = 1900, 2298
)

// day returns the day s, YYYY-MM-DD, for a Date; nil where s is none that a
// Date can hold.
func day(s string) *time.Time {
	return parseTime(time.DateOnly, s, firstYearDate, lastYearDate)
}

// extendedDay is day for a Date32.
func extendedDay(s string) *time.Time {
	return parseTime(time.DateOnly, s, firstYearExtended, lastYearExtended)
}

// instant returns the time s, RFC 3339, for a DateTime64.
func instant(s string) *time.Time {
	return parseTime(time.RFC3339, s, firstYearExtended, lastYearExtended)
}

func parseTime(layout, s string, firstYear, lastYear int) *time.Time {
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return nil
	}
	return &t
}
