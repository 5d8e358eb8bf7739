package keyword

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"huifang/nlp/normalize"
	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

//go:generate go run huifang/nlp/keyword/genbackground -corpus ../corpus -o background.zst

// background is the compressed table of rates.
//
//go:embed background.zst
var background []byte

// stopwords lists words that are never keywords, one a line.
//
//go:embed stopwords.txt
var stopwords string

// Classes of words in the background, kept as their tags.
const (
	classStop = "stop"
	classTerm = "term"
)

const (
	// perMillion is the unit of rates: occurrences per million content words.
	perMillion = 1e6
	// leastRate is the rate below which a word is not worth a place: once in
	// several thousand calls.
	leastRate = 0.5
	// generalShare is the weight of the general dictionary against the calls.
	generalShare = 0.25
)

// Counts gathers a background from annotated calls.
type Counts struct {
	stop  *lexicon.Trie
	col   collector
	k     counter
	terms map[string]float64
	words float64
}

// NewCounts returns a background without words.
func NewCounts() (*Counts, error) {
	entries, err := stopEntries()
	if err != nil {
		return nil, err
	}
	stop, err := lexicon.Build(entries)
	if err != nil {
		return nil, err
	}
	return &Counts{stop: stop, terms: map[string]float64{}}, nil
}

// Add counts the candidates of a call, each occurrence as weight.
func (b *Counts) Add(c *schemas.Call, weight float64) {
	b.col.collect(c, func(word []rune) bool { return b.stop.Freq(word) > 0 })
	for _, t := range b.k.count(&b.col) {
		b.terms[string(b.col.folded[t.first.from:t.first.to])] += weight * float64(t.count)
	}
	b.words += weight * float64(b.col.words)
}

// Trie mixes the counts with the general dictionary and returns the rates, with
// the classes of stop words and of the given terms of the trade.
func (b *Counts) Trie(general *lexicon.Trie, trade []lexicon.Entry) (*lexicon.Trie, error) {
	if b.words == 0 {
		return nil, errors.New("no words to count")
	}
	rates := make(map[string]float64, len(b.terms))
	for word, n := range b.terms {
		rates[word] = n / b.words * perMillion
	}
	for e := range general.All {
		if len(e.Word) > len("字") { // single characters are no candidates
			rates[e.Word] += generalShare * e.Freq / general.Total() * perMillion
		}
	}
	class := map[string]string{}
	for _, e := range trade {
		class[string(normalize.Fold(nil, e.Word))] = classTerm
	}
	stop, err := stopEntries()
	if err != nil {
		return nil, err
	}
	for _, e := range stop {
		class[e.Word] = classStop
	}
	for word := range class {
		rates[word] = max(rates[word], leastRate)
	}
	var entries []lexicon.Entry
	for word, rate := range rates {
		if rate >= leastRate {
			entries = append(entries, lexicon.Entry{Word: word, Freq: round3(rate), POS: class[word]})
		}
	}
	slices.SortFunc(entries, func(a, b lexicon.Entry) int { return cmp.Compare(a.Word, b.Word) })
	return lexicon.Build(entries)
}

func stopEntries() ([]lexicon.Entry, error) {
	entries, err := lexicon.Parse("stopwords.txt", strings.NewReader(stopwords))
	for i := range entries {
		entries[i].Freq = 1
	}
	return entries, err
}

// round3 keeps three significant digits, which is more than the counts carry
// and leaves few distinct ones.
func round3(x float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(x))-2)
	return math.Round(x/unit) * unit
}

func loadBackground() (*lexicon.Trie, error) {
	data, err := lexicon.Decompress(background)
	if err != nil {
		return nil, fmt.Errorf("keyword background: %w", err)
	}
	return lexicon.Decode(data)
}
