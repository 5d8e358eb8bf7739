package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"huifang/nlp/train"
)

// trainCommand makes a shipped model again.
type trainCommand struct {
	Model  string `arg:"" help:"Which model."`
	Corpus string `help:"Folder with the labelled calls and utterances (default ${default})." default:"nlp/corpus" type:"existingdir" placeholder:"DIR"`
	Data   string `help:"Folder with the public data sets that the model's card names, for models that need them." type:"existingdir" placeholder:"DIR"`
	Out    string `help:"File to write the model to; without, it is only measured." placeholder:"FILE"`
}

// Help is shown below the flags.
func (*trainCommand) Help() string {
	return "Models: " + strings.Join(train.Names(), ", ") + `.

Trains on the labelled calls of the repository, and on public data sets where the model's
card (docs/models) names some, and prints the scores on texts left out. The same data give
the same file.

Example:
  huifang train riskmodel --out nlp/riskmodel/model.bin`
}

// Run trains and prints the report.
func (cmd *trainCommand) Run(ctx context.Context, std streams) error {
	if !slices.Contains(train.Names(), cmd.Model) {
		return usageError{fmt.Errorf("no model %q; there are %s", cmd.Model, strings.Join(train.Names(), ", "))}
	}
	report, err := train.Run(ctx, cmd.Model, train.Options{Corpus: cmd.Corpus, Data: cmd.Data, Out: cmd.Out})
	if errors.Is(err, train.ErrNoData) {
		return usageError{fmt.Errorf("train %[1]s: %[2]w; name it with --data (docs/models/%[1]s.md says what is in it)", cmd.Model, err)}
	}
	if err != nil {
		return fmt.Errorf("train %s: %w", cmd.Model, err)
	}
	fmt.Fprint(std.out, report)
	return nil
}
