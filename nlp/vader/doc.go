// Package vader scores the mood of English by valences of words and a few rules:
// the method of VADER (Hutto and Gilbert, ICWSM 2014), implemented anew.
//
// The valence of a word is scaled by words before it that strengthen or weaken
// it (very, slightly), turned around by a negator up to three words before it,
// raised where it alone is in capitals; what stands before a but counts half,
// what stands after it one and a half times; exclamation and question marks add
// to the sum. The sum is brought to -1 … 1.
//
// Left out are VADER's idioms and emoticons. Words that are terms in a bank
// (interest, credit, security) have no valence, nor have the yes, no, OK and
// please of a telephone call.
package vader
