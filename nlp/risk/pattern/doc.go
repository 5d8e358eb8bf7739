// Package pattern matches patterns over the characters of a sentence.
//
// A pattern is written as it would be read:
//
//	停产             the characters themselves
//	(停|关)了        alternatives; groups nest
//	停了?产          an optional character, (…)? an optional group
//	{order}          a named word class, from the rule set
//	拖..6工资        a gap of up to 6 characters that stays in its sentence
//	工资 & 拖|欠     both parts in one sentence, in any order
//	^ and $          start and end of the turn, punctuation aside
//	\                takes the next character as it is
//
// Blanks beside & do not count; elsewhere a blank is a character. Patterns are
// folded like the text (normalize.Fold); a match never begins or ends inside a
// Latin word.
//
// All patterns of a Set are compiled together. A pattern needs certain groups of
// literals, one of each group, in their order. The literals that occur in a
// sentence are found first (package literal); the rarest group of a pattern makes
// it a candidate, the others are then looked up among what was found. What is left
// is evaluated on sets of positions kept as the bits of a word, so that
// alternatives, options and gaps cost a few instructions each and nothing is tried
// twice. Most characters cost one test and no more; the time is linear in the
// length of the text.
package pattern
