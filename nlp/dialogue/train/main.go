// Command train fits the model of package dialogue to labelled calls and writes
// the artefacts that the package embeds.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"huifang/nlp/dialogue"
)

func main() {
	calls := flag.String("calls", "../corpus/train_calls.jsonl", "labelled calls, one a line")
	out := flag.String("out", ".", "directory of the artefacts")
	flag.Parse()
	if err := run(*calls, *out); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(calls, out string) error {
	f, err := os.Open(calls)
	if err != nil {
		return err
	}
	defer f.Close()
	labelled, err := dialogue.ReadLabelled(bufio.NewReader(f))
	if err != nil {
		return fmt.Errorf("%s: %w", calls, err)
	}
	m, err := dialogue.Train(context.Background(), labelled)
	if err != nil {
		return err
	}
	model, moves, err := m.Artefacts()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "model.bin"), model, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "moves.json"), moves, 0o644)
}
