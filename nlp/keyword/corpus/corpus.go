// Package corpus counts the background of keywords. It is for the generator and
// its test, and apart from package keyword because it needs the segmenter.
package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"huifang/nlp/keyword"
	"huifang/nlp/segment"
	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

// utteranceWeight is what an occurrence in an utterance counts against one in a
// call: each risk has as many utterances as any other, however rare it is.
const utteranceWeight = 0.25

// Background counts the calls and utterances under dir, mixed with the general
// dictionary.
func Background(dir string) (*lexicon.Trie, error) {
	annotator := segment.NewAnnotator(segment.OpenUnigram())
	counts, err := keyword.NewCounts()
	if err != nil {
		return nil, err
	}
	if err := addCalls(counts, annotator, filepath.Join(dir, "train_calls.jsonl")); err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "utterances", "*.tsv"))
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		if err := addUtterances(counts, annotator, name); err != nil {
			return nil, err
		}
	}
	general, err := lexicon.LoadGeneral()
	if err != nil {
		return nil, err
	}
	terms, err := segment.Terms()
	if err != nil {
		return nil, err
	}
	return counts.Trie(general, terms)
}

func addCalls(counts *keyword.Counts, annotator *segment.Annotator, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	dec := json.NewDecoder(bufio.NewReader(f))
	for {
		var c schemas.Call
		if err := dec.Decode(&c); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := annotator.Annotate(&c); err != nil {
			return err
		}
		counts.Add(&c, 1)
	}
}

// addUtterances counts the fifth column of a table, as one call.
func addUtterances(counts *keyword.Counts, annotator *segment.Annotator, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	c := schemas.Call{ID: name}
	_, rows, _ := strings.Cut(string(data), "\n")
	for line := range strings.Lines(rows) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		const text = 4
		if len(fields) <= text {
			return fmt.Errorf("%s: %d columns in %q", name, len(fields), line)
		}
		c.Turns = append(c.Turns, schemas.Turn{Idx: len(c.Turns), Text: fields[text]})
	}
	if err := annotator.Annotate(&c); err != nil {
		return err
	}
	counts.Add(&c, utteranceWeight)
	return nil
}
