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
//
// Patterns and cues see a turn without its disfluencies (package disfluency);
// evidence is given in the text as it is. Where a stretch sounds like a word of the
// rules and is written otherwise (package pinyin), the turn is read a second time
// with that word in its place, and what only this reading holds is of less
// confidence. What rests on words alone that the recogniser was not sure of is
// unclear rather than asserted, unless the rest of the turn or a turn nearby bears
// it out.
package risk
