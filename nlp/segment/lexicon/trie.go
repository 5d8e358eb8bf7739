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
	// weight is the index of the word's weight; 0 if no word ends here.
	weight uint16
}

// weight is what words of equal frequency and tag share.
type weight struct {
	freq uint16 // index into freqs
	tag  uint8  // index into tagNames
}

// Trie is an immutable set of words with weights and tags, safe for concurrent
// use.
type Trie struct {
	// codes gives the code of a code point, none for one that is in no word.
	codes []uint16
	// none is one more than the largest code and the label of no cell.
	none uint16
	// cells end with room for the largest code and none, so that base+code is
	// always within; the base of a leaf points there.
	cells []cell
	// weights are the distinct pairs of frequency and tag; the first stands for
	// "no word".
	weights  []weight
	freqs    []float64 // distinct; the first is 0
	tagNames []string  // the first is the empty tag
	total    float64
	words    int
}

// Code returns what Child wants for r. For a code point that is in no word it is
// a code that leads nowhere.
func (t *Trie) Code(r rune) uint16 {
	if uint32(r) >= codeSpace {
		return t.none
	}
	return t.codes[r]
}

// None is the code of code points that are in no word.
func (t *Trie) None() uint16 { return t.none }

// Child goes from n along a code. It reports false if no word continues so.
func (t *Trie) Child(n Node, code uint16) (Node, bool) {
	next := t.cells[n].base + int32(code)
	return Node(next), t.cells[next].label == code
}

// Pairs sets dst[i] to the node that the codes at i and i+1 lead to from the root,
// to Root where no word begins with both; codes are one more than dst. Walks from
// many places at once fetch their cells at the same time, where one walk after
// the other waits for each: most of the time of a walk is waiting.
func (t *Trie) Pairs(dst []Node, codes []uint16) {
	cells := t.cells
	root := cells[Root].base
	for i := range dst {
		c, d := codes[i], codes[i+1]
		first := cells[root+int32(c)]
		at := first.base + int32(d)
		// Without a branch, which would be a guess: all ones where both labels
		// fit, else 0.
		fits := int32(uint32(first.label^c)|uint32(cells[at].label^d)) - 1
		dst[i] = Node(at & (fits >> 31))
	}
}

// Weight returns the weight of the word that ends at n, an index into
// LogProbabilities and Tags; 0 if none does. Words of equal frequency and tag
// share one.
func (t *Trie) Weight(n Node) uint16 { return t.cells[n].weight }

// Frequency returns the frequency of the word that ends at n, 0 if none does.
func (t *Trie) Frequency(n Node) float64 { return t.freqs[t.weights[t.Weight(n)].freq] }

// Tag returns the part of speech of the word that ends at n.
func (t *Trie) Tag(n Node) string { return t.tagNames[t.weights[t.Weight(n)].tag] }

// Total is what frequencies are shares of: their sum, unless Build was told
// otherwise.
func (t *Trie) Total() float64 { return t.total }

// Size bounds the nodes: each is below it.
func (t *Trie) Size() int { return len(t.cells) }

// Len is the number of words.
func (t *Trie) Len() int { return t.words }

// Find returns where a word, given in folded code points, ends. It reports
// false if it is not in the trie.
func (t *Trie) Find(word []rune) (Node, bool) {
	n := Root
	for _, r := range word {
		var ok bool
		if n, ok = t.Child(n, t.Code(r)); !ok {
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

// LogProbabilities returns ln(freq) - ln(total) for each weight, in exactly this
// association; weight 0 has minus infinity.
func (t *Trie) LogProbabilities(total float64) []float64 {
	logTotal := math.Log(total)
	lp := make([]float64, len(t.weights))
	for i, c := range t.weights {
		lp[i] = math.Log(t.freqs[c.freq]) - logTotal
	}
	return lp
}

// Tags returns the part of speech of each weight.
func (t *Trie) Tags() []string {
	tags := make([]string, len(t.weights))
	for i, w := range t.weights {
		tags[i] = t.tagNames[w.tag]
	}
	return tags
}

// All calls yield with every word until it returns false, in an order that
// depends on the words alone.
func (t *Trie) All(yield func(Entry) bool) {
	runes := t.alphabet()
	parents := t.parents()
	var word []rune
	for n := range t.cells {
		if t.cells[n].weight == 0 {
			continue
		}
		word = word[:0]
		for at := Node(n); at != Root; at = parents[at] {
			word = append(word, runes[t.cells[at].label])
		}
		slices.Reverse(word)
		if !yield(Entry{Word: string(word), Freq: t.Frequency(Node(n)), POS: t.Tag(Node(n))}) {
			return
		}
	}
}

// alphabet returns the code points by code, from 1 on.
func (t *Trie) alphabet() []rune {
	runes := make([]rune, t.none)
	for r, c := range t.codes {
		if c != t.none {
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
