package assess

import (
	"strings"

	"huifang/nlp/normalize"
	"huifang/nlp/phrase"
	"huifang/schemas"
)

// fromStatements appends the departures that answers on a field's topic say
// outright, whether or not a signal was found in them. They are moderate at
// most: what they call for is a second look.
func (m *comparer) fromStatements(dst []schemas.Discrepancy, c *schemas.Call) []schemas.Discrepancy {
	var text []rune
	var hits []phrase.Hit
	read := -1
	for i := range c.Facts {
		f := &c.Facts[i]
		if f.Turn < 0 || f.Turn >= len(c.Turns) || !m.words.topical[f.Key] {
			continue
		}
		if f.Turn != read {
			text = normalize.Fold(text[:0], c.Turns[f.Turn].Text)
			hits = m.words.lexicon.Match(hits[:0], text)
			read = f.Turn
		}
		for k := range m.words.departures {
			d := &m.words.departures[k]
			if d.Field != f.Key {
				continue
			}
			if at := m.said(k, text, hits); at >= 0 && m.onFile(k, c.LoanFile) {
				dst = append(dst, d.discrepancy(c, f.Turn, at, unjudged(d.Severity)))
			}
		}
	}
	return dst
}

// unjudged is the severity of a departure that rests on words alone.
func unjudged(severity string) string {
	if severityRank(severity) > severityRank(schemas.DiscrepancyModerate) {
		return schemas.DiscrepancyModerate
	}
	return severity
}

// said returns where departure k is said, -1 where it is not or only in a
// clause that denies or supposes it.
func (m *comparer) said(k int, text []rune, hits []phrase.Hit) int {
	for _, h := range hits {
		if m.words.kind[h.Expr] != saidOf(k) {
			continue
		}
		if m.words.departures[k].Denial || !m.unsaid(clauseBounds(text, h)) {
			return h.Start
		}
	}
	return -1
}

func (m *comparer) unsaid(clause []rune) bool {
	for _, h := range m.words.lexicon.Match(nil, clause) {
		if m.words.kind[h.Expr] == wordUnsaid {
			return true
		}
	}
	return false
}

// clauseBounds is the stretch between the commas around a hit.
func clauseBounds(text []rune, h phrase.Hit) []rune {
	start, end := h.Start, h.End
	for start > 0 && !strings.ContainsRune(clauseEnds, text[start-1]) {
		start--
	}
	for end < len(text) && !strings.ContainsRune(clauseEnds, text[end]) {
		end++
	}
	return text[start:end]
}

const clauseEnds = sentenceEnds + ",，、… "

// onFile tells whether the file has what departure k is compared with and does
// not itself say the same.
func (m *comparer) onFile(k int, file schemas.LoanFile) bool {
	d := &m.words.departures[k]
	if d.File == "" {
		return true
	}
	onFile := file.String(d.File)
	return onFile != "" && !m.words.in(onFile).has(unlessOf(k))
}
