// Command genbackground makes the background of keywords from a corpus of
// labelled calls and utterances. Run it with go generate in the package
// directory after a change of the corpus, the terms or the stop words.
package main

import (
	"flag"
	"log"
	"os"

	"huifang/nlp/keyword/corpus"
	"huifang/nlp/segment/lexicon"
)

func main() {
	dir := flag.String("corpus", "../corpus", "directory with train_calls.jsonl and utterances/*.tsv")
	out := flag.String("o", "background.zst", "file to write")
	flag.Parse()
	log.SetFlags(0)
	if err := run(*dir, *out); err != nil {
		log.Fatalf("genbackground: %v", err)
	}
}

func run(dir, out string) error {
	trie, err := corpus.Background(dir)
	if err != nil {
		return err
	}
	packed, err := lexicon.Compress(lexicon.Encode(trie))
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}
