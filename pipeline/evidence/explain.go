package evidence

import (
	"fmt"

	"huifang/schemas"
)

// Item is a piece of evidence with what it points to.
type Item struct {
	*schemas.Evidence
	// In is the turn it stands in.
	In *schemas.Turn
	// Signal is the first asserted signal of the turn under the code; nil where
	// the evidence is a discrepancy.
	Signal *schemas.Signal
	// Sentence is what was said: the sentence of the signal, else the whole
	// turn.
	Sentence string
}

// Rule names what fired; it is empty for a discrepancy.
func (i *Item) Rule() string {
	if i.Signal == nil {
		return ""
	}
	return i.Signal.Rule
}

// Explain returns the evidence of c's alert, in its order; none where c has no
// alert. It is an error where evidence names a turn that c does not have, or
// rests on a signal whose span is none.
func Explain(c *schemas.Call) ([]Item, error) {
	if c.Alert == nil {
		return nil, nil
	}
	items := make([]Item, len(c.Alert.Evidence))
	for i := range c.Alert.Evidence {
		e := &c.Alert.Evidence[i]
		if e.Turn < 0 || e.Turn >= len(c.Turns) {
			return nil, fmt.Errorf("evidence %s: turn %d of %d", e.Code, e.Turn, len(c.Turns))
		}
		t := &c.Turns[e.Turn]
		items[i] = Item{Evidence: e, In: t, Signal: behind(e, t), Sentence: t.Text}
		if s := items[i].Signal; s != nil {
			if s.Start < 0 || s.End < s.Start {
				return nil, fmt.Errorf("signal %s of turn %d has a span from %d to %d", s.Code, e.Turn, s.Start, s.End)
			}
			items[i].Sentence = Sentence(t.Text, s.Start, s.End)
		}
	}
	return items, nil
}

// behind returns the signal of t that e stands for, nil where there is none.
func behind(e *schemas.Evidence, t *schemas.Turn) *schemas.Signal {
	for i := range t.Signals {
		if s := &t.Signals[i]; s.Code == e.Code && s.Status == schemas.StatusAsserted {
			return s
		}
	}
	return nil
}
