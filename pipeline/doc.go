// Package pipeline holds the stages of the analysis and what drives them.
//
// A Stage is a value with a pure Run; a Chain is a checked list of them. The
// drivers (package local here; others may stand beside it) move calls through a
// chain and know nothing of what it finds; the stages know nothing of where
// calls come from.
package pipeline
