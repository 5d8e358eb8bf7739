// Package phrase finds what a sentence is about from phrases kept as data.
//
// An expression joins groups of alternatives that must stand in one sentence,
// in any order:
//
//	抵押物|厂房|设备 & 出租|租给 & !没租
//
// "|" parts the alternatives of a group, "&" the groups, "!" marks a group that
// must not occur. Frames of verb and object written this way reach wordings
// that a list of whole phrases does not, and a sentence bounds them, so that
// words of two statements do not join.
//
// All literals of a lexicon are found in one pass (package literal), whatever
// their number. Characters, not words, because loan terms and recogniser output
// segment badly.
package phrase
