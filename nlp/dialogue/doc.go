// Package dialogue reads the course of a visit call: which phase each turn
// belongs to, and which points of the officer's checklist the call covers.
//
// Both rest on what the officer asks; a customer's turn follows the question
// before it. An officer's turn becomes features: hashed n-grams of its words,
// the cues of cues.yaml that it contains, and its place in the call. A linear
// model (model.go; trained by package train on the labelled calls and embedded)
// scores four phases and sixteen checklist items on them, with the words of the
// answer as further features. Phases are then decoded over the whole call by
// Viterbi, with the moves from phase to phase counted on the same calls
// (moves.json). A checklist item is covered where some turn scores above the
// threshold.
//
// Cues are data that a reviewer of calls can extend; the model needs no
// retraining for another phrase in an existing cue.
package dialogue
