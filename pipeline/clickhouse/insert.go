package clickhouse

import "context"

// insert sends n rows as one block, which the server takes as a whole or not at
// all.
func (s *Store) insert(ctx context.Context, statement string, n int, row func(i int) []any) error {
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
