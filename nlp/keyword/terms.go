package keyword

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

// TermCount is how often a call has a term.
type TermCount struct {
	// Term is folded (package normalize), so that a term is the same in all calls.
	Term  string
	Count int
}

// TermCounter counts all terms of a call, not only those that set it apart: what
// two groups of calls are compared by. It is safe for concurrent use.
type TermCounter struct {
	stop    func() (*lexicon.Trie, error)
	scratch sync.Pool // of *termScratch
}

// termScratch is what one call needs.
type termScratch struct {
	col collector
	k   counter
}

// NewTermCounter returns a counter. It loads its stop words on first use.
func NewTermCounter() *TermCounter {
	t := &TermCounter{stop: sync.OnceValues(loadStop)}
	t.scratch.New = func() any { return new(termScratch) }
	return t
}

// Count returns the content words and noun phrases of an annotated call with
// their counts, in the order of their first occurrence. Calls may be masked or
// not: names of persons and other personal data are left out, and so is what a
// mask hides a part of. An error means that the stop words are damaged.
func (t *TermCounter) Count(c *schemas.Call) ([]TermCount, error) {
	stop, err := t.stop()
	if err != nil {
		return nil, err
	}
	s := t.scratch.Get().(*termScratch)
	defer t.scratch.Put(s)
	s.col.collect(c, func(word []rune) bool { return stop.Freq(word) > 0 })
	terms := s.k.count(&s.col)
	counts := make([]TermCount, 0, len(terms))
	// One string holds them all: a call has some hundred.
	runes := 0
	for _, term := range terms {
		runes += term.first.to - term.first.from
	}
	var text strings.Builder
	text.Grow(utf8.UTFMax * runes)
	for _, term := range terms {
		folded := s.col.folded[term.first.from:term.first.to]
		if slices.Contains(folded, mask) {
			continue
		}
		from := text.Len()
		for _, r := range folded {
			text.WriteRune(r)
		}
		counts = append(counts, TermCount{text.String()[from:], term.count})
	}
	return counts, nil
}

// mask is what hides a character of personal data.
const mask = '*'

func loadStop() (*lexicon.Trie, error) {
	entries, err := stopEntries()
	if err != nil {
		return nil, err
	}
	return lexicon.Build(entries)
}
