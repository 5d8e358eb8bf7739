package lexicon

import (
	"cmp"
	"fmt"
	"slices"
)

// Limits of the compact forms of a cell.
const (
	maxCodes   = 1<<16 - 2
	maxFreqs   = 1<<16 - 1
	maxTags    = 1<<8 - 1
	maxWeights = 1<<16 - 1
)

// key is a word in codes.
type key struct {
	codes  []uint16
	weight uint16
}

// Build makes a trie of entries, which must have frequencies. Words are taken
// as they stand: fold them first. Of entries with the same word the first
// counts; empty words are left out. It fails only beyond the limits of the
// compact form (65,534 code points, 65,535 distinct frequencies or pairs of
// frequency and tag, 255 tags, code points of the first three planes).
func Build(entries []Entry) (*Trie, error) { return BuildOf(entries, 0) }

// BuildOf is Build for frequencies that are shares of a given total; 0 stands
// for their sum.
func BuildOf(entries []Entry, total float64) (*Trie, error) {
	b := builder{t: newTrie()}
	if err := b.assignCodes(entries); err != nil {
		return nil, err
	}
	keys, err := b.keys(entries)
	if err != nil {
		return nil, err
	}
	b.reserve(1)
	b.occupied[Root] = true
	if len(keys) > 0 {
		b.place(0, keys, 0)
	}
	b.finish()
	if total > 0 {
		b.t.total = total
	}
	return b.t, nil
}

// newTrie returns a trie with the weights, frequencies and tags that stand for
// "none".
func newTrie() *Trie {
	return &Trie{codes: make([]uint16, codeSpace), weights: make([]weight, 1), freqs: make([]float64, 1), tagNames: make([]string, 1)}
}

// builder lays words out in cells.
type builder struct {
	t        *Trie
	top      int    // largest code
	occupied []bool // by cell
	baseUsed []bool // by base: a base belongs to one node
	nextFree []int32
	dense    int32 // below it free cells are too scattered for nodes of several children
}

// assignCodes gives frequent code points small codes, which packs the cells.
func (b *builder) assignCodes(entries []Entry) error {
	count := map[rune]int{}
	for _, e := range entries {
		for _, r := range e.Word {
			count[r]++
		}
	}
	runes := make([]rune, 0, len(count))
	for r := range count {
		if r >= codeSpace {
			return fmt.Errorf("code point %U in a word", r)
		}
		runes = append(runes, r)
	}
	if len(runes) > maxCodes {
		return fmt.Errorf("%d distinct code points, at most %d", len(runes), maxCodes)
	}
	slices.SortFunc(runes, func(x, y rune) int {
		return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y))
	})
	b.t.assign(runes)
	b.top = len(runes)
	return nil
}

// assign gives the code points the codes from 1 on in their order.
func (t *Trie) assign(runes []rune) {
	t.none = uint16(len(runes) + 1)
	for i := range t.codes {
		t.codes[i] = t.none
	}
	for i, r := range runes {
		t.codes[r] = uint16(i + 1)
	}
}

// keys encodes the entries, sorted and without duplicates.
func (b *builder) keys(entries []Entry) ([]key, error) {
	freqs, tags, weights := map[float64]uint16{}, map[string]uint8{"": 0}, map[weight]uint16{}
	keys := make([]key, 0, len(entries))
	for _, e := range entries {
		if e.Word == "" {
			continue
		}
		if !(e.Freq > 0) {
			return nil, fmt.Errorf("word %q has no frequency", e.Word)
		}
		if _, ok := freqs[e.Freq]; !ok {
			if len(b.t.freqs) > maxFreqs {
				return nil, fmt.Errorf("more than %d distinct frequencies", maxFreqs)
			}
			freqs[e.Freq] = uint16(len(b.t.freqs))
			b.t.freqs = append(b.t.freqs, e.Freq)
		}
		if _, ok := tags[e.POS]; !ok {
			if len(b.t.tagNames) > maxTags {
				return nil, fmt.Errorf("more than %d parts of speech", maxTags)
			}
			tags[e.POS] = uint8(len(b.t.tagNames))
			b.t.tagNames = append(b.t.tagNames, e.POS)
		}
		c := weight{freqs[e.Freq], tags[e.POS]}
		if _, ok := weights[c]; !ok {
			if len(b.t.weights) > maxWeights {
				return nil, fmt.Errorf("more than %d pairs of frequency and part of speech", maxWeights)
			}
			weights[c] = uint16(len(b.t.weights))
			b.t.weights = append(b.t.weights, c)
		}
		k := key{weight: weights[c]}
		for _, r := range e.Word {
			k.codes = append(k.codes, b.t.codes[r])
		}
		keys = append(keys, k)
	}
	slices.SortStableFunc(keys, func(x, y key) int { return slices.Compare(x.codes, y.codes) })
	keys = slices.CompactFunc(keys, func(x, y key) bool { return slices.Equal(x.codes, y.codes) })
	b.t.words = len(keys)
	for _, k := range keys {
		b.t.total += b.t.freqs[b.t.weights[k.weight].freq]
	}
	return keys, nil
}

// finish cuts the cells to size and gives leaves a base where no child is.
func (b *builder) finish() {
	last := len(b.occupied) - 1
	for last > 0 && !b.occupied[last] {
		last--
	}
	dead := int32(last + 1)
	b.t.cells = b.t.cells[:last+1]
	for i := range b.t.cells {
		if b.t.cells[i].base == 0 {
			b.t.cells[i].base = dead
		}
	}
	b.t.cells = slices.Concat(b.t.cells, make([]cell, padding(b.top)))
}

// padding is the number of free cells at the end that let a walk do without a
// check whether there is a child: one for every code up to that of none.
func padding(top int) int { return top + 2 }
