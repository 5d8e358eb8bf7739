//go:build !ne

// Package gsedict reads the dictionary inside github.com/go-ego/gse. It is for
// the generator and the tests: a program that links it carries the embedded
// dictionaries of gse, 36 MB. The build tag ne, which strips them, strips this
// package too.
package gsedict

import (
	"fmt"

	"github.com/go-ego/gse"

	"huifang/nlp/segment/lexicon"
)

// Load returns a segmenter of gse with its simplified Chinese dictionary.
func Load() (*gse.Segmenter, error) {
	seg := &gse.Segmenter{SkipLog: true, NotLoadHMM: true}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		return nil, fmt.Errorf("dictionary of gse: %w", err)
	}
	return seg, nil
}

// Entries returns the words of that dictionary with the weights that gse works
// with, which are not always those in its file.
func Entries() ([]lexicon.Entry, error) {
	seg, err := Load()
	if err != nil {
		return nil, err
	}
	entries := make([]lexicon.Entry, 0, seg.Dict.NumTokens())
	for i := range seg.Dict.Tokens {
		token := &seg.Dict.Tokens[i]
		entries = append(entries, lexicon.Entry{Word: token.Text(), Freq: token.Freq(), POS: token.Pos()})
	}
	return entries, nil
}
