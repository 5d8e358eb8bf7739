package main

import (
	"context"
	"fmt"
	"io"

	"huifang/nlp/segment"
	"huifang/pipeline"
	"huifang/pipeline/eval"
	"huifang/schemas"
)

// Tasks of eval.
const (
	taskCalls     = "calls"
	taskWords     = "words"
	taskNames     = "names"
	taskSentiment = "sentiment"
)

// words scores the segmentation, and beside it that of gse with its own
// dictionary alone.
func (cmd *evalCommand) words(labelled io.Reader) (scores, error) {
	lists, err := userDictionary(cmd.Dict)
	if err != nil {
		return nil, err
	}
	engine, err := segment.OpenUnigram(lists...)()
	if err != nil {
		return nil, err
	}
	reference, err := segment.NewGSE()
	if err != nil {
		return nil, err
	}
	ours, theirs := segment.NewLines(engine), segment.NewLines(reference)
	report := &eval.WordComparison{}
	err = eval.ReadWords(labelled, func(words []string) error {
		report.Add(words, ours, theirs)
		return nil
	})
	return report, cmd.misread(err)
}

// names scores persons, places and organisations.
func (cmd *evalCommand) names(ctx context.Context, labelled io.Reader) (scores, error) {
	chain, err := cmd.newChain(false, nil)
	if err != nil {
		return nil, err
	}
	report := &eval.NameReport{}
	err = eval.ReadNames(labelled, func(t eval.LabelledText) error {
		if cmd.NoPunctuation {
			t = t.WithoutPunctuation()
		}
		turn, err := oneTurn(ctx, chain, t.Text)
		if err == nil {
			report.Add(t.Names, turn.Entities)
		}
		return err
	})
	return report, cmd.misread(err)
}

// sentiment scores the mood of texts.
func (cmd *evalCommand) sentiment(ctx context.Context, labelled io.Reader) (scores, error) {
	chain, err := cmd.newChain(false, nil)
	if err != nil {
		return nil, err
	}
	report := &eval.MoodReport{}
	err = eval.ReadMoods(labelled, func(label, text string) error {
		turn, err := oneTurn(ctx, chain, text)
		if err == nil {
			report.Add(label, turn.Sentiment)
		}
		return err
	})
	return report, cmd.misread(err)
}

// oneTurn analyses a text as all that a customer says in a call.
func oneTurn(ctx context.Context, chain *pipeline.Chain, text string) (*schemas.Turn, error) {
	call := &schemas.Call{ID: "text", Turns: []schemas.Turn{{Role: schemas.RoleCustomer, Text: text}}}
	if err := chain.Run(ctx, call); err != nil {
		return nil, err
	}
	return &call.Turns[0], nil
}

// misread makes an error of reading the labelled file one of usage.
func (cmd *evalCommand) misread(err error) error {
	if err == nil {
		return nil
	}
	return usageError{fmt.Errorf("%s: %w", cmd.Labelled, err)}
}
