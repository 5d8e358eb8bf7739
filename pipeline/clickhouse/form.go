package clickhouse

import (
	"context"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"

	schema "huifang/schemas/clickhouse"
)

// form is how the tables lie.
type form int

const (
	// formNone is that of a database that is not there or empty.
	formNone form = iota
	formSingle
	formCluster
)

// form asks the server how its tables lie.
func (s *Store) form(ctx context.Context) (form, error) {
	var engines []string
	err := retry(ctx, func() error {
		conn, err := s.withoutDatabase()
		if err != nil {
			return err
		}
		defer conn.Close()
		row := conn.QueryRow(ctx, "SELECT groupArray(engine) FROM system.tables WHERE database = ? AND name = 'analyses'", schema.Database)
		return row.Scan(&engines)
	})
	switch {
	case err != nil:
		return formNone, fmt.Errorf("look at database %s: %w", schema.Database, err)
	case len(engines) == 0:
		return formNone, nil
	case engines[0] == "Distributed":
		return formCluster, nil
	default:
		return formSingle, nil
	}
}

// errNotMigrated is for a cluster that an earlier release made.
var errNotMigrated = errors.New("the cluster is not at this release: huifang schema apply --cluster brings it there")

// checkMigrated says whether a server of a cluster has all migrations. Where
// another server passed them on, this one keeps no version and cannot tell.
func (s *Store) checkMigrated(ctx context.Context) error {
	files, err := schema.Migrations()
	if err != nil {
		return err
	}
	pending := false
	err = retry(ctx, func() error {
		var versions uint64
		row := s.conn.QueryRow(ctx, "SELECT count() FROM system.tables WHERE database = ? AND name = ?",
			schema.Database, goose.DefaultTablename)
		if err := row.Scan(&versions); err != nil || versions == 0 {
			return err
		}
		return s.withMigrations(files, func(p *goose.Provider) (err error) {
			pending, err = p.HasPending(ctx)
			return err
		})
	})
	if err == nil && pending {
		err = errNotMigrated
	}
	return err
}
