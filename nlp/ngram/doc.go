// Package ngram turns the text of a turn into hashed character n-grams, the
// features of the small linear models.
//
// A text first becomes units: a Han character is one unit, a word of Latin
// letters is one unit (cut to a rough stem), and a run of numerals, digits or
// spoken ones, is one unit whatever its value, since 三千九百万 and 8200 万 say the
// same about risk. Punctuation and white space are no units: half of the
// recognisers deliver none.
//
// N-grams over units then cover Chinese words without a segmenter and English
// phrases with the same code. Each n-gram is hashed with a seed, so that the
// same words in the question and in the answer are different features.
//
// All functions are pure and append to the caller's slice.
package ngram
