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
	c, err := cmd.open(std, cmd.DataDir)
	if err != nil {
		return err
	}
	s, err := cmd.newService(ctx, "land", c, std)
	if err != nil {
		return err
	}
	defer s.close()
	closeStore := func() {}
	defer func() { closeStore() }()
	return s.run(ctx, func() error {
		var db *clickhouse.Store
		err := waitOut(ctx, s.log, "reach ClickHouse", clickhouse.Retryable, func() error {
			store, end, err := cmd.openStore(ctx, std)
			if err == nil {
				db, closeStore = store, end
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := db.Describe(ctx, codes(rules), time.Now()); err != nil {
			if !clickhouse.Retryable(err) {
				err = fmt.Errorf("%w; huifang schema apply makes the tables", err)
			}
			return err
		}
		return s.addLanding(db)
	})
}
