// Command gentagger makes the English tagger's model from the one inside
// github.com/jdkato/prose/v2. Run it with go generate in the package directory
// after an update of prose.
package main

import (
	"flag"
	"log"
	"os"

	"huifang/nlp/english"
	"huifang/nlp/english/proseweights"
)

func main() {
	out := flag.String("o", "tagger.bin", "file to write")
	flag.Parse()
	log.SetFlags(0)
	if err := run(*out); err != nil {
		log.Fatalf("gentagger: %v", err)
	}
}

func run(out string) error {
	known, weights, err := proseweights.Load()
	if err != nil {
		return err
	}
	packed, err := english.Pack(known, weights)
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}
