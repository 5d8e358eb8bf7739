package main

import (
	"context"
	"errors"
	"fmt"

	"huifang/pipeline/clickhouse"
)

// schemaCommand groups what concerns the tables.
type schemaCommand struct {
	Apply schemaApplyCommand `cmd:"" help:"Create the database, tables and views, or bring them up to this release."`
}

type schemaApplyCommand struct {
	storeFlags
	Cluster    string `help:"Make the tables on all servers of this cluster, as remote_servers names it." placeholder:"NAME"`
	Replicated bool   `help:"With --cluster: fail where the servers have no Keeper to replicate tables with."`
}

// Help is shown below the flags.
func (*schemaApplyCommand) Help() string {
	return `Safe to run at any time; analyze does it by itself.

Example:
  huifang schema apply --clickhouse clickhouse://admin:secret@ch1:9000
  huifang schema apply --clickhouse clickhouse://admin:secret@ch1:9000 --cluster bank --replicated`
}

// Run migrates.
func (cmd *schemaApplyCommand) Run(ctx context.Context, std streams) error {
	switch {
	case cmd.Replicated && cmd.Cluster == "":
		return usageError{errors.New("--replicated goes with --cluster")}
	case cmd.Cluster != "" && cmd.ClickHouse == "":
		return usageError{errors.New("--cluster needs --clickhouse: the embedded server is alone")}
	}
	db, closeStore, err := cmd.openStore(ctx, std)
	if err != nil {
		return err
	}
	defer closeStore()
	if cmd.Cluster == "" {
		err = db.Migrate(ctx)
	} else {
		err = db.MigrateCluster(ctx, clickhouse.ClusterOptions{Name: cmd.Cluster, Replicated: cmd.Replicated})
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(std.out, "the database huifang is up to date")
	return nil
}
