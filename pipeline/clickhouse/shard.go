package clickhouse

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"

	"huifang/schemas"
	schema "huifang/schemas/clickhouse"
)

// sharded says whether the tables are spread over a cluster. It asks once.
func (s *Store) sharded(ctx context.Context) (bool, error) {
	if known := s.isSharded.Load(); known != nil {
		return *known, nil
	}
	f, err := s.form(ctx)
	if err != nil || f == formNone {
		return false, err
	}
	is := f == formCluster
	s.isSharded.Store(&is)
	return is, nil
}

// shardKey is what schema.BorrowerKey yields for a call.
func shardKey(borrowerID, borrower, callID string) string {
	switch {
	case borrowerID != "":
		return borrowerID
	case borrower != "":
		return borrower
	default:
		return callID
	}
}

// moved prepares rows for a cluster. A call that is stored under another
// borrower is on another shard, where the new row does not replace the old one:
// it gets a second row that marks the old one as deleted. A row that is older
// than what is stored under another borrower is left out. What two processes land
// of one call under two borrowers at the same moment can stay on both shards
// until the call is landed again.
func (s *Store) moved(ctx context.Context, rows []*row) ([]*row, error) {
	stored, err := s.owners(ctx, rows)
	if err != nil {
		return nil, err
	}
	settled := make([]*row, 0, len(rows))
	for _, r := range rows {
		o, ok := stored[r.call.ID]
		if !ok || shardKey(o.borrowerID, o.borrower, r.call.ID) == shardKey(r.call.BorrowerID, r.call.LoanFile.Borrower(), r.call.ID) {
			settled = append(settled, r)
			continue
		}
		if o.version > r.version {
			continue
		}
		old := &schemas.Call{ID: r.call.ID, BorrowerID: o.borrowerID, LoanFile: schemas.LoanFile{"borrower": o.borrower}}
		settled = append(settled, r, &row{call: old, version: r.version, deleted: true})
	}
	return settled, nil
}

// owner is the borrower that a call is stored under.
type owner struct {
	borrowerID, borrower string
	version              uint64
}

func (s *Store) owners(ctx context.Context, rows []*row) (map[string]owner, error) {
	asked, err := ext.NewTable("asked", ext.Column("id", "String"))
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if err := asked.Append(r.call.ID); err != nil {
			return nil, err
		}
	}
	stored := make(map[string]owner, len(rows))
	query := "SELECT call_id, borrower_id, borrower, version FROM " + schema.Database +
		".analyses FINAL WHERE call_id GLOBAL IN (SELECT id FROM asked)"
	err = retry(ctx, func() error {
		clear(stored)
		found, err := s.conn.Query(clickhouse.Context(ctx, clickhouse.WithExternalTable(asked)), query)
		if err != nil {
			return err
		}
		for found.Next() {
			var id string
			var o owner
			if err := found.Scan(&id, &o.borrowerID, &o.borrower, &o.version); err != nil {
				return closeAfter(found, err)
			}
			if o.version >= stored[id].version {
				stored[id] = o
			}
		}
		return found.Close()
	})
	if err != nil {
		return nil, fmt.Errorf("look up the borrowers of stored calls: %w", err)
	}
	return stored, nil
}

// isDeleted is the value of the column of that name.
func (r *row) isDeleted() uint8 {
	if r.deleted {
		return 1
	}
	return 0
}
