// Command genwords makes the shipped words from the general dictionary, the
// correction and the terms. Run it with go generate in the package directory
// after a change of any of them.
package main

import (
	"flag"
	"log"
	"os"

	"huifang/nlp/segment"
	"huifang/nlp/segment/lexicon"
)

func main() {
	out := flag.String("o", "words.zst", "file to write")
	flag.Parse()
	log.SetFlags(0)
	if err := run(*out); err != nil {
		log.Fatalf("genwords: %v", err)
	}
}

func run(out string) error {
	general, err := lexicon.LoadGeneral()
	if err != nil {
		return err
	}
	correction, err := segment.LoadCorrection()
	if err != nil {
		return err
	}
	terms, err := segment.Terms()
	if err != nil {
		return err
	}
	words, err := segment.Merge(general, correction, terms)
	if err != nil {
		return err
	}
	packed, err := lexicon.Compress(lexicon.Encode(words))
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}
