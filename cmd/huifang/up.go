package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"huifang/pipeline/alert"
	"huifang/pipeline/clickhouse/embedded"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/kafka/trial"
	"huifang/pipeline/monitor"
)

// upCommand runs everything on one machine.
type upCommand struct {
	dataDirFlag
	consumerFlags
	analysisFlags
	pseudonymFlags
	Monitor    string `help:"Address of /metrics, /healthz and /readyz (default ${default}); port 0 is any that is free." default:"127.0.0.1:0" placeholder:"ADDRESS"`
	Partitions int    `help:"Partitions of each topic (default ${default})." default:"4" placeholder:"N"`
	Quiet      bool   `short:"q" help:"Print no alerts."`
}

// Help is shown below the flags.
func (*upCommand) Help() string {
	return `Runs a broker within this process, the embedded ClickHouse, all stages and the
landing, until it is stopped. What was put in outlives a crash: start it again and
it goes on. For trying things and for small branches; the broker is a single
process on a single disk and no replacement for a Kafka cluster.

Example, the second and third line in another terminal:
  huifang up --data-dir trial
  huifang ingest --data-dir trial transcripts/
  huifang query --data-dir trial "SELECT level, borrower, evidence FROM alerts"`
}

// Run starts everything, works until it is stopped, and ends it in order.
func (cmd *upCommand) Run(ctx context.Context, std streams) (err error) {
	if cmd.Partitions < 1 {
		return usageError{fmt.Errorf("--partitions %d: want at least 1", cmd.Partitions)}
	}
	rules, err := cmd.ruleSet()
	if err != nil {
		return err
	}
	key, err := cmd.keyFor(cmd.DataDir)
	if err != nil {
		return err
	}
	chain, err := cmd.chain(rules, stageNames(true), key)
	if err != nil {
		return err
	}
	broker, err := trial.Start(cmd.DataDir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, broker.Stop()) }()
	server, err := cmd.startStore(ctx, std)
	if err != nil {
		return stopped(ctx, fmt.Errorf("embedded ClickHouse: %w", err))
	}
	db, stopStore, err := connectEmbedded(ctx, std, server, server.DSN())
	if err != nil {
		return stopped(ctx, err)
	}
	defer stopStore()
	if err := db.Migrate(ctx); err != nil {
		return stopped(ctx, fmt.Errorf("create tables: %w", err))
	}
	if err := db.Describe(ctx, codes(rules), time.Now()); err != nil {
		return stopped(ctx, err)
	}
	c, err := client.Open(broker.Config())
	if err != nil {
		return err
	}
	flags := serviceFlags{
		kafkaFlags: kafkaFlags{Prefix: "huifang"}, consumerFlags: cmd.consumerFlags, Monitor: cmd.Monitor, LogFormat: monitor.FormatText,
	}
	s, err := flags.newService(ctx, "up", c, std)
	if err != nil {
		return err
	}
	defer s.close()
	if err := cmd.applyTopics(ctx, s); err != nil {
		return stopped(ctx, err)
	}
	fmt.Fprintf(std.out, "up in %s, with a broker for trial use at %s; Ctrl-C ends it\n", cmd.DataDir, broker.Config().Brokers[0])
	fmt.Fprintf(std.out, "  put calls in:  huifang ingest --data-dir %s PATH…\n", cmd.DataDir)
	fmt.Fprintf(std.out, "  ask:           huifang query --data-dir %s \"SELECT * FROM alerts\"\n", cmd.DataDir)
	return cmd.work(ctx, std, s, server, func() error { return errors.Join(s.addStages(chain), s.addLanding(db)) })
}

// work consumes and prints alerts until ctx ends.
func (cmd *upCommand) work(ctx context.Context, std streams, s *service, server *embedded.Server, prepare func() error) error {
	running, ctx := errgroup.WithContext(ctx)
	running.Go(func() error { return s.run(ctx, prepare) })
	running.Go(func() error { return keepStore(ctx, s.log, server) })
	if !cmd.Quiet {
		running.Go(func() error {
			options := alert.FollowOptions{
				From: alert.Now(), Log: s.log,
				// Whoever put it there, the work goes on.
				Unreadable: passOver(s.log),
			}
			return alert.Follow(ctx, s.client, s.layout, options, func(e *alert.Event) error { return printAlert(std.out, e) })
		})
	}
	return running.Wait()
}

// An earlier run that was killed leaves its ClickHouse to end by itself, which
// takes a moment: storeInUse is how long it is waited for, looking every
// storePoll.
const (
	storeInUse = 30 * time.Second
	storePoll  = 200 * time.Millisecond
)

// startStore starts the embedded ClickHouse.
func (cmd *upCommand) startStore(ctx context.Context, std streams) (*embedded.Server, error) {
	told := false
	for end := time.Now().Add(storeInUse); ; {
		server, err := embedded.Start(ctx, cmd.DataDir, embedded.Options{Notes: std.err})
		if !errors.Is(err, embedded.ErrInUse) || time.Now().After(end) {
			return server, err
		}
		if !told {
			fmt.Fprintln(std.err, "waiting for another process to leave the ClickHouse of", cmd.DataDir)
			told = true
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(storePoll):
		}
	}
}

// keepStore starts the server again whenever it has ended by itself.
func keepStore(ctx context.Context, log *slog.Logger, server *embedded.Server) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-server.Exited():
		}
		log.Error("the embedded ClickHouse has ended; starting it again")
		always := func(error) bool { return true }
		err := waitOut(ctx, log, "start ClickHouse", always, func() error { return server.Restart(ctx) })
		if err != nil {
			return stopped(ctx, err)
		}
	}
}

// applyTopics makes the topics of a chain that is not cut.
func (cmd *upCommand) applyTopics(ctx context.Context, s *service) error {
	specs, err := s.layout.Plan(nil, topic.Settings{Partitions: cmd.Partitions})
	if err != nil {
		return usageError{err}
	}
	trial.KeepAll(specs)
	_, err = topic.Apply(ctx, s.client, specs, topic.Options{})
	return err
}
