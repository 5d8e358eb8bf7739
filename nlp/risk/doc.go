// Package risk finds risk signals in visit calls.
//
// What counts as a signal is data: a RuleSet read from YAML files (one a
// category of signals, one each for the alert policy, the follow-up policy, the
// checklist, phases, facts, actions and sources). The set that ships is embedded
// (Embedded); a bank can replace it with a directory of its own. Everything is
// checked when it is loaded, and an error names file, line and column.
//
// A Tagger works turn by turn in three steps. Patterns over the characters of
// the turn, and of the question before it, propose codes (package pattern). The
// words around the evidence, the speaker and the question decide its assertion
// status (package assertion): only what the customer asserts fires. A Scorer, if
// there is one, adds a probability for each code and turn, which promotes weak
// patterns and proposes codes where no pattern does.
package risk
