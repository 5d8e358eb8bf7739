package clickhouse

import (
	"huifang/pipeline/evidence"
	"huifang/schemas"
)

// signalColumns are the arrays with one element a signal, of whatever status.
func signalColumns() []column {
	return []column{
		signal("idx", func(s *signalRow) uint32 { return uint32(s.turn.Idx) }),
		signal("code", func(s *signalRow) string { return s.Code }),
		signal("severity", func(s *signalRow) uint8 { return uint8(s.Severity) }),
		signal("status", func(s *signalRow) string { return s.Status }),
		signal("confidence", func(s *signalRow) float32 { return float32(s.Confidence) }),
		signal("start_pos", func(s *signalRow) uint32 { return uint32(s.Start) }),
		signal("end_pos", func(s *signalRow) uint32 { return uint32(s.End) }),
		signal("rule", func(s *signalRow) string { return s.Rule }),
		signal("match", func(s *signalRow) string { return s.Match }),
		signal("reason", func(s *signalRow) string { return s.Reason }),
		signal("question_idx", func(s *signalRow) *uint32 { return index(s.Question) }),
		signal("role", func(s *signalRow) string { return s.turn.Role }),
		signal("start_ms", func(s *signalRow) *int64 { return s.turn.StartMS }),
		signal("sentence", func(s *signalRow) string { return s.sentence }),
	}
}

// checklistColumns are the arrays with one element a checklist item.
func checklistColumns() []column {
	return []column{
		item("id", func(c *schemas.ChecklistItem) string { return c.ID }),
		item("covered", func(c *schemas.ChecklistItem) bool { return c.Covered }),
		item("mandatory", func(c *schemas.ChecklistItem) bool { return c.Mandatory }),
		item("idx", func(c *schemas.ChecklistItem) *uint32 { return index(c.Turn) }),
	}
}

// discrepancyColumns are the arrays with one element a discrepancy.
func discrepancyColumns() []column {
	return []column{
		discrepancy("idx", func(d *schemas.Discrepancy) uint32 { return uint32(d.Turn) }),
		discrepancy("field", func(d *schemas.Discrepancy) string { return d.Field }),
		discrepancy("severity", func(d *schemas.Discrepancy) string { return d.Severity }),
		discrepancy("on_file", func(d *schemas.Discrepancy) string { return d.OnFile }),
		discrepancy("stated", func(d *schemas.Discrepancy) string { return d.Stated }),
		discrepancy("reason", func(d *schemas.Discrepancy) string { return d.Reason }),
	}
}

// evidenceColumns are the arrays with one element a piece of evidence.
func evidenceColumns() []column {
	return []column{
		proof("idx", func(e *evidence.Item) uint32 { return uint32(e.Turn) }),
		proof("code", func(e *evidence.Item) string { return e.Code }),
		proof("severity", func(e *evidence.Item) uint8 { return uint8(e.Severity) }),
		proof("rule", (*evidence.Item).Rule),
		proof("role", func(e *evidence.Item) string { return e.In.Role }),
		proof("start_ms", func(e *evidence.Item) *int64 { return e.In.StartMS }),
		proof("sentence", func(e *evidence.Item) string { return e.Sentence }),
	}
}

func signal[T any](name string, f func(*signalRow) T) column {
	return column{"signals." + name, func(r *row) any { return list(r.signals, f) }}
}

func item[T any](name string, f func(*schemas.ChecklistItem) T) column {
	return column{"checklist." + name, func(r *row) any { return list(r.call.Checklist, f) }}
}

func discrepancy[T any](name string, f func(*schemas.Discrepancy) T) column {
	return column{"discrepancies." + name, func(r *row) any { return list(r.call.Discrepancies, f) }}
}

func proof[T any](name string, f func(*evidence.Item) T) column {
	return column{"evidence." + name, func(r *row) any { return list(r.evidence, f) }}
}
