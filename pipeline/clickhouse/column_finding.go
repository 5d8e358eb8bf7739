package clickhouse

import (
	"time"

	"huifang/nlp/keyword"
	"huifang/schemas"
)

// entityColumns are the arrays with one element an entity.
func entityColumns() []column {
	return []column{
		entity("idx", func(e *entityRow) uint32 { return uint32(e.turn) }),
		entity("type", func(e *entityRow) string { return e.Type }),
		entity("start", func(e *entityRow) uint32 { return uint32(e.Start) }),
		entity("end", func(e *entityRow) uint32 { return uint32(e.End) }),
		entity("text", func(e *entityRow) string { return e.text }),
		entity("value", func(e *entityRow) *float64 { return e.Value }),
		entity("high", func(e *entityRow) *float64 { return e.High }),
		entity("unit", func(e *entityRow) string { return e.Unit }),
		entity("precision", func(e *entityRow) string { return e.Precision }),
		entity("date_from", func(e *entityRow) *time.Time { return extendedDay(e.From) }),
		entity("date_to", func(e *entityRow) *time.Time { return extendedDay(e.To) }),
		entity("form", func(e *entityRow) string { return e.Form }),
		entity("norm", func(e *entityRow) string { return e.Norm }),
		entity("ref", func(e *entityRow) string { return e.Ref }),
		entity("pseudonym", func(e *entityRow) string { return e.Pseudonym }),
	}
}

// keywordColumns are the arrays with one element a keyword.
func keywordColumns() []column {
	return []column{
		keywordOf("term", func(k *schemas.Keyword) string { return k.Term }),
		keywordOf("score", func(k *schemas.Keyword) float32 { return float32(k.Score) }),
		keywordOf("log_ratio", func(k *schemas.Keyword) float32 { return float32(k.LogRatio) }),
		keywordOf("count", func(k *schemas.Keyword) uint32 { return uint32(max(0, k.Count)) }),
	}
}

// termColumns are the arrays with one element a term of the talk.
func termColumns() []column {
	return []column{
		term("term", func(t *keyword.TermCount) string { return t.Term }),
		term("count", func(t *keyword.TermCount) uint32 { return uint32(t.Count) }),
	}
}

// factColumns are the arrays with one element a fact.
func factColumns() []column {
	return []column{
		fact("key", func(f *factRow) string { return f.Key }),
		fact("idx", func(f *factRow) uint32 { return uint32(f.Turn) }),
		fact("start_pos", func(f *factRow) uint32 { return uint32(f.Start) }),
		fact("end_pos", func(f *factRow) uint32 { return uint32(f.End) }),
		fact("text", func(f *factRow) string { return f.text }),
		fact("value", func(f *factRow) *float64 { return f.Value }),
		fact("high", func(f *factRow) *float64 { return f.High }),
		fact("unit", func(f *factRow) string { return f.Unit }),
		fact("date_from", func(f *factRow) *time.Time { return extendedDay(f.From) }),
		fact("date_to", func(f *factRow) *time.Time { return extendedDay(f.To) }),
		fact("period", func(f *factRow) string { return f.Period }),
		fact("precision", func(f *factRow) string { return f.Precision }),
	}
}

func entity[T any](name string, f func(*entityRow) T) column {
	return column{"entities." + name, func(r *row) any { return list(r.entities, f) }}
}

func keywordOf[T any](name string, f func(*schemas.Keyword) T) column {
	return column{"keywords." + name, func(r *row) any { return list(r.call.Keywords, f) }}
}

func term[T any](name string, f func(*keyword.TermCount) T) column {
	return column{"terms." + name, func(r *row) any { return list(r.terms, f) }}
}

func fact[T any](name string, f func(*factRow) T) column {
	return column{"facts." + name, func(r *row) any { return list(r.facts, f) }}
}
