package train

import (
	"fmt"
	"strings"
)

// Report is what a training found.
type Report struct {
	Name string
	// Examples and Features are what the artefact was trained on and keeps;
	// examples are turns, of dialogue calls.
	Examples, Features int
	Bytes              int
	SHA256             string
	// Scores lists one line a test set: each author left out in turn, each
	// category or class on all of them, all together, and the development calls.
	Scores []Score
	// Curve shows precision and recall over thresholds on all left-out authors.
	Curve []Point
	// Threshold is the one with the best F1 on the left-out authors.
	Threshold float64
}

// Score is the quality on one test set.
type Score struct {
	Set string
	// Turns is the number of turns scored.
	Turns                 int
	Precision, Recall, F1 float64
	// Silent is the share of labelled near-misses that did not fire; for risk
	// only.
	Silent float64
}

// Point is one threshold of a curve.
type Point struct {
	Threshold, Precision, Recall, F1 float64
}

// String renders the report as a table for people.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d examples, %d features, %d bytes, sha256 %s\n", r.Name, r.Examples, r.Features, r.Bytes, r.SHA256)
	width := 8
	for _, s := range r.Scores {
		width = max(width, len(s.Set))
	}
	fmt.Fprintf(&b, "%-*s %6s %9s %6s %6s\n", width, "set", "turns", "precision", "recall", "F1")
	for _, s := range r.Scores {
		fmt.Fprintf(&b, "%-*s %6d %9.3f %6.3f %6.3f", width, s.Set, s.Turns, s.Precision, s.Recall, s.F1)
		if s.Silent > 0 {
			fmt.Fprintf(&b, "  near-misses silent %.3f", s.Silent)
		}
		b.WriteByte('\n')
	}
	for _, p := range r.Curve {
		fmt.Fprintf(&b, "threshold %.2f: precision %.3f recall %.3f F1 %.3f\n", p.Threshold, p.Precision, p.Recall, p.F1)
	}
	if r.Threshold > 0 {
		fmt.Fprintf(&b, "recommended threshold %.2f\n", r.Threshold)
	}
	return b.String()
}
