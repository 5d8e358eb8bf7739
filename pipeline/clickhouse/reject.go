package clickhouse

import (
	"context"
	"fmt"
	"time"

	schema "huifang/schemas/clickhouse"
)

// Rejected is an input that could not be read or analysed.
type Rejected struct {
	// File is the path as given, Position the place in it, empty for the whole
	// file.
	File, Position string
	// Format is the transcript format, empty where none was recognised.
	Format string
	Reason string
	// SHA256 is the hash in hex of the rejected bytes.
	SHA256 string
	At     time.Time
}

// Reject records inputs. The same bytes of the same place are recorded once,
// with the latest reason, however often they are rejected.
func (s *Store) Reject(ctx context.Context, inputs []Rejected) error {
	if len(inputs) == 0 {
		return nil
	}
	const statement = "INSERT INTO " + schema.Database + ".rejected_inputs (file, position, format, reason, sha256, at)"
	err := s.insert(ctx, statement, len(inputs), func(i int) []any {
		r := &inputs[i]
		return []any{r.File, r.Position, r.Format, r.Reason, r.SHA256, r.At}
	})
	if err != nil {
		return fmt.Errorf("record rejected inputs: %w", err)
	}
	return nil
}
