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
		said := m.words.in(c.Turns[turn].Text)
		if q := question(c, turn); q != nil {
			said |= m.words.in(q.Text)
		}
		if !said.has(wordKinds + k) {
			return schemas.Discrepancy{}, false
		}
	}
	onFile := c.LoanFile.String(d.Field)
	if onFile == "" && d.File != "" {
		onFile = c.LoanFile.String(d.File)
	}
	return schemas.Discrepancy{
		Turn: c.Turns[turn].Idx, Field: d.Field, Severity: d.Severity,
		OnFile: onFile, Stated: sentenceAt(c.Turns[turn].Text, s.Start), Reason: d.Reason,
	}, true
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
