package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"path/filepath"
	"slices"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline"
	"huifang/pipeline/deadletter"
	"huifang/pipeline/ingest"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/load"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/local"
)

// ingestCommand puts calls into the topics.
type ingestCommand struct {
	dataDirFlag
	kafkaFlags
	formatFlag
	inputFlags
	tracingFlags
	Path     []string `arg:"" help:"Files, folders, archives, or - for standard input."`
	Backload bool     `help:"Send calls by the back-load lane: they wait wherever there are others."`
	Again    bool     `help:"Send calls again that were sent before."`
	Follow   bool     `help:"Go on until stopped, and send what is put into the folders, each file once it has not changed for five seconds."`
	Workers  int      `help:"Files to read at a time; 0 is one a core." default:"0" placeholder:"N"`
	Quiet    bool     `short:"q" help:"No progress and no summary."`
}

// Help is shown below the flags.
func (*ingestCommand) Help() string {
	return `Reads transcripts as analyze does and sends the calls to the services. A journal
in DATA-DIR/ingest remembers what the brokers have acknowledged: after a crash run
the same command again. Inputs that cannot be read are named and kept in
DATA-DIR/rejected; the exit code is then 1.

Examples:
  huifang ingest --brokers kafka1:9092 2026-11/ november.zip
  huifang ingest --brokers kafka1:9092 --backload archive-2019.tar.gz
  huifang ingest --brokers kafka1:9092 --follow /srv/transcripts
  huifang ingest --data-dir huifang-data calls.jsonl`
}

// Run sends calls and prints the summary.
func (cmd *ingestCommand) Run(ctx context.Context, std streams) error {
	if cmd.Follow && slices.Contains(cmd.Path, "-") {
		return usageError{errors.New("standard input cannot be followed")}
	}
	if err := checkPaths(cmd.Path); err != nil {
		return err
	}
	parser, err := cmd.parser(cmd.Format)
	if err != nil {
		return err
	}
	c, err := cmd.open(std, cmd.DataDir)
	if err != nil {
		return err
	}
	defer c.Close()
	lane := topic.Live
	if cmd.Backload {
		lane = topic.Backload
	}
	target := cmd.layout().Calls(lane)
	if missing, err := topic.Missing(ctx, c, []string{target}); err != nil {
		return err
	} else if len(missing) > 0 {
		return usageError{fmt.Errorf("there is no topic %s; huifang topics apply makes it", target)}
	}
	path, err := cmd.journal(ctx, c)
	if err != nil {
		return err
	}
	journal, err := load.OpenJournal(path)
	if err != nil {
		return err
	}
	defer journal.Close()
	producer := client.NewProducer(c)
	defer producer.Close()
	log := slog.New(slog.NewTextHandler(std.err, nil))
	tracer, flush, err := cmd.tracer(ctx, "ingest", log)
	if err != nil {
		return err
	}
	defer flush()
	return cmd.send(ctx, std, parser, load.Options{
		Tracer: tracer, Producer: producer, Topic: target, Journal: journal, Again: cmd.Again,
		Letters: deadletter.Open(cmd.rejectedDir()), Rejected: nameRejected(std.err, cmd.rejectedDir()), Now: time.Now,
	})
}

func (cmd *ingestCommand) send(ctx context.Context, std streams, parser *ingest.Parser, o load.Options) error {
	nothing, err := pipeline.NewChain(nil)
	if err != nil {
		return err
	}
	report, finish := func(local.Progress) {}, func() {}
	if !cmd.Quiet {
		report, finish = newProgress(std.err, cmd.Path)
	}
	started := time.Now()
	run := func(paths []string) (local.Result, error) {
		return local.Run(ctx, local.Config{
			Parser: parser, Split: cmd.split(std), Chain: nothing, Sink: load.NewSink(o),
			Workers: workers(cmd.Workers), Progress: report, Drain: ingestDrain,
		}, paths)
	}
	var result local.Result
	if cmd.Follow {
		result, err = cmd.follow(ctx, run)
	} else {
		result, err = run(cmd.Path)
	}
	finish()
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	if !cmd.Quiet {
		fmt.Fprintf(std.out, "%s read in %s: %s sent to %s, %s sent before, %s repeated, %s rejected\n",
			plural(result.Calls, "call"), time.Since(started).Round(100*time.Millisecond), groupDigits(result.Analyzed),
			o.Topic, groupDigits(result.Unchanged), groupDigits(result.Repeated), groupDigits(result.Rejected))
	}
	if err == nil && result.Rejected > 0 {
		err = errRejected
	}
	return err
}

// ingestDrain bounds what is still sent once ingest has been stopped, so that it
// ends where Kafka is away; what was not acknowledged is sent by the next run.
const ingestDrain = 10 * time.Second

// Files of a followed folder are looked for every followEvery, and taken once
// they have not changed for followSettle: they may still be being copied.
const (
	followEvery  = 2 * time.Second
	followSettle = 5 * time.Second
)

// follow runs over the files that are there and over those that come, until it
// is stopped, which is no error.
func (cmd *ingestCommand) follow(ctx context.Context, run func([]string) (local.Result, error)) (local.Result, error) {
	var total local.Result
	err := ingest.Follow(ctx, cmd.Path, ingest.FollowOptions{Every: followEvery, Settle: followSettle, Exclude: []string{cmd.Metadata}},
		func(files []string) error {
			result, err := run(files)
			total.Calls += result.Calls
			total.Analyzed += result.Analyzed
			total.Unchanged += result.Unchanged
			total.Repeated += result.Repeated
			total.Rejected += result.Rejected
			return err
		})
	return total, stopped(ctx, err)
}

// journal is the path of the journal for this cluster and prefix.
func (cmd *ingestCommand) journal(ctx context.Context, c *client.Client) (string, error) {
	meta, err := c.Kafka().Metadata(ctx, &kafka.MetadataRequest{})
	if err != nil {
		return "", fmt.Errorf("ask Kafka which cluster it is: %w", err)
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%s\n%s", meta.ClusterID, cmd.Prefix)
	return filepath.Join(cmd.DataDir, "ingest", hex.EncodeToString(h.Sum(nil))+".journal"), nil
}
