package segment

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"huifang/nlp/normalize"
	"huifang/nlp/segment/lexicon"
)

const (
	// leastFreq is the frequency of a word whose parts hardly occur; common
	// words of the general dictionary have thousands.
	leastFreq = 100
	// margin lifts a word above the best way to cut it; longMargin is for words
	// of longLength and more, which hardly ever stand where something else is
	// meant.
	margin     = 30
	longMargin = 100
	longLength = 3
	// posTerm is the tag of a term that the general dictionary does not have.
	posTerm = "n"
)

// weigh folds the words of the lists, drops those after the first of its kind,
// gives a tag to those that have none, and to all at least the frequency that
// keeps them whole and that of the general dictionary. Shorter words are weighed
// first, since longer ones must beat a path through them too.
func weigh(general *lexicon.Trie, lists ...[]lexicon.Entry) []lexicon.Entry {
	var words []lexicon.Entry
	seen := map[string]bool{}
	var runes []rune
	for _, list := range lists {
		for _, e := range list {
			runes = normalize.Fold(runes[:0], e.Word)
			e.Word = string(runes)
			if !seen[e.Word] {
				seen[e.Word] = true
				words = append(words, e)
			}
		}
	}
	slices.SortFunc(words, func(a, b lexicon.Entry) int {
		return cmp.Or(cmp.Compare(len(a.Word), len(b.Word)), cmp.Compare(a.Word, b.Word))
	})
	own := make(map[string]float64, len(words))
	for i := range words {
		e := &words[i]
		node, known := general.Find([]rune(e.Word))
		switch {
		case e.POS != "":
		case known:
			e.POS = general.Tag(node)
		default:
			e.POS = posTerm
		}
		e.Freq = max(e.Freq, leastFreq, marginOf(e.Word)*math.Exp(bestCut(general, own, 1, []rune(e.Word)))*general.Total())
		if known {
			e.Freq = max(e.Freq, general.Freq([]rune(e.Word)))
		}
		own[e.Word] = e.Freq
	}
	return words
}

func marginOf(word string) float64 {
	if utf8.RuneCountInString(word) >= longLength {
		return longMargin
	}
	return margin
}

// bestCut is the log probability of the best way to cut word in two or more. A
// single character in no dictionary has the frequency unknown.
func bestCut(general *lexicon.Trie, own map[string]float64, unknown float64, word []rune) float64 {
	logTotal := math.Log(general.Total())
	best := make([]float64, len(word)+1)
	for i := len(word) - 1; i >= 0; i-- {
		best[i] = math.Inf(-1)
		for j := i + 1; j <= len(word); j++ {
			if i == 0 && j == len(word) {
				break
			}
			part := word[i:j]
			freq := max(general.Freq(part), own[string(part)])
			if freq == 0 && len(part) == 1 {
				freq = unknown
			}
			if freq > 0 {
				best[i] = max(best[i], math.Log(freq)-logTotal+best[j])
			}
		}
	}
	return best[0]
}
