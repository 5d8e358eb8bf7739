package clickhouse

import (
	"context"
	"fmt"
	"maps"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/pressly/goose/v3"

	schema "huifang/schemas/clickhouse"
)

// Migrate brings the database to the state that this release needs: it creates
// the database if need be and applies the migrations that are missing. It may
// run at any time, also while others read and land. The user needs CREATE
// DATABASE only where the database is missing.
func (s *Store) Migrate(ctx context.Context) error {
	if err := retry(ctx, func() error { return s.createDatabase(ctx) }); err != nil {
		return fmt.Errorf("create database %s: %w", schema.Database, err)
	}
	if err := retry(ctx, func() error { return s.applyMigrations(ctx) }); err != nil {
		return fmt.Errorf("migrate database %s: %w", schema.Database, err)
	}
	return nil
}

func (s *Store) createDatabase(ctx context.Context) error {
	conn, err := s.withoutDatabase()
	if err != nil {
		return err
	}
	defer conn.Close()
	var n uint64
	row := conn.QueryRow(ctx, "SELECT count() FROM system.databases WHERE name = ?", schema.Database)
	if err := row.Scan(&n); err != nil || n > 0 {
		return err
	}
	return conn.Exec(ctx, "CREATE DATABASE IF NOT EXISTS "+schema.Database)
}

func (s *Store) applyMigrations(ctx context.Context) error {
	files, err := schema.Migrations()
	if err != nil {
		return err
	}
	o := *s.options
	o.Settings = maps.Clone(o.Settings)
	db := clickhouse.OpenDB(&o)
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectClickHouse, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}
