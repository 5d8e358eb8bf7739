// Package english splits English text into words and tags them, as
// github.com/jdkato/prose/v2 does and with its weights.
//
// Of prose only the model is used: its own tagger keeps weights in maps within
// maps, builds a map of features for each word, takes some seventy times as long
// and a third of a second to load. Here the weights are a hash table in the form
// in which it is used (tagger.bin, see Pack): nothing is decoded, one model serves
// all, and calls all in Chinese never touch it. Tests hold words and tags to what
// prose finds; package reference has prose itself for comparison.
//
// A habit of prose remains, so that its weights meet what they were trained on: a
// word that stands twice between blanks in one text gets the tag of its last
// place both times. Another does not: of can't, (with the comma) prose drops all
// but ca, and here all of it is words. Emoticons and HTML entities are not
// recognised.
package english
