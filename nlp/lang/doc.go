// Package lang tells Chinese, English and code-switched talk apart, and finds
// the English in a turn.
//
// What counts is English words, not Latin letters: Chinese business talk is
// full of LPR, ERP, APP, iPhone and model numbers and stays Chinese. A word
// counts if it begins with a small letter, has three letters or more and is no
// loan word of everyday Chinese; a capitalised one (a name, more often than
// not) counts only beside such a word. A turn is mixed from two counted words
// on. Spans tells which stretches of a mixed turn are of which language.
package lang
