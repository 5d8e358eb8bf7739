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

// owner is the borrower that a call is stored under, and the version of its row.
type owner struct {
	borrowerID, borrower string
	version              uint64
}

// key is what schema.BorrowerKey yields for the call.
func (o owner) key(callID string) string {
	return schemas.BorrowerKey(o.borrowerID, o.borrower, callID)
}

func (r *row) owner() owner {
	return owner{r.call.BorrowerID, r.call.LoanFile.Borrower(), r.version}
}

// outranks says whether o, and not other, is the current row of a call. Of equal
// versions the key decides, so that all processes agree.
func (o owner) outranks(other owner, callID string) bool {
	if o.version != other.version {
		return o.version > other.version
	}
	return o.key(callID) > other.key(callID)
}

// landSharded stores rows on a cluster. A call that is stored under another
// borrower is on another shard, where the new row does not replace the old one:
// the insert has a second row then, which marks the old one as deleted. Since
// another process may store the call under another borrower at the same moment,
// and one that was killed may have stored the half, what is there is looked at
// once more: whoever looks last sees all, and leaves the highest version.
func (s *Store) landSharded(ctx context.Context, rows []*row) error {
	stored, err := s.owners(ctx, rows)
	if err != nil {
		return err
	}
	if err := s.insertAnalyses(ctx, moved(rows, stored), true); err != nil {
		return err
	}
	if stored, err = s.owners(ctx, rows); err != nil {
		return err
	}
	return s.insertAnalyses(ctx, outranked(stored), true)
}

// moved returns rows without those that are stored already under another borrower
// in a higher version, and with what takes away rows of lower ones.
func moved(rows []*row, stored map[string][]owner) []*row {
	settled := make([]*row, 0, len(rows))
next:
	for _, r := range rows {
		id, own := r.call.ID, r.owner()
		var old []*row
		for _, o := range stored[id] {
			if o.key(id) == own.key(id) {
				continue
			}
			if o.outranks(own, id) {
				continue next
			}
			old = append(old, deletion(id, o, r.version))
		}
		settled = append(append(settled, r), old...)
	}
	return settled
}

// outranked returns what takes away all rows of a call but the current one.
func outranked(stored map[string][]owner) []*row {
	var deletions []*row
	for id, owners := range stored {
		current := owners[0]
		for _, o := range owners[1:] {
			if o.outranks(current, id) {
				current = o
			}
		}
		for _, o := range owners {
			if o.key(id) != current.key(id) {
				deletions = append(deletions, deletion(id, o, current.version))
			}
		}
	}
	return deletions
}

// deletion takes away the row of a call that is stored under o. It goes to the
// same shard, and counts there up to version.
func deletion(callID string, o owner, version uint64) *row {
	return &row{
		call:    &schemas.Call{ID: callID, BorrowerID: o.borrowerID, LoanFile: schemas.LoanFile{"borrower": o.borrower}},
		version: version, deleted: true,
	}
}

// owners looks up under whom the calls of rows are stored: one borrower each, or
// several until one of the rows is taken away.
func (s *Store) owners(ctx context.Context, rows []*row) (map[string][]owner, error) {
	asked, err := ext.NewTable("asked", ext.Column("id", "String"))
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if err := asked.Append(r.call.ID); err != nil {
			return nil, err
		}
	}
	stored := make(map[string][]owner, len(rows))
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
			stored[id] = append(stored[id], o)
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
