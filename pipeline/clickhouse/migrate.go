package clickhouse

import (
	"context"
	"fmt"
	"io/fs"
	"maps"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/pressly/goose/v3"

	schema "huifang/schemas/clickhouse"
)

// Migrate brings the database to the state that this release needs: it creates
// the database if need be and applies the migrations that are missing. It may
// run at any time, also while others read and land. The user needs CREATE
// DATABASE only where the database is missing. On a cluster it changes nothing
// and fails where MigrateCluster has to be called first.
func (s *Store) Migrate(ctx context.Context) error {
	form, err := s.form(ctx)
	if err != nil {
		return err
	}
	if form == formCluster {
		return s.checkMigrated(ctx)
	}
	files, err := schema.Migrations()
	if err != nil {
		return err
	}
	return s.migrate(ctx, "", files)
}

// migrate creates the database, on all servers that everywhere names, and
// applies files.
func (s *Store) migrate(ctx context.Context, everywhere string, files fs.FS) error {
	if err := retry(ctx, func() error { return s.createDatabase(ctx, everywhere) }); err != nil {
		return fmt.Errorf("create database %s: %w", schema.Database, err)
	}
	err := retry(ctx, func() error {
		return s.withMigrations(files, func(p *goose.Provider) error {
			_, err := p.Up(ctx)
			return err
		})
	})
	if err != nil {
		return fmt.Errorf("migrate database %s: %w", schema.Database, err)
	}
	return nil
}

func (s *Store) createDatabase(ctx context.Context, everywhere string) error {
	conn, err := s.withoutDatabase()
	if err != nil {
		return err
	}
	defer conn.Close()
	var n uint64
	row := conn.QueryRow(ctx, "SELECT count() FROM system.databases WHERE name = ?", schema.Database)
	// The server connected to speaks only for itself.
	if err := row.Scan(&n); err != nil || n > 0 && everywhere == "" {
		return err
	}
	return conn.Exec(ctx, "CREATE DATABASE IF NOT EXISTS "+schema.Database+everywhere)
}

// withMigrations calls f with what applies files.
func (s *Store) withMigrations(files fs.FS, f func(*goose.Provider) error) error {
	o := *s.options
	o.Settings = maps.Clone(o.Settings)
	db := clickhouse.OpenDB(&o)
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectClickHouse, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	return f(provider)
}
