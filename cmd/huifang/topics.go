package main

import (
	"context"
	"fmt"
	"time"

	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/kafka/trial"
)

// topicsCommand groups what concerns the topics.
type topicsCommand struct {
	Apply topicsApplyCommand `cmd:"" help:"Create the topics, or bring their settings up to date."`
}

type topicsApplyCommand struct {
	dataDirFlag
	kafkaFlags
	Cut                 []string      `help:"Stages after which the chain is cut into services, separated by commas; none where one service runs all." placeholder:"STAGE"`
	Partitions          int           `help:"Partitions of each topic: the most services of a kind that can share the work (default ${default})." default:"12" placeholder:"N"`
	Replication         int           `help:"Copies of each topic; 0 is three, or one for each broker where there are fewer." default:"0" placeholder:"N"`
	MinInSync           int           `help:"Copies that must have a record before it counts as written; 0 is one less than there are." default:"0" placeholder:"N"`
	Retention           time.Duration `help:"How long calls are kept (default ${default})." default:"168h" placeholder:"TIME"`
	AlertRetention      time.Duration `help:"How long alert events are kept (default ${default})." default:"2160h" placeholder:"TIME"`
	DeadLetterRetention time.Duration `help:"How long dead letters are kept (default ${default})." default:"720h" placeholder:"TIME"`
	Grow                bool          `help:"Add partitions where there are too few. Let the services finish first: borrowers move to other partitions."`
}

// Help is shown below the flags.
func (*topicsApplyCommand) Help() string {
	return `Safe to run at any time. Topics are never deleted, nor their partitions.

Examples:
  huifang topics apply --brokers kafka1:9092
  huifang topics apply --brokers kafka1:9092 --cut extract --partitions 24`
}

// Run creates and changes topics, and says what it did.
func (cmd *topicsApplyCommand) Run(ctx context.Context, std streams) error {
	specs, err := cmd.layout().Plan(cmd.Cut, topic.Settings{
		Partitions: cmd.Partitions, Replication: cmd.Replication, MinInSync: cmd.MinInSync, Retention: cmd.Retention,
		AlertRetention: cmd.AlertRetention, DeadLetterRetention: cmd.DeadLetterRetention,
	})
	if err != nil {
		return usageError{err}
	}
	if len(cmd.Brokers) == 0 {
		trial.KeepAll(specs)
	}
	c, err := cmd.open(std, cmd.DataDir)
	if err != nil {
		return err
	}
	defer c.Close()
	changes, err := topic.Apply(ctx, c, specs, topic.Options{Grow: cmd.Grow})
	for _, change := range changes {
		fmt.Fprintf(std.out, "%s: %s\n", change.Topic, change.What)
	}
	if err == nil && len(changes) == 0 {
		fmt.Fprintln(std.out, "all topics are as they should be")
	}
	return err
}
