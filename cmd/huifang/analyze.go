package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"huifang/pipeline"
	"huifang/pipeline/clickhouse"
	"huifang/pipeline/deadletter"
	"huifang/pipeline/ingest"
	"huifang/pipeline/local"
	"huifang/pipeline/stages"
	"huifang/schemas"
)

// analyzeCommand is the main job.
type analyzeCommand struct {
	storeFlags
	formatFlag
	inputFlags
	analysisFlags
	pseudonymFlags
	Path          []string `arg:"" help:"Files, folders, or - for standard input."`
	Workers       int      `help:"Calls to work on at a time; 0 is one a core." default:"0" placeholder:"N"`
	Again         bool     `help:"Analyse calls again that are stored already with the same input and versions."`
	KeepOriginals bool     `help:"Also store the unmasked texts, in the table originals."`
	Quiet         bool     `short:"q" help:"No progress and no summary."`
}

// Help is shown below the flags.
func (*analyzeCommand) Help() string {
	return `Reads transcripts of any supported format, runs all stages and lands the calls in
ClickHouse. Running it again skips what is stored already, also after a crash.
Inputs that cannot be read are named, kept under DATA-DIR/rejected and counted in
the table rejected; the exit code is then 1.

Examples:
  huifang analyze transcripts/
  huifang analyze --metadata loans.csv --agent-channel 0 2026-11/*.json
  zcat calls.jsonl.gz | huifang analyze --clickhouse clickhouse://huifang@ch1:9000 -`
}

// Run analyses and prints the summary.
func (cmd *analyzeCommand) Run(ctx context.Context, std streams) error {
	if err := checkPaths(cmd.Path); err != nil {
		return err
	}
	parser, err := cmd.parser(cmd.Format)
	if err != nil {
		return err
	}
	rules, err := cmd.ruleSet()
	if err != nil {
		return err
	}
	key, err := cmd.pseudonymKey()
	if err != nil {
		return err
	}
	chain, err := cmd.chain(rules, stageNames(!cmd.KeepOriginals), key)
	if err != nil {
		return err
	}
	db, closeStore, err := cmd.openStore(ctx, std)
	if err != nil {
		return err
	}
	defer closeStore()
	if err := db.Migrate(ctx); err != nil {
		return fmt.Errorf("create tables: %w", err)
	}
	started := time.Now()
	if err := db.Describe(ctx, codes(rules), started); err != nil {
		return err
	}

	result, err := cmd.run(ctx, std, parser, chain, key, db, started)
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	if !cmd.Quiet {
		s := summary{result: result, took: time.Since(started), rejectedDir: cmd.rejectedDir(), store: cmd.storeFlags}
		// Also after an interrupt: what was landed is there to be seen.
		if printErr := s.print(context.WithoutCancel(ctx), std.out, db); printErr != nil {
			return errors.Join(err, printErr)
		}
	}
	if err == nil && result.Rejected > 0 {
		err = errRejected
	}
	return err
}

// pseudonymKey is the key that the flags name, else that of the embedded store. A
// server may be landed in from elsewhere too, and has no key of its own.
func (cmd *analyzeCommand) pseudonymKey() ([]byte, error) {
	if cmd.ClickHouse != "" {
		return cmd.namedKey()
	}
	return cmd.keyFor(cmd.DataDir)
}

func (cmd *analyzeCommand) run(ctx context.Context, std streams, parser *ingest.Parser, chain *pipeline.Chain, key []byte, db *clickhouse.Store, started time.Time) (local.Result, error) {
	report, finish := func(local.Progress) {}, func() {}
	if !cmd.Quiet {
		report, finish = newProgress(std.err, cmd.Path)
	}
	defer finish()
	options := local.StoreOptions{Started: started, Again: cmd.Again, Rejected: nameRejected(std.err, cmd.rejectedDir())}
	if cmd.KeepOriginals {
		mask, err := stages.Chain(stages.Options{PseudonymKey: key}, []string{maskStage})
		if err != nil {
			return local.Result{}, err
		}
		// What is under way when the run is interrupted is still landed.
		landing := context.WithoutCancel(ctx)
		options.Mask = func(c *schemas.Call) error { return mask.Run(landing, c) }
	}
	return local.Run(ctx, local.Config{
		Parser: parser, Split: cmd.split(std), Chain: chain,
		Sink:    local.NewStore(db, deadletter.Open(cmd.rejectedDir()), options),
		Workers: workers(cmd.Workers), Progress: report,
	}, cmd.Path)
}
