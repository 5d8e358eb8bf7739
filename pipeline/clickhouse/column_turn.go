package clickhouse

import (
	"math"

	"huifang/schemas"
)

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
		turn("sentiment_abstained", func(t *schemas.Turn) bool { return t.Sentiment != nil && t.Sentiment.Abstained }),
		turn("emotion", func(t *schemas.Turn) string { return t.Emotion }),
		turn("confidence", func(t *schemas.Turn) *float32 { return narrow(t.Confidence) }),
		turn("disfluencies", func(t *schemas.Turn) uint16 { return uint16(min(len(t.Disfluencies), math.MaxUint16)) }),
	}
}

// disfluencyColumns are the arrays with one element a disfluency.
func disfluencyColumns() []column {
	return []column{
		disfluency("idx", func(d *disfluencyRow) uint32 { return uint32(d.turn) }),
		disfluency("start_pos", func(d *disfluencyRow) uint32 { return uint32(d.Start) }),
		disfluency("end_pos", func(d *disfluencyRow) uint32 { return uint32(d.End) }),
		disfluency("kind", func(d *disfluencyRow) string { return d.Kind }),
	}
}

// langSpanColumns are the arrays with one element a stretch of one language.
func langSpanColumns() []column {
	return []column{
		langSpan("idx", func(l *langSpanRow) uint32 { return uint32(l.turn) }),
		langSpan("start_pos", func(l *langSpanRow) uint32 { return uint32(l.Start) }),
		langSpan("end_pos", func(l *langSpanRow) uint32 { return uint32(l.End) }),
		langSpan("lang", func(l *langSpanRow) string { return l.Lang }),
	}
}

func disfluency[T any](name string, f func(*disfluencyRow) T) column {
	return column{"disfluencies." + name, func(r *row) any { return list(r.disfluencies, f) }}
}

func langSpan[T any](name string, f func(*langSpanRow) T) column {
	return column{"lang_spans." + name, func(r *row) any { return list(r.langSpans, f) }}
}

func turn[T any](name string, f func(*schemas.Turn) T) column {
	return column{"turns." + name, func(r *row) any { return list(r.call.Turns, f) }}
}
