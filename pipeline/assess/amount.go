package assess

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"huifang/nlp/risk"
	"huifang/schemas"
)

const currency = "CNY"

// compareAmount compares amounts and headcounts by relative deviation.
func (m *comparer) compareAmount(s *statement) (schemas.Discrepancy, bool) {
	base, ok := s.base(schemas.EntityMoney)
	if !ok || !s.sameSubject(base) {
		return schemas.Discrepancy{}, false
	}
	stated := scaled(s.Fact, base)
	if s.Key == "net_profit" {
		return compareProfit(s, base, stated)
	}
	if base == 0 {
		if stated <= 0 || s.def.Direction != risk.DirectionUp {
			return schemas.Discrepancy{}, false
		}
		return s.departs(math.Inf(1), base, fmt.Sprintf("档案为0,客户称%s", s.Text))
	}
	deviation := 100 * (stated - base) / math.Abs(base)
	switch {
	case s.def.Direction == risk.DirectionUp && deviation < 0,
		s.def.Direction == risk.DirectionDown && deviation > 0,
		math.Abs(stated-base) < s.def.Minimum,
		inexact(s.Precision) && math.Abs(deviation) <= m.policy.AboutPercent:
		return schemas.Discrepancy{}, false
	}
	reason := fmt.Sprintf("比档案%s%.0f%%", direction(deviation), math.Abs(deviation))
	if s.Key == "inventory" && deviation < 0 {
		return m.missingStock(s, base, -deviation, reason)
	}
	return s.departs(math.Abs(deviation), base, reason)
}

// compareProfit treats a loss where the file has a profit, or the reverse,
// apart from a mere difference.
func compareProfit(s *statement, base, stated float64) (schemas.Discrepancy, bool) {
	if s.said.has(wordLoss) {
		stated = -math.Abs(stated)
	}
	if base*stated < 0 {
		d, _ := s.departs(0, base, "盈亏方向与档案相反")
		d.Severity = schemas.DiscrepancyMajor
		return d, true
	}
	if base == 0 {
		return schemas.Discrepancy{}, false
	}
	deviation := 100 * (stated - base) / math.Abs(base)
	return s.departs(math.Abs(deviation), base, fmt.Sprintf("比档案%s%.0f%%", direction(deviation), math.Abs(deviation)))
}

// departs turns a deviation into a discrepancy of the band that it exceeds. ok
// is false where it exceeds none.
func (s *statement) departs(deviation, base float64, reason string) (d schemas.Discrepancy, ok bool) {
	for _, b := range s.def.Bands {
		if deviation > b.Over {
			d.Severity, ok = b.Severity, true
		}
	}
	d.OnFile, d.Reason = strconv.FormatFloat(base, 'f', -1, 64), reason
	return d, ok
}

// scaled is the stated value, the middle of a range. A bare 三千三 is taken in 万
// where only that comes near what is on file.
func scaled(f *schemas.Fact, base float64) float64 {
	v := *f.Value
	if f.High != nil {
		v = (v + *f.High) / 2
	}
	const wan = 10000
	bare := !strings.ContainsAny(f.Text, "万亿") && f.Unit == currency
	if bare && base > 0 && v*farOff < base && v*wan < base*farOff && v*wan*farOff > base {
		return v * wan
	}
	return v
}

// farOff is the ratio from which two amounts cannot be the same figure.
const farOff = 100

func inexact(precision string) bool {
	return precision != "" && precision != schemas.PrecisionExact
}

func direction(deviation float64) string {
	if deviation < 0 {
		return "少"
	}
	return "多"
}
