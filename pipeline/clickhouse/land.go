package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"huifang/schemas"
	schema "huifang/schemas/clickhouse"
)

// LandOptions say what the calls themselves do not.
type LandOptions struct {
	// AnalyzedAt is the time of the analysis. Of two analyses of a call the one
	// with the later time counts, in whatever order they are landed.
	AnalyzedAt time.Time
	// Times gives calls a time of their own, by id, where they were not
	// analysed together.
	Times map[string]time.Time
	// AnalysisVersion names all that made the annotations, such as the
	// version of the chain; empty stands for what AnalysisVersion makes of each
	// call.
	AnalysisVersion string
	// Originals gives the unmasked texts of all turns of a call by its id. They
	// are stored in a table with rights of its own. Nil stores none.
	Originals map[string][]string
}

// AnalysisVersion names what made the annotations of a call: the stages by name
// with their versions, and the rules.
func AnalysisVersion(a *schemas.Analysis) string {
	if a == nil {
		return ""
	}
	parts := make([]string, 0, len(a.Stages)+1)
	for name, version := range a.Stages {
		parts = append(parts, name+"/"+version)
	}
	slices.Sort(parts)
	if a.Rules != "" {
		parts = append(parts, "rules/"+a.Rules)
	}
	return strings.Join(parts, " ")
}

// Land stores calls, each replacing what is stored of it, in one insert. Once it
// returns nil all are stored for good; after an error other than *CallsError
// none or all of them may be, and landing them again is right and changes
// nothing. A *CallsError names calls that cannot be stored, next to which the
// others were; a call that is not marked as masked is one. Slices of some hundred calls are best: each insert makes a part
// on disk, and all of it stands in memory at once.
func (s *Store) Land(ctx context.Context, calls []*schemas.Call, o LandOptions) error {
	rows := make([]*row, 0, len(calls))
	var refused CallsError
	for _, c := range calls {
		r, err := newRow(c, o)
		if err == nil {
			r.terms, err = s.terms.Count(c)
		}
		if err != nil {
			refused.Calls = append(refused.Calls, &CallError{ID: c.ID, Err: err})
			continue
		}
		rows = append(rows, r)
	}
	if err := s.landOriginals(ctx, rows, o.Originals); err != nil {
		return fmt.Errorf("store original texts: %w", err)
	}
	if err := s.landRows(ctx, rows); err != nil {
		return fmt.Errorf("store %d calls: %w", len(rows), err)
	}
	if len(refused.Calls) > 0 {
		return &refused
	}
	return nil
}

// landRows stores rows, each replacing what is stored of its call.
func (s *Store) landRows(ctx context.Context, rows []*row) error {
	if len(rows) == 0 {
		return nil
	}
	sharded, err := s.sharded(ctx)
	if err != nil {
		return err
	}
	if sharded {
		return s.landSharded(ctx, rows)
	}
	return s.insertAnalyses(ctx, rows, false)
}

// insertAnalyses sends rows as one block, column by column. Only the tables of a
// cluster know deletions.
func (s *Store) insertAnalyses(ctx context.Context, rows []*row, deletions bool) error {
	if len(rows) == 0 {
		return nil
	}
	columns := analysisColumns()
	if deletions {
		columns = append(columns, column{"is_deleted", func(r *row) any { return r.isDeleted() }})
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = "`" + c.name + "`"
	}
	statement := "INSERT INTO " + schema.Database + ".analyses (" + strings.Join(names, ", ") + ")"
	values := make([]any, len(columns))
	return s.insert(ctx, statement, len(rows), func(i int) []any {
		for j, c := range columns {
			values[j] = c.value(rows[i])
		}
		return values
	})
}

// landOriginals sends the unmasked texts of those rows that have some.
func (s *Store) landOriginals(ctx context.Context, rows []*row, originals map[string][]string) error {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r *row) bool { return originals[r.call.ID] == nil })
	if len(rows) == 0 {
		return nil
	}
	const statement = "INSERT INTO " + schema.Database + ".original_texts (call_id, version, input_sha256, texts)"
	return s.insert(ctx, statement, len(rows), func(i int) []any {
		r := rows[i]
		return []any{r.call.ID, r.version, r.source.SHA256, originals[r.call.ID]}
	})
}

// newRow checks that c can be stored and derives what its columns share. c must
// not change until it is landed.
func newRow(c *schemas.Call, o LandOptions) (*row, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	at := o.AnalyzedAt
	if own, ok := o.Times[c.ID]; ok {
		at = own
	}
	if at.UnixNano() <= 0 {
		return nil, errors.New("has no time of analysis")
	}
	r := &row{call: c, version: uint64(at.UnixNano()), analysisVersion: o.AnalysisVersion}
	if r.analysisVersion == "" {
		r.analysisVersion = AnalysisVersion(c.Analysis)
	}
	if c.Source != nil {
		r.source = *c.Source
	}
	if c.Analysis != nil {
		r.analysis = *c.Analysis
	}
	if !r.analysis.Masked {
		return nil, errors.New("personal data in it is not masked")
	}
	if texts, ok := o.Originals[c.ID]; ok && len(texts) != len(c.Turns) {
		return nil, fmt.Errorf("%d original texts for %d turns", len(texts), len(c.Turns))
	}
	return r, r.gather()
}
