package main

import (
	"context"
	"strings"
)

// stageCommand runs stages as a service.
type stageCommand struct {
	dataDirFlag
	serviceFlags
	analysisFlags
	pseudonymFlags
	Stages string `arg:"" placeholder:"NAME,…" help:"Stages to run, neighbours in the order segment, extract, tag, assess, mask, separated by commas."`
}

// Help is shown below the flags.
func (*stageCommand) Help() string {
	return `Reads calls from the topic before the first of the stages, runs the stages, and
writes to the topic after the last; the service of the last stage raises alerts.
Calls of the back-load wait while there are others. Any number of services may
run and share the work. SIGTERM ends what is under way and leaves.

Examples:
  huifang stage segment,extract,tag,assess,mask --brokers kafka1:9092
  huifang stage segment,extract --brokers kafka1:9092 --monitor :9464`
}

// Run consumes until the service is stopped.
func (cmd *stageCommand) Run(ctx context.Context, std streams) error {
	rules, err := cmd.ruleSet()
	if err != nil {
		return err
	}
	names := strings.Split(cmd.Stages, ",")
	key, err := cmd.namedKey()
	if err != nil {
		return err
	}
	chain, err := cmd.chain(rules, names, key)
	if err != nil {
		return usageError{err}
	}
	c, err := cmd.open(std, cmd.DataDir)
	if err != nil {
		return err
	}
	s, err := cmd.newService(ctx, strings.Join(names, "-"), c, std)
	if err != nil {
		return err
	}
	defer s.close()
	return s.run(ctx, func() error { return s.addStages(chain) })
}
