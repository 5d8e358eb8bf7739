package main

import (
	"context"
	"fmt"

	"huifang/pipeline/ingest"
	"huifang/pipeline/local"
)

// annotateCommand runs the stages and prints the calls.
type annotateCommand struct {
	inputFlags
	analysisFlags
	pseudonymFlags
	Path        []string `arg:"" optional:"" help:"Files, folders, or - for standard input (the default)."`
	InputFormat string   `help:"Transcript format; auto tells by the content. See huifang convert --list." default:"auto" placeholder:"NAME"`
	Format      string   `help:"Form of the output: jsonl, one annotated call a line." env:"HUIFANG_ANNOTATE_FORMAT" enum:"jsonl" default:"jsonl"`
	Workers     int      `help:"Calls to work on at a time; 0 is one a core." default:"0" placeholder:"N"`
	Mask        bool     `help:"Mask personal data in the output, as in what analyze stores."`
}

// Help is shown below the flags.
func (*annotateCommand) Help() string {
	return `Prints one annotated call a line, in the order of the input.

Examples:
  huifang annotate calls.jsonl > annotated.jsonl
  huifang annotate --input-format deepgram --mask call.json`
}

// Run annotates in input order.
func (cmd *annotateCommand) Run(ctx context.Context, std streams) error {
	parser, err := cmd.parser(cmd.InputFormat)
	if err != nil {
		return err
	}
	key, err := cmd.namedKey()
	if err != nil {
		return err
	}
	chain, err := cmd.newChain(cmd.Mask, key)
	if err != nil {
		return err
	}
	paths := cmd.Path
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	sink := local.NewLines(std.out, func(r *ingest.Rejection) { fmt.Fprintln(std.err, r) })
	result, err := local.Run(ctx, local.Config{
		Parser: parser, Split: cmd.split(std), Chain: chain, Sink: sink, Workers: workers(cmd.Workers),
	}, paths)
	if err == nil && result.Rejected > 0 {
		err = errRejected
	}
	return err
}
