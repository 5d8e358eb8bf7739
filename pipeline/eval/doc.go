// Package eval scores annotated calls against labelled ones: risk signals,
// alerts, entities, sentiment, phases, checklist, discrepancies and personal
// data. Labels stand in the field "gold" of a labelled call (see
// docs/evaluation.md); they are never an input of the analysis.
//
// A Scorer takes one pair of labels and annotated call at a time and sums up in
// a Report, so that any number of calls is scored in constant memory.
package eval
