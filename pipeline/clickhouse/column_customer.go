package clickhouse

import "huifang/schemas"

// repaymentColumns tell whether the customer wants to repay and whether he can.
func repaymentColumns() []column {
	return append(
		stanceColumns("willingness", func(r *schemas.Repayment) *schemas.Stance { return &r.Willingness }),
		stanceColumns("ability", func(r *schemas.Repayment) *schemas.Stance { return &r.Ability })...)
}

// stanceColumns are those of one dimension; where the call was not judged the
// level is empty.
func stanceColumns(name string, of func(*schemas.Repayment) *schemas.Stance) []column {
	stance := func(r *row) *schemas.Stance {
		if r.call.Repayment == nil {
			return &schemas.Stance{}
		}
		return of(r.call.Repayment)
	}
	return []column{
		{name, func(r *row) any { return stance(r).Level }},
		{name + "_score", func(r *row) any {
			s := stance(r)
			if s.Level == "" || s.Level == schemas.StanceUnstated {
				return (*float32)(nil)
			}
			return narrow(&s.Score)
		}},
		{name + "_turns", func(r *row) any { return list(stance(r).Turns, func(i *int) uint32 { return uint32(*i) }) }},
	}
}

// moodColumns are the course of the customer's mood.
func moodColumns() []column {
	return []column{
		{"mood_quarters", func(r *row) any {
			if r.call.Mood == nil {
				return []*float32(nil)
			}
			return list(r.call.Mood.Quarters[:], func(q **float64) *float32 { return narrow(*q) })
		}},
		{"mood_trend", func(r *row) any {
			if r.call.Mood == nil {
				return (*float32)(nil)
			}
			return narrow(&r.call.Mood.Trend)
		}},
	}
}
