// Package english splits English text into words and tags them, with
// github.com/jdkato/prose/v2.
//
// One model is shared by all: prose would decode it anew for every document.
// It is decoded on first use, some 120 ms, so that calls all in Chinese never
// pay for it; only the tagger is loaded, since the entity recogniser takes ICBC
// for a person. Tagging costs about 1.5 µs a character, which is why callers
// pass the English parts of a turn and not the turn.
//
// Two habits of prose remain: a word that stands twice between blanks in one
// text gets the tag of its last place both times, and where two tags score
// exactly alike it takes either. The latter was not seen in repeated taggings
// of the English calls in nlp/corpus.
package english
