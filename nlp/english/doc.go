// Package english splits English text into words and tags them, as
// github.com/jdkato/prose/v2 does and with its weights.
//
// Of prose only the model is used: it keeps weights in maps within maps, builds
// a map of features for each word, and took some seventy times as long. The weights
// are decoded and laid out flat on first use, some 150 ms, so that calls all in
// Chinese never pay for it.
//
// Habits of prose remain, so that its weights meet what they were trained on: a
// word that stands twice between blanks in one text gets the tag of its last
// place both times, and of it's, (with the comma) only it is a word. Emoticons
// and HTML entities are not recognised.
package english
