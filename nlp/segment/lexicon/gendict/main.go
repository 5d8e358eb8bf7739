//go:build !ne

// Command gendict makes the general dictionary from the simplified Chinese
// dictionary inside github.com/go-ego/gse. Run it with go generate in the
// package directory after an update of gse.
package main

import (
	"flag"
	"log"
	"os"

	"huifang/nlp/segment/lexicon"
	"huifang/nlp/segment/lexicon/gsedict"
)

func main() {
	out := flag.String("o", "general.zst", "file to write")
	flag.Parse()
	log.SetFlags(0)
	if err := run(*out); err != nil {
		log.Fatalf("gendict: %v", err)
	}
}

func run(out string) error {
	entries, err := gsedict.Entries()
	if err != nil {
		return err
	}
	trie, err := lexicon.Build(entries)
	if err != nil {
		return err
	}
	packed, err := lexicon.Compress(lexicon.Encode(trie))
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}
