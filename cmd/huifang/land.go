package main

import (
	"context"
	"fmt"
	"time"

	"huifang/pipeline/clickhouse"
)

// landCommand stores analysed calls.
type landCommand struct {
	storeFlags
	serviceFlags
	Rules string `help:"Folder with the rule set of the stages, whose codes are explained in the store; the shipped one without it." type:"existingdir" placeholder:"DIR"`
}

// Help is shown below the flags.
func (*landCommand) Help() string {
	return `Reads analysed calls and lands them in ClickHouse, each once in effect. The tables
must be there: huifang schema apply makes them. Any number may run.

Example:
  huifang land --brokers kafka1:9092 --clickhouse clickhouse://huifang@ch1:9000`
}

// Run consumes until the service is stopped.
func (cmd *landCommand) Run(ctx context.Context, std streams) error {
	rules, err := (&analysisFlags{Rules: cmd.Rules}).ruleSet()
	if err != nil {
		return err
	}
	c, err := cmd.open(cmd.DataDir)
	if err != nil {
		return err
	}
	s, err := cmd.newService(ctx, "land", c, std)
	if err != nil {
		return err
	}
	defer s.close()
	var db *clickhouse.Store
	var closeStore func()
	err = waitOut(ctx, s.log, "reach ClickHouse", clickhouse.Retryable, func() error {
		db, closeStore, err = cmd.openStore(ctx, std)
		return err
	})
	if err != nil {
		return stopped(ctx, err)
	}
	defer closeStore()
	if err := db.Describe(ctx, codes(rules), time.Now()); err != nil {
		return stopped(ctx, fmt.Errorf("%w; huifang schema apply makes the tables", err))
	}
	if err := s.addLanding(db); err != nil {
		return err
	}
	return s.run(ctx)
}
