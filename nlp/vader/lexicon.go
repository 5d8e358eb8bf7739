package vader

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed valence.tsv
var valences string

//go:embed banking.txt
var banking string

// word is what is known of a word.
type word struct {
	valence float64
	// boost is added to the next valence, away from zero: negative where the
	// word weakens.
	boost   float64
	negates bool
}

// Constants of the method.
const (
	boostUp   = 0.293
	boostDown = -0.293
)

// Lexicon knows valences. It is immutable and safe for concurrent use.
type Lexicon struct {
	words map[string]word
}

// New returns the embedded lexicon.
func New() (*Lexicon, error) { return parse(valences, banking) }

// parse reads lines of a word, a tab and its valence, without the words that
// terms lists.
func parse(list, terms string) (*Lexicon, error) {
	l := &Lexicon{words: map[string]word{}}
	n := 0
	for line := range strings.Lines(list) {
		n++
		text, number, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		v, err := strconv.ParseFloat(number, 64)
		if err != nil || text == "" {
			return nil, fmt.Errorf("valence.tsv:%d: not a word, a tab and a number", n)
		}
		l.words[text] = word{valence: v}
	}
	for line := range strings.Lines(terms) {
		if !strings.HasPrefix(line, "#") {
			delete(l.words, strings.TrimSpace(line))
		}
	}
	for _, group := range []struct {
		words string
		set   func(*word)
	}{
		{strengthening, func(w *word) { w.boost = boostUp }},
		{weakening, func(w *word) { w.boost = boostDown }},
		{negating, func(w *word) { w.negates = true }},
	} {
		for _, text := range strings.Fields(group.words) {
			w := l.words[text]
			group.set(&w)
			l.words[text] = w
		}
	}
	return l, nil
}

// The method's modifiers.
const (
	strengthening = `absolutely amazingly awfully completely considerably decidedly deeply
		enormously entirely especially exceptionally extremely fabulously fully greatly
		highly hugely incredibly intensely majorly more most particularly purely quite
		really remarkably so substantially thoroughly totally tremendously unbelievably
		unusually utterly very`
	weakening = `almost barely hardly just kinda less little marginally occasionally
		partly scarcely slightly somewhat sorta`
	negating = `ain't aint can't cannot cant couldn't couldnt didn't didnt doesn't
		doesnt don't dont hadn't hadnt hasn't hasnt haven't havent isn't isnt mustn't
		needn't neither never no none nope nor not nothing nowhere rarely seldom
		shouldn't shouldnt wasn't wasnt weren't werent without won't wont wouldn't
		wouldnt`
)
