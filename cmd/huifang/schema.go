package main

import (
	"context"
	"fmt"
)

// schemaCommand groups what concerns the tables.
type schemaCommand struct {
	Apply schemaApplyCommand `cmd:"" help:"Create the database, tables and views, or bring them up to this release."`
}

type schemaApplyCommand struct {
	storeFlags
}

// Help is shown below the flags.
func (*schemaApplyCommand) Help() string {
	return `Safe to run at any time; analyze does it by itself.

Example:
  huifang schema apply --clickhouse clickhouse://admin:secret@ch1:9000`
}

// Run migrates.
func (cmd *schemaApplyCommand) Run(ctx context.Context, std streams) error {
	db, closeStore, err := cmd.openStore(ctx, std)
	if err != nil {
		return err
	}
	defer closeStore()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	fmt.Fprintln(std.out, "the database huifang is up to date")
	return nil
}
