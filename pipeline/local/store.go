package local

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/deadletter"
	"huifang/pipeline/ingest"
	"huifang/schemas"
)

// Store is the Sink that lands calls in ClickHouse and keeps rejected inputs
// as dead letters.
type Store struct {
	db       *clickhouse.Store
	letters  *deadletter.Dir
	started  time.Time
	again    bool
	mask     func(*schemas.Call) error
	rejected func(*ingest.Rejection)
}

// StoreOptions tune a Store.
type StoreOptions struct {
	// Started is the time of the analysis. Of two analyses of a call the later
	// one counts.
	Started time.Time
	// Again analyses calls that are stored already.
	Again bool
	// Mask, where set, hides the personal data of calls that come unmasked, and
	// their original texts are stored beside them, in the table with rights of
	// its own. Nil expects masked calls and stores no originals.
	Mask func(*schemas.Call) error
	// Rejected is told of each rejected input; nil is not called.
	Rejected func(*ingest.Rejection)
}

// NewStore returns a sink over db and letters, neither of which it closes.
func NewStore(db *clickhouse.Store, letters *deadletter.Dir, o StoreOptions) *Store {
	return &Store{db: db, letters: letters, started: o.Started, again: o.Again, mask: o.Mask, rejected: o.Rejected}
}

// Unchanged asks the store for all calls at once.
func (s *Store) Unchanged(ctx context.Context, calls []*schemas.Call, chainVersion string) ([]bool, error) {
	unchanged := make([]bool, len(calls))
	if s.again {
		return unchanged, nil
	}
	ids := make([]string, len(calls))
	for i, c := range calls {
		ids[i] = c.ID
	}
	marks, err := s.db.Done(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i, c := range calls {
		mark, stored := marks[c.ID]
		unchanged[i] = stored && c.Source != nil && c.Source.SHA256 != "" &&
			mark == clickhouse.Mark{InputSHA256: c.Source.SHA256, AnalysisVersion: chainVersion}
	}
	return unchanged, nil
}

// Land stores calls under the time of the run.
func (s *Store) Land(ctx context.Context, calls []*schemas.Call, chainVersion string) ([]*ingest.Rejection, error) {
	options := clickhouse.LandOptions{AnalyzedAt: s.started, AnalysisVersion: chainVersion}
	var rejections []*ingest.Rejection
	if s.mask != nil {
		options.Originals = make(map[string][]string, len(calls))
		masked := make([]*schemas.Call, 0, len(calls))
		for _, c := range calls {
			original := texts(c)
			switch err := s.mask(c); {
			case errors.Is(err, context.Canceled):
				return nil, err // it says nothing about the call
			case err != nil:
				rejections = append(rejections, ingest.RejectCall(c, err))
				continue
			}
			options.Originals[c.ID] = original
			masked = append(masked, c)
		}
		calls = masked
	}
	err := s.db.Land(ctx, calls, options)
	var refused *clickhouse.CallsError
	if !errors.As(err, &refused) {
		return rejections, err
	}
	byID := make(map[string]*schemas.Call, len(calls))
	for _, c := range calls {
		byID[c.ID] = c
	}
	for _, e := range refused.Calls {
		rejections = append(rejections, ingest.RejectCall(byID[e.ID], e.Err))
	}
	return rejections, nil
}

// Reject keeps each input on disk first and then counts it in the store.
func (s *Store) Reject(ctx context.Context, rejections []*ingest.Rejection) error {
	rows := make([]clickhouse.Rejected, 0, len(rejections))
	for _, r := range rejections {
		_, err := s.letters.Put(deadletter.Letter{
			File: r.File, Position: r.Position, Line: r.Line, Column: r.Column,
			Format: r.Format, Reason: r.Reason, Data: r.Data,
		})
		if err != nil {
			return err
		}
		row := clickhouse.Rejected{
			File: r.File, Position: place(r), Format: r.Format, Reason: r.Reason, At: s.started,
		}
		if r.Data != nil {
			sum := sha256.Sum256(r.Data)
			row.SHA256 = hex.EncodeToString(sum[:])
		}
		rows = append(rows, row)
		if s.rejected != nil {
			s.rejected(r)
		}
	}
	return s.db.Reject(ctx, rows)
}

func texts(c *schemas.Call) []string {
	out := make([]string, len(c.Turns))
	for i := range c.Turns {
		out[i] = c.Turns[i].Text
	}
	return out
}

// place is where in its file an input was rejected, in words: the call, and the
// line and column of the fault.
func place(r *ingest.Rejection) string {
	if r.Line == 0 {
		return r.Position
	}
	p := fmt.Sprintf("line %d", r.Line)
	if r.Column > 0 {
		p += fmt.Sprintf(", column %d", r.Column)
	}
	if r.Position != "" && !strings.HasPrefix(r.Position, "line ") {
		p = r.Position + ", " + p
	}
	return p
}
