package assess

import (
	"fmt"
	"strings"

	"huifang/schemas"
)

// missingBand is the share of pledged goods, in percent, whose absence is
// critical.
const missingBand = 30

// compareStock compares quantities of goods (吨, 头, 箱) with those on file or
// quoted in the question.
func (m *comparer) compareStock(s *statement) (schemas.Discrepancy, bool) {
	base, ok := s.quantity()
	if !ok || base <= 0 {
		return schemas.Discrepancy{}, false
	}
	deviation := 100 * (*s.Value - base) / base
	if deviation >= 0 {
		return schemas.Discrepancy{}, false
	}
	return m.missingStock(s, base, -deviation, fmt.Sprintf("比档案少%.0f%%", -deviation))
}

// missingStock is critical for pledged goods and a plain deviation otherwise.
func (m *comparer) missingStock(s *statement, base, percent float64, reason string) (schemas.Discrepancy, bool) {
	d, ok := s.departs(percent, base, reason)
	if percent > missingBand && m.words.in(s.file.String("collateral")).has(wordPledged) {
		d.Severity, ok = schemas.DiscrepancyCritical, true
	}
	return d, ok
}

// quantity finds the quantity in the statement's unit that the file or the
// question names.
func (s *statement) quantity() (float64, bool) {
	for _, key := range [...]string{s.Key, "collateral_status", "collateral"} {
		if v, ok := quantityIn(s.file.String(key), s.Unit); ok {
			return v, true
		}
	}
	if s.question == nil || !s.asked.has(wordBaseline) {
		return 0, false
	}
	for i := range s.question.Entities {
		if e := &s.question.Entities[i]; e.Type == schemas.EntityCount && e.Unit == s.Unit && e.Value != nil {
			return *e.Value, true
		}
	}
	return 0, false
}

// quantityIn reads the digits before the first unit in text: 4200 in
// "带钢4200吨质押".
func quantityIn(text, unit string) (float64, bool) {
	before, _, ok := strings.Cut(text, unit)
	if !ok {
		return 0, false
	}
	start := len(before)
	for start > 0 && before[start-1] >= '0' && before[start-1] <= '9' {
		start--
	}
	value := 0.0
	for _, d := range before[start:] {
		value = value*10 + float64(d-'0')
	}
	return value, start < len(before)
}
