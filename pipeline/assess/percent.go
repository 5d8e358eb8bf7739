package assess

import (
	"fmt"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// comparePercent compares by percentage points.
func (m *comparer) comparePercent(s *statement) (schemas.Discrepancy, bool) {
	base, ok := s.base(schemas.EntityPercent)
	if !ok {
		return schemas.Discrepancy{}, false
	}
	points := *s.Value - base
	if s.def.Direction == risk.DirectionDown {
		points = -points
	}
	if points <= 0 {
		return schemas.Discrepancy{}, false
	}
	return s.departs(points, base, fmt.Sprintf("与档案相差%.0f个百分点", points))
}
