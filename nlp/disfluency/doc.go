// Package disfluency marks what a listener passes over in spontaneous talk:
//
//	filler   呃, 那个, 就是说, a pause particle amid a clause, um, you know
//	repeat   我们我们厂, 基基本上
//	repair   三百,不对,五百万: what is taken back, with the words that do so
//	restart  我们厂里我们厂子去年: a beginning that is given up
//
// It works in two steps. Candidates are found by lists and by comparing the text
// with itself at short distances, which is linear and finds next to everything
// that is worth finding. Then each candidate is judged where it stands: 那个 in
// 那个厂 says which, in 被那个被冻结了 nothing; 看看, 天天 and 一个一个 are
// words, 就就 is none. For fillers and repeats that is a small linear model over the
// words around, trained on talk that was tidied by hand
// (docs/models/disfluency.md); restarts, repairs and English are rules, because
// the talk to train on has too few of them.
//
// Who answers 嗯 or 对对对 says something: what opens a turn as a response, and
// turns of nothing else, are left alone.
//
// Marking changes no text. A View is the text without what is marked, for
// matchers that shall read through it, with the way back to the text as given.
package disfluency
