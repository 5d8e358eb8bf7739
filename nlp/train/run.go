package train

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
)

// Options say where a training reads and writes.
type Options struct {
	// Corpus is the folder with train_calls.jsonl, dev_calls.jsonl and
	// utterances/.
	Corpus string
	// Data is the folder of public data sets that are not part of the
	// repository, each in the folder that the card of a model names; empty where
	// there is none. Models that need it say so.
	Data string
	// Out is the artefact to write; empty to measure only. The second artefact
	// of dialogue, moves.json, is written beside it.
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

// Run trains the model of the given name. It uses every processor and takes a
// minute or two.
func Run(ctx context.Context, name string, opt Options) (Report, error) {
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
