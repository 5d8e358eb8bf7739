package segment

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"huifang/nlp/normalize"
	"huifang/nlp/segment/lexicon"
)

// corpusTexts returns the turns of the training calls and the utterances: some
// thirteen thousand texts.
var corpusTexts = sync.OnceValues(func() ([]string, error) {
	var texts []string
	f, err := os.Open("../corpus/train_calls.jsonl")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for dec := json.NewDecoder(bufio.NewReader(f)); dec.More(); {
		var call struct{ Turns []struct{ Text string } }
		if err := dec.Decode(&call); err != nil {
			return nil, err
		}
		for _, t := range call.Turns {
			texts = append(texts, t.Text)
		}
	}
	files, err := filepath.Glob("../corpus/utterances/*.tsv")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			if fields := strings.Split(line, "\t"); len(fields) > 4 {
				texts = append(texts, fields[4])
			}
		}
	}
	return texts, nil
})

func corpus(t testing.TB) []string {
	texts, err := corpusTexts()
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// general is the general dictionary.
var general = sync.OnceValues(lexicon.LoadGeneral)

// bare is an engine with the general dictionary alone.
var bare = sync.OnceValues(func() (*Unigram, error) {
	words, err := general()
	if err != nil {
		return nil, err
	}
	return NewUnigram(words)
})

// withTerms is an engine with the general dictionary and the shipped terms.
var withTerms = sync.OnceValues(func() (*Unigram, error) {
	words, err := general()
	if err != nil {
		return nil, err
	}
	terms, err := Terms()
	if err != nil {
		return nil, err
	}
	return NewUnigram(words, terms)
})

// shipped is the default engine.
var shipped = sync.OnceValues(func() (*Unigram, error) {
	e, err := OpenUnigram()()
	if err != nil {
		return nil, err
	}
	return e.(*Unigram), nil
})

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// cut returns the words of text as it stands.
func cut(e Engine, text string) []string {
	runes := []rune(text)
	var words []string
	for _, tok := range e.Segment(nil, normalize.Fold(nil, text)) {
		words = append(words, string(runes[tok.Start:tok.End]))
	}
	return words
}

func entries(t testing.TB, list string) []lexicon.Entry {
	return must[[]lexicon.Entry](t)(lexicon.Parse("list", strings.NewReader(list)))
}
