package assess

import (
	"slices"
	"strings"

	"huifang/schemas"
)

// fromSignals appends the departures that asserted signals state.
func (m *comparer) fromSignals(dst []schemas.Discrepancy, c *schemas.Call) []schemas.Discrepancy {
	for i := range c.Turns {
		for j := range c.Turns[i].Signals {
			s := &c.Turns[i].Signals[j]
			if s.Status != schemas.StatusAsserted {
				continue
			}
			for k := range m.words.departures {
				if d, ok := m.departs(c, i, s, k); ok {
					dst = append(dst, d)
				}
			}
		}
	}
	return dst
}

func (m *comparer) departs(c *schemas.Call, turn int, s *schemas.Signal, k int) (schemas.Discrepancy, bool) {
	d := &m.words.departures[k]
	if !slices.Contains(d.Codes, s.Code) || s.Severity < d.AtLeast {
		return schemas.Discrepancy{}, false
	}
	if d.File != "" && c.LoanFile.String(d.File) == "" {
		return schemas.Discrepancy{}, false
	}
	if len(d.Words) > 0 {
		said := m.words.in(c.Turns[turn].Text).has(wordsOf(k))
		if q := question(c, turn); q != nil && !said {
			said = m.words.in(q.Text).has(wordsOf(k))
		}
		if !said {
			return schemas.Discrepancy{}, false
		}
	}
	return d.discrepancy(c, turn, s.Start, d.Severity), true
}

// discrepancy is the departure as stated in the sentence at code point i.
func (d *departure) discrepancy(c *schemas.Call, turn, i int, severity string) schemas.Discrepancy {
	onFile := c.LoanFile.String(d.Field)
	if onFile == "" && d.File != "" {
		onFile = c.LoanFile.String(d.File)
	}
	return schemas.Discrepancy{
		Turn: c.Turns[turn].Idx, Field: d.Field, Severity: severity,
		OnFile: onFile, Stated: sentenceAt(c.Turns[turn].Text, i), Reason: d.Reason,
	}
}

// sentenceAt is the sentence of text that holds code point i.
func sentenceAt(text string, i int) string {
	runes := []rune(text)
	i = max(0, min(i, len(runes)))
	start := i
	for start > 0 && !strings.ContainsRune(sentenceEnds, runes[start-1]) {
		start--
	}
	end := i
	for end < len(runes) && !strings.ContainsRune(sentenceEnds, runes[end]) {
		end++
	}
	return string(runes[start:end])
}

const sentenceEnds = "。；？！;?!\n"
