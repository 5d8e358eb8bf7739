package value

import (
	"strconv"
	"time"

	"huifang/schemas"
)

// String writes v for reports and tests: type, text, then the number with its
// unit and precision, or the days of a date. text is what v was found in.
func (v *Value) String(text []rune) string {
	s := v.Type + " " + string(text[v.Start:v.End])
	if v.Type == schemas.EntityDate {
		if v.Days.IsZero() {
			return s
		}
		s += " " + v.Days.From.Format(time.DateOnly)
		if !v.Days.To.Equal(v.Days.From) {
			s += ".." + v.Days.To.Format(time.DateOnly)
		}
		return s
	}
	s += " " + strconv.FormatFloat(v.Number, 'f', -1, 64)
	if v.Precision == precisionRange {
		s += ".." + strconv.FormatFloat(v.High, 'f', -1, 64)
	}
	s += " " + v.Unit
	if v.Precision != "" && v.Precision != precisionRange {
		s += " " + v.Precision
	}
	return s
}
