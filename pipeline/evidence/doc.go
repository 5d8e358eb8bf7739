// Package evidence puts into words what the findings of a call rest on: the
// sentence around a span, and for each piece of an alert's evidence the sentence
// and the signal behind it. The words are always those of the turn, where
// personal data is masked, never those that an annotation carries.
package evidence
