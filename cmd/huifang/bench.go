package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"huifang/nlp/segment"
	"huifang/pipeline/bench"
	"huifang/schemas"
)

// benchCommand measures what the analysis costs on this machine.
type benchCommand struct {
	analysisFlags
	Calls  string `arg:"" help:"Calls to analyse, call JSON, one a line." type:"existingfile"`
	Rounds int    `help:"How often all calls are analysed; figures are medians." default:"5" placeholder:"N"`
	Format string `help:"table or json." env:"HUIFANG_BENCH_FORMAT" enum:"table,json" default:"table"`
}

// Help is shown below the flags.
func (*benchCommand) Help() string {
	return `Runs all stages over the calls on one core, and in turn with them the word segmenter of
gse (Cut, with its own dictionary) over the same turns: the ratio of the two hardly depends
on the machine. Nothing is stored.

Example:
  huifang bench nlp/corpus/dev_calls.jsonl`
}

// reference names what the chain is measured against.
const reference = "gse's Cut"

// Run measures and prints the report.
func (cmd *benchCommand) Run(ctx context.Context, std streams) error {
	if cmd.Rounds < 1 {
		return usageError{fmt.Errorf("--rounds is %d, must be at least 1", cmd.Rounds)}
	}
	calls, err := cmd.read()
	if err != nil {
		return err
	}
	chain, err := cmd.newChain(true, nil)
	if err != nil {
		return err
	}
	gse, err := segment.NewGSE()
	if err != nil {
		return err
	}
	report, err := bench.Run(ctx, chain, calls, bench.Options{
		Rounds: cmd.Rounds, Reference: func(text string) { gse.Cut(text) },
	})
	if err != nil {
		return fmt.Errorf("%s: %w", cmd.Calls, err)
	}
	if cmd.Format == "json" {
		enc := json.NewEncoder(std.out)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	}
	return report.WriteTable(std.out, reference)
}

// read decodes the calls.
func (cmd *benchCommand) read() ([]*schemas.Call, error) {
	file, err := os.Open(cmd.Calls)
	if err != nil {
		return nil, usageError{err}
	}
	defer file.Close()
	var calls []*schemas.Call
	err = eachLine(file, func(number int, line []byte) error {
		call, err := schemas.Decode(line)
		if err != nil {
			return usageError{fmt.Errorf("%s:%d: %w", cmd.Calls, number, err)}
		}
		calls = append(calls, call)
		return nil
	})
	if err == nil && len(calls) == 0 {
		err = usageError{fmt.Errorf("%s holds no call", cmd.Calls)}
	}
	return calls, err
}
