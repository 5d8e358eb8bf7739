package train

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// ErrNoData is what Run returns for a model that learns from public data sets
// where Options.Data is empty.
var ErrNoData = errors.New("the model learns from public data sets, and their folder is not named")

// Options say where a training reads and writes.
type Options struct {
	// Corpus is the folder with train_calls.jsonl, dev_calls.jsonl and
	// utterances/.
	Corpus string
	// Data is the folder of public data sets that are not part of the
	// repository, each in the folder that the card of a model names; empty where
	// there is none, ErrNoData for models that need it.
	Data string
	// Out is the artefact to write, in a folder that exists; empty to measure only.
	// Second artefacts are written beside it: moves.json of dialogue, written.bin of
	// sentiment.
	Out string
	// OutOfFold, where not empty, is a file for the scores that each training
	// call gets from the model that has not seen its author: one JSON object a
	// turn. Whoever tunes something on top of the model must use these.
	OutOfFold string
}

// Names returns what Run can train.
func Names() []string {
	return []string{"segment", "riskmodel", "sentiment", "dialogue", "disfluency", "names"}
}

// Run trains the model of the given name. It uses every processor and takes up to
// some minutes; what would keep the result from being written is told before.
func Run(ctx context.Context, name string, opt Options) (Report, error) {
	if opt.Data == "" && learnsFromPublicData(name) {
		return Report{}, ErrNoData
	}
	if opt.Out != "" {
		if _, err := os.Stat(filepath.Dir(opt.Out)); err != nil {
			return Report{}, fmt.Errorf("folder of the artefact: %w", err)
		}
	}
	switch name {
	case "segment":
		return trainSegment(ctx, opt)
	case "riskmodel":
		return trainRisk(ctx, opt)
	case "sentiment":
		return trainSentiment(ctx, opt)
	case "dialogue":
		return trainDialogue(ctx, opt)
	case "disfluency":
		return trainDisfluency(ctx, opt)
	case "names":
		return trainNames(ctx, opt)
	default:
		return Report{}, fmt.Errorf("no model %q; known are %q", name, Names())
	}
}

// learnsFromPublicData tells whether the model of the given name needs
// Options.Data.
func learnsFromPublicData(name string) bool {
	return slices.Contains([]string{"segment", "sentiment", "disfluency", "names"}, name)
}

// finish writes the artefact and completes the report.
func finish(r Report, artefact []byte, opt Options) (Report, error) {
	sum := sha256.Sum256(artefact)
	r.SHA256 = hex.EncodeToString(sum[:])
	r.Bytes = len(artefact)
	if opt.Out == "" {
		return r, nil
	}
	return r, os.WriteFile(opt.Out, artefact, 0o644)
}
