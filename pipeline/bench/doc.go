// Package bench measures what a chain costs: the time of each stage, what it
// allocates, and how long a reference takes on the same text in the same run.
//
// Absolute times depend on the machine and on what else it does; the ratio to a
// reference that is measured in turn with the chain, round by round, depends on
// neither by much. The reference is a function of a turn's text, such as a word
// segmenter, so that this package needs no dictionary.
//
// Everything runs on the caller's goroutine, decoding and the copying of calls
// outside the measured time. Figures are medians over the rounds.
package bench
