package clickhouse

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// insert sends n rows as one block, of which each shard takes its part as a
// whole or not at all. It returns nil once all have: a server would else keep
// the parts of others to itself and send them later.
func (s *Store) insert(ctx context.Context, statement string, n int, row func(i int) []any) error {
	ctx = clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{"distributed_foreground_insert": 1}))
	return retry(ctx, func() error {
		batch, err := s.conn.PrepareBatch(ctx, statement)
		if err != nil {
			return err
		}
		// Without effect after Send.
		defer batch.Close()
		for i := range n {
			if err := batch.Append(row(i)...); err != nil {
				return err
			}
		}
		return batch.Send()
	})
}
