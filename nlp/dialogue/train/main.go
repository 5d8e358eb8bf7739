// Command train fits the model of package dialogue to labelled calls and writes
// the artefact that the package embeds.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"

	"huifang/nlp/dialogue"
)

func main() {
	calls := flag.String("calls", "../corpus/train_calls.jsonl", "labelled calls, one a line")
	out := flag.String("out", "model.bin", "artefact to write")
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
	m, err := dialogue.Train(labelled)
	if err != nil {
		return err
	}
	data, err := m.MarshalBinary()
	if err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o644)
}
