package lexicon

import (
	"math"
	"slices"
)

// Node is a place in a trie: a prefix of at least one word. Root is the empty
// prefix.
type Node int32

// Root is where every walk starts.
const Root Node = 0

// codeSpace bounds the code points that can occur in a word; the planes above
// hold no letters.
const codeSpace = 0x30000

// cell is a node in its place. The zero cell is free.
type cell struct {
	// base plus the code of a code point is the place of the child.
	base int32
	// label is the code that leads here from the parent.
	label uint16
	// weight is the index of the word's frequency; 0 if no word ends here.
	weight uint16
}

// Trie is an immutable set of words with weights and tags, safe for concurrent
// use.
type Trie struct {
	// codes gives the code of a code point, 0 for one that is in no word.
	codes []uint16
	// cells end with room for the largest code, so that base+code is always
	// within; the base of a leaf points there.
	cells []cell
	tags  []uint8 // parallel to cells: index into tagNames
	// freqs are the distinct frequencies; index 0 stands for "no word".
	freqs    []float64
	tagNames []string // index 0 is the empty tag
	total    float64
	words    int
}

// Code returns what Child wants for r; 0 means that no word contains r.
func (t *Trie) Code(r rune) uint16 {
	if uint32(r) >= codeSpace {
		return 0
	}
	return t.codes[r]
}

// Child goes from n along a code that is not 0. It reports false if no word
// continues so.
func (t *Trie) Child(n Node, code uint16) (Node, bool) {
	next := t.cells[n].base + int32(code)
	return Node(next), t.cells[next].label == code
}

// Weight returns the index of the frequency of the word that ends at n, as in
// LogProbabilities; 0 if none does.
func (t *Trie) Weight(n Node) uint16 { return t.cells[n].weight }

// Frequency returns the frequency of the word that ends at n, 0 if none does.
func (t *Trie) Frequency(n Node) float64 { return t.freqs[t.Weight(n)] }

// Tag returns the part of speech of the word that ends at n.
func (t *Trie) Tag(n Node) string { return t.tagNames[t.tags[n]] }

// Total is the sum of all frequencies.
func (t *Trie) Total() float64 { return t.total }

// Len is the number of words.
func (t *Trie) Len() int { return t.words }

// Find returns where a word, given in folded code points, ends. It reports
// false if it is not in the trie.
func (t *Trie) Find(word []rune) (Node, bool) {
	n := Root
	for _, r := range word {
		code := t.Code(r)
		if code == 0 {
			return Root, false
		}
		var ok bool
		if n, ok = t.Child(n, code); !ok {
			return Root, false
		}
	}
	return n, t.Weight(n) != 0
}

// Freq returns the frequency of a word given in folded code points, 0 if it is
// not in the trie.
func (t *Trie) Freq(word []rune) float64 {
	if n, ok := t.Find(word); ok {
		return t.Frequency(n)
	}
	return 0
}

// LogProbabilities returns ln(freq) - ln(total) for each weight, in exactly
// this association; index 0 is NaN.
func (t *Trie) LogProbabilities(total float64) []float64 {
	logTotal := math.Log(total)
	lp := make([]float64, len(t.freqs))
	lp[0] = math.NaN()
	for i := 1; i < len(lp); i++ {
		lp[i] = math.Log(t.freqs[i]) - logTotal
	}
	return lp
}

// All calls yield with every word until it returns false, in an order that
// depends on the words alone.
func (t *Trie) All(yield func(Entry) bool) {
	runes := t.alphabet()
	parents := t.parents()
	var word []rune
	for n := range t.cells {
		w := t.cells[n].weight
		if w == 0 {
			continue
		}
		word = word[:0]
		for at := Node(n); at != Root; at = parents[at] {
			word = append(word, runes[t.cells[at].label])
		}
		slices.Reverse(word)
		if !yield(Entry{Word: string(word), Freq: t.freqs[w], POS: t.Tag(Node(n))}) {
			return
		}
	}
}

// alphabet returns the code points by code.
func (t *Trie) alphabet() []rune {
	top := uint16(0)
	for _, c := range t.codes {
		top = max(top, c)
	}
	runes := make([]rune, int(top)+1)
	for r, c := range t.codes {
		if c != 0 {
			runes[c] = rune(r)
		}
	}
	return runes
}

// parents returns the parent of each occupied cell but the root: the node whose
// base lies the cell's label before it.
func (t *Trie) parents() []Node {
	owner := make([]Node, len(t.cells))
	for n := range t.cells {
		if Node(n) == Root || t.cells[n].label != 0 {
			owner[t.cells[n].base] = Node(n)
		}
	}
	parents := make([]Node, len(t.cells))
	for n := range t.cells {
		if label := t.cells[n].label; label != 0 {
			parents[n] = owner[n-int(label)]
		}
	}
	return parents
}
