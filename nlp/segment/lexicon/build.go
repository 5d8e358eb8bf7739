package lexicon

import (
	"cmp"
	"fmt"
	"slices"
)

// Limits of the compact forms of a cell.
const (
	maxCodes   = 1<<16 - 1
	maxWeights = 1<<16 - 1
	maxTags    = 1<<8 - 1
)

// key is a word in codes.
type key struct {
	codes  []uint16
	weight uint16
	tag    uint8
}

// Build makes a trie of entries, which must have frequencies. Words are taken
// as they stand: fold them first. Of entries with the same word the first
// counts; empty words are left out. It fails only beyond the limits of the
// compact form (65,535 code points or distinct frequencies, 255 tags, code
// points of the first three planes).
func Build(entries []Entry) (*Trie, error) {
	b := builder{t: &Trie{codes: make([]uint16, codeSpace), freqs: []float64{0}, tagNames: []string{""}}}
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
	return b.t, nil
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
	for i, r := range runes {
		b.t.codes[r] = uint16(i + 1)
	}
	b.top = len(runes)
	return nil
}

// keys encodes the entries, sorted and without duplicates.
func (b *builder) keys(entries []Entry) ([]key, error) {
	weights, tags := map[float64]uint16{}, map[string]uint8{"": 0}
	keys := make([]key, 0, len(entries))
	for _, e := range entries {
		if e.Word == "" {
			continue
		}
		if !(e.Freq > 0) {
			return nil, fmt.Errorf("word %q has no frequency", e.Word)
		}
		if _, ok := weights[e.Freq]; !ok {
			if len(b.t.freqs) > maxWeights {
				return nil, fmt.Errorf("more than %d distinct frequencies", maxWeights)
			}
			weights[e.Freq] = uint16(len(b.t.freqs))
			b.t.freqs = append(b.t.freqs, e.Freq)
		}
		if _, ok := tags[e.POS]; !ok {
			if len(b.t.tagNames) > maxTags {
				return nil, fmt.Errorf("more than %d parts of speech", maxTags)
			}
			tags[e.POS] = uint8(len(b.t.tagNames))
			b.t.tagNames = append(b.t.tagNames, e.POS)
		}
		k := key{weight: weights[e.Freq], tag: tags[e.POS]}
		for _, r := range e.Word {
			k.codes = append(k.codes, b.t.codes[r])
		}
		keys = append(keys, k)
	}
	slices.SortStableFunc(keys, func(x, y key) int { return slices.Compare(x.codes, y.codes) })
	keys = slices.CompactFunc(keys, func(x, y key) bool { return slices.Equal(x.codes, y.codes) })
	b.t.words = len(keys)
	for _, k := range keys {
		b.t.total += b.t.freqs[k.weight]
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
	b.t.tags = b.t.tags[:last+1]
	for i := range b.t.cells {
		if b.t.cells[i].base == 0 {
			b.t.cells[i].base = dead
		}
	}
	b.t.pad(b.top)
}

// pad adds the free cells that let a walk skip the bounds check of a missing
// child.
func (t *Trie) pad(top int) {
	t.cells = slices.Concat(t.cells, make([]cell, top+1))
	t.tags = slices.Concat(t.tags, make([]uint8, top+1))
}
