package clickhouse

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"

	schema "huifang/schemas/clickhouse"
)

// Mark says which analysis of a call is stored. A call whose input and analysis
// version are these needs no work.
type Mark struct {
	// InputSHA256 is Source.SHA256 of the stored call.
	InputSHA256 string
	// AnalysisVersion is as LandOptions or AnalysisVersion gave it.
	AnalysisVersion string
}

// Done returns the marks of those calls of ids that are stored.
func (s *Store) Done(ctx context.Context, ids []string) (map[string]Mark, error) {
	marks := make(map[string]Mark, len(ids))
	if len(ids) == 0 {
		return marks, nil
	}
	// As a table, since a statement has a limited length.
	asked, err := ext.NewTable("asked", ext.Column("id", "String"))
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if err := asked.Append(id); err != nil {
			return nil, err
		}
	}
	query := "SELECT call_id, input_sha256, analysis_version FROM " + schema.Database +
		".analyses FINAL WHERE call_id IN (SELECT id FROM asked)"
	err = retry(ctx, func() error {
		clear(marks)
		rows, err := s.conn.Query(clickhouse.Context(ctx, clickhouse.WithExternalTable(asked)), query)
		if err != nil {
			return err
		}
		for rows.Next() {
			var id string
			var m Mark
			if err := rows.Scan(&id, &m.InputSHA256, &m.AnalysisVersion); err != nil {
				return closeAfter(rows, err)
			}
			marks[id] = m
		}
		return rows.Close()
	})
	if err != nil {
		return nil, fmt.Errorf("look up stored calls: %w", err)
	}
	return marks, nil
}
