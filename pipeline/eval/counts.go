package eval

import "math"

// Counts sums true positives, false positives and false negatives. They are
// numbers with halves since the lenient risk score counts a near hit as half.
type Counts struct {
	TP float64 `json:"tp"`
	FP float64 `json:"fp"`
	FN float64 `json:"fn"`
}

func (c *Counts) add(o Counts) {
	c.TP += o.TP
	c.FP += o.FP
	c.FN += o.FN
}

// Precision is TP/(TP+FP), NaN without a prediction.
func (c Counts) Precision() float64 { return ratio(c.TP, c.TP+c.FP) }

// Recall is TP/(TP+FN), NaN without a label.
func (c Counts) Recall() float64 { return ratio(c.TP, c.TP+c.FN) }

// F1 is 2TP/(2TP+FP+FN), NaN with neither label nor prediction.
func (c Counts) F1() float64 { return ratio(2*c.TP, 2*c.TP+c.FP+c.FN) }

func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// Share counts hits among cases.
type Share struct {
	Hits  int `json:"hits"`
	Cases int `json:"cases"`
}

func (s *Share) note(hit bool) {
	s.Cases++
	if hit {
		s.Hits++
	}
}

// Value is Hits/Cases, NaN without a case.
func (s Share) Value() float64 { return ratio(float64(s.Hits), float64(s.Cases)) }

// setCounts compares two sets.
func setCounts[K comparable](want, got map[K]bool) Counts {
	var c Counts
	for k := range got {
		if want[k] {
			c.TP++
		} else {
			c.FP++
		}
	}
	for k := range want {
		if !got[k] {
			c.FN++
		}
	}
	return c
}

// countLabel counts one guess of a class by class.
func countLabel(sums map[string]Counts, want, got string) {
	w := sums[want]
	if got == want {
		w.TP++
		sums[want] = w
		return
	}
	w.FN++
	sums[want] = w
	o := sums[got]
	o.FP++
	sums[got] = o
}
