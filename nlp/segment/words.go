package segment

import (
	_ "embed"
	"fmt"
	"math"
	"slices"

	"huifang/nlp/segment/lexicon"
)

//go:generate go run huifang/nlp/segment/genwords -o words.zst

// shippedWords is what Merge makes of the general dictionary, the correction and
// the terms.
//
//go:embed words.zst
var shippedWords []byte

// shippedCorrection is made by huifang train segment.
//
//go:embed correction.zst
var shippedCorrection []byte

// LoadWords decodes the words that ship with the program: those of the general
// dictionary, with the weights under which text is cut as people cut it, and the
// terms. Each call decodes anew; callers share the result.
func LoadWords() (*lexicon.Trie, error) {
	data, err := lexicon.Decompress(shippedWords)
	if err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	return lexicon.Decode(data)
}

// LoadCorrection decodes the correction that ships with the program.
func LoadCorrection() (*lexicon.Correction, error) {
	data, err := lexicon.Decompress(shippedCorrection)
	if err != nil {
		return nil, fmt.Errorf("correction: %w", err)
	}
	return lexicon.ParseCorrection(data)
}

// weightSteps is how many weights there are to a nat: so few distinct ones that
// all stay in the cache.
const weightSteps = 32

// Merge returns the words of a dictionary with their weights corrected, and the
// terms with weights that keep them whole. Words that lose against their own parts
// are left out: no path would take them.
func Merge(general *lexicon.Trie, c *lexicon.Correction, terms []lexicon.Entry) (*lexicon.Trie, error) {
	var entries []lexicon.Entry
	for e := range general.All {
		e.Freq = math.Exp(math.Round(weightSteps*(math.Log(e.Freq)+c.Of(e))) / weightSteps)
		entries = append(entries, e)
	}
	corrected, err := lexicon.BuildOf(entries, general.Total())
	if err != nil {
		return nil, err
	}
	whole := weigh(corrected, terms)
	for i := range whole {
		whole[i].Freq = math.Exp(math.Ceil(weightSteps*math.Log(whole[i].Freq)) / weightSteps)
	}
	all, err := lexicon.BuildOf(append(whole, entries...), general.Total())
	if err != nil {
		return nil, err
	}
	var used []lexicon.Entry
	for e := range all.All {
		if !isSuperfluous(all, e) {
			used = append(used, e)
		}
	}
	return lexicon.BuildOf(used, general.Total())
}

// isSuperfluous reports whether a word weighs less than the best way to cut it.
// With letters or digits in it there may be no such way where it stands.
func isSuperfluous(words *lexicon.Trie, e lexicon.Entry) bool {
	runes := []rune(e.Word)
	const rounding = 1e-6
	return !slices.ContainsFunc(runes, isLatin) &&
		math.Log(e.Freq)-math.Log(words.Total()) < bestCut(words, nil, 0, runes)-rounding
}

// NewCorrected returns an engine with what Merge makes of its arguments, that
// joins Chinese numerals: what OpenUnigram opens, made anew.
func NewCorrected(general *lexicon.Trie, c *lexicon.Correction, terms []lexicon.Entry) (*Unigram, error) {
	words, err := Merge(general, c, terms)
	if err != nil {
		return nil, err
	}
	u, err := NewUnigram(words)
	if err != nil {
		return nil, err
	}
	u.joinNumerals()
	return u, nil
}
