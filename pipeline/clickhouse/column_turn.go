package clickhouse

import "huifang/schemas"

// turnColumns are the arrays with one element a turn.
func turnColumns() []column {
	return []column{
		turn("idx", func(t *schemas.Turn) uint32 { return uint32(t.Idx) }),
		turn("role", func(t *schemas.Turn) string { return t.Role }),
		turn("speaker", func(t *schemas.Turn) string { return t.Speaker }),
		turn("channel", func(t *schemas.Turn) *int32 {
			if t.Channel == nil {
				return nil
			}
			n := int32(*t.Channel)
			return &n
		}),
		turn("start_ms", func(t *schemas.Turn) *int64 { return t.StartMS }),
		turn("end_ms", func(t *schemas.Turn) *int64 { return t.EndMS }),
		turn("text", func(t *schemas.Turn) string { return t.Text }),
		turn("lang", func(t *schemas.Turn) string { return t.Lang }),
		turn("phase", func(t *schemas.Turn) uint8 { return uint8(t.Phase) }),
		turn("sentiment", func(t *schemas.Turn) string {
			if t.Sentiment == nil {
				return ""
			}
			return t.Sentiment.Label
		}),
		turn("sentiment_score", func(t *schemas.Turn) *float32 {
			if t.Sentiment == nil {
				return nil
			}
			return narrow(&t.Sentiment.Score)
		}),
		turn("emotion", func(t *schemas.Turn) string { return t.Emotion }),
		turn("confidence", func(t *schemas.Turn) *float32 { return narrow(t.Confidence) }),
	}
}

func turn[T any](name string, f func(*schemas.Turn) T) column {
	return column{"turns." + name, func(r *row) any { return list(r.call.Turns, f) }}
}
