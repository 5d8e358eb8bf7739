package clickhouse

import (
	"context"
	"fmt"
	"time"

	schema "huifang/schemas/clickhouse"
)

// Kinds of codes.
const (
	SignalCode    = "signal"
	FactCode      = "fact"
	ChecklistCode = "checklist"
)

// Code says what a code in the relations means.
type Code struct {
	// Kind is SignalCode, FactCode or ChecklistCode.
	Kind string
	Code string
	// Category and Severity are those of a risk code, zero otherwise.
	Category string
	Severity int
	// Name is in Chinese; NameEN is empty where there is none.
	Name, NameEN string
	Definition   string
}

// Describe records the meanings of codes. Each replaces an earlier one of the
// same kind and code; of two the one with the later time counts.
func (s *Store) Describe(ctx context.Context, codes []Code, at time.Time) error {
	if len(codes) == 0 {
		return nil
	}
	const statement = "INSERT INTO " + schema.Database + ".code_definitions (kind, code, category, name, name_en, severity, definition, at)"
	err := s.insert(ctx, statement, len(codes), func(i int) []any {
		c := &codes[i]
		return []any{c.Kind, c.Code, c.Category, c.Name, c.NameEN, uint8(c.Severity), c.Definition, at}
	})
	if err != nil {
		return fmt.Errorf("record meanings of codes: %w", err)
	}
	return nil
}
