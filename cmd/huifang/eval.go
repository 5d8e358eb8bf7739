package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"huifang/pipeline"
	"huifang/pipeline/eval"
	"huifang/schemas"
)

// evalCommand scores the analysis on labelled calls and texts.
type evalCommand struct {
	analysisFlags
	Labelled      string `arg:"" help:"Labelled calls, call JSON with a field gold, one a line; or a file as the task has it." type:"existingfile"`
	Task          string `help:"calls, or one layer on plain texts: words, names or sentiment." enum:"calls,words,names,sentiment" default:"calls"`
	Annotated     string `help:"Score these annotated calls, as annotate prints them, instead of annotating." type:"existingfile" placeholder:"FILE"`
	NoPunctuation bool   `help:"Names: take punctuation out of the texts first."`
	Format        string `help:"table or json." env:"HUIFANG_EVAL_FORMAT" enum:"table,json" default:"table"`
}

// Help is shown below the flags.
func (*evalCommand) Help() string {
	return `Files of the tasks on plain texts, where a text is analysed as one turn of a customer:
  words      a sentence a line, a blank between words; or CoNLL columns
  names      a character and its tag (BIO or BMES; PER, LOC, ORG) a line, an empty
             line after each text
  sentiment  neg, neu or pos, a tab and a text a line

Examples:
  huifang eval nlp/corpus/dev_calls.jsonl
  huifang eval --annotated annotated.jsonl labelled.jsonl
  huifang eval --task names --no-punctuation news.bio`
}

// scores is what an evaluation ends in.
type scores interface {
	WriteTable(w io.Writer) error
}

// Run scores the file.
func (cmd *evalCommand) Run(ctx context.Context, std streams) error {
	if cmd.Task != taskCalls && cmd.Annotated != "" {
		return usageError{errors.New("--annotated goes with labelled calls only")}
	}
	if cmd.Task != taskNames && cmd.NoPunctuation {
		return usageError{errors.New("--no-punctuation goes with --task names only")}
	}
	labelled, err := os.Open(cmd.Labelled)
	if err != nil {
		return usageError{err}
	}
	defer labelled.Close()
	var report scores
	switch cmd.Task {
	case taskWords:
		report, err = cmd.words(labelled)
	case taskNames:
		report, err = cmd.names(ctx, labelled)
	case taskSentiment:
		report, err = cmd.sentiment(ctx, labelled)
	default:
		report, err = cmd.calls(ctx, labelled)
	}
	if err != nil {
		return err
	}
	if cmd.Format == "json" {
		enc := json.NewEncoder(std.out)
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	}
	return report.WriteTable(std.out)
}

// calls scores call by call.
func (cmd *evalCommand) calls(ctx context.Context, labelled io.Reader) (scores, error) {
	next, closeNext, err := cmd.annotations()
	if err != nil {
		return nil, err
	}
	defer closeNext()
	scorer := eval.NewScorer()
	err = eachLine(labelled, func(number int, line []byte) error {
		gold, err := eval.ParseGold(line)
		if err != nil {
			return usageError{fmt.Errorf("%s:%d: %w", cmd.Labelled, number, err)}
		}
		if gold == nil {
			return usageError{fmt.Errorf("%s:%d: the call has no labels (field gold)", cmd.Labelled, number)}
		}
		call, err := schemas.Decode(line)
		if err != nil {
			return usageError{fmt.Errorf("%s:%d: %w", cmd.Labelled, number, err)}
		}
		annotated, err := next(ctx, call)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", cmd.Labelled, number, err)
		}
		scorer.Add(gold, annotated)
		return nil
	})
	return scorer.Report(), err
}

// annotations returns a function that gives the annotated form of each labelled
// call in turn: by running the stages, or out of the file of --annotated, whose
// calls must come in the same order.
func (cmd *evalCommand) annotations() (next func(context.Context, *schemas.Call) (*schemas.Call, error), closeNext func(), err error) {
	if cmd.Annotated == "" {
		chain, err := cmd.newChain(false, nil)
		if err != nil {
			return nil, nil, err
		}
		return annotateWith(chain), func() {}, nil
	}
	f, err := os.Open(cmd.Annotated)
	if err != nil {
		return nil, nil, usageError{err}
	}
	lines := bufio.NewReaderSize(f, 1<<20)
	return func(_ context.Context, c *schemas.Call) (*schemas.Call, error) {
		line, err := lines.ReadBytes('\n')
		if err != nil && len(bytes.TrimSpace(line)) == 0 {
			return nil, usageError{fmt.Errorf("%s ends before call %s", cmd.Annotated, c.ID)}
		}
		annotated, err := schemas.Decode(line)
		if err != nil {
			return nil, usageError{fmt.Errorf("%s: %w", cmd.Annotated, err)}
		}
		if annotated.ID != c.ID {
			return nil, usageError{fmt.Errorf("%s has call %s where %s is wanted: the order must be that of the labelled calls", cmd.Annotated, annotated.ID, c.ID)}
		}
		return annotated, nil
	}, func() { f.Close() }, nil
}

func annotateWith(chain *pipeline.Chain) func(context.Context, *schemas.Call) (*schemas.Call, error) {
	return func(ctx context.Context, c *schemas.Call) (*schemas.Call, error) {
		return c, chain.Run(ctx, c)
	}
}

// eachLine calls fn with each line that is not blank and its number from 1.
func eachLine(r io.Reader, fn func(number int, line []byte) error) error {
	in := bufio.NewReaderSize(r, 1<<20)
	for number := 1; ; number++ {
		line, err := in.ReadBytes('\n')
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 {
			if err := fn(number, trimmed); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
