// Package assertion decides what a speaker does with a statement: asserts,
// denies, asks or supposes it, reports it as settled, or tells it of somebody
// else. "The word occurs" is a poor signal in visit calls, where the agent asks
// for every risk by name and most customers answer no.
//
// The words that decide are cues, kept as data by kind. A Judge finds all cues
// of a turn in one pass (Read) and then answers for each piece of evidence by
// where the cues stand to it: a negator before it in the same clause, unless the
// negator is part of a word that does not negate (没办法, 不得不) or is negated
// itself; a condition earlier in the sentence; a settlement after it; a third
// party as the subject. After a question whether all is well (Welfare), a no admits,
// and the negator that says it does not bear on what follows.
package assertion
