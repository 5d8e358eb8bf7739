package fact

import "time"

// period names the stretch from … to, days as YYYY-MM-DD, in the form of
// schemas.Fact.Period; empty for single days and what is no run of months.
func period(from, to string) string {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return ""
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil || a.Day() != 1 || b.AddDate(0, 0, 1).Day() != 1 || b.Before(a) {
		return ""
	}
	months := (b.Year()-a.Year())*12 + int(b.Month()-a.Month()) + 1
	first := int(a.Month()) - 1
	year := a.Format("2006")
	switch {
	case months == 12 && first == 0:
		return year
	case months == 6 && first%6 == 0:
		return year + "H" + string(rune('1'+first/6))
	case months == 3 && first%3 == 0:
		return year + "Q" + string(rune('1'+first/3))
	case months == 1:
		return a.Format("2006-01")
	default:
		return a.Format("2006-01") + ".." + b.Format("2006-01")
	}
}
