// Package lexicon holds the word lists of the segmenter: a double-array trie
// over code points with a weight and a part of speech a word, the list files
// that people write, and the general dictionary in the form that loads fast.
//
// # Trie
//
// Every code point that occurs in a word has a code, small for frequent ones.
// The child of a node for code c is the cell at base+c, and it is that child if
// the cell's label is c: no two nodes share a base, so label and place together
// tell the parent and a cell needs 8 bytes. A walk of one code point is one
// memory access. Weights are stored as an index into the table of the distinct
// ones (some five thousand), which keeps the exact double that the logarithm
// yields: paths that gse finds equal are equal here too.
//
// # General dictionary
//
// general.zst is made by gendict from the simplified dictionary that comes with
// github.com/go-ego/gse (Apache-2.0), with the weights and tags that gse gives
// its words. It stores the trie breadth first, as one stream each of child
// counts, labels, weights, tags and bases; decoding is one pass that puts each
// node into its cell, with nothing to sort and no place to search.
package lexicon
