package assess

import (
	"cmp"
	"slices"
	"strings"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// comparer finds where a call departs from its loan file.
type comparer struct {
	facts  map[string]*risk.FactDef
	policy risk.DiscrepancyPolicy
	words  *words
}

func newComparer(rs *risk.RuleSet) (*comparer, error) {
	w, err := loadWords(departuresYAML, rs)
	if err != nil {
		return nil, err
	}
	m := &comparer{facts: map[string]*risk.FactDef{}, policy: rs.Discrepancy, words: w}
	for i := range rs.Facts {
		m.facts[rs.Facts[i].Key] = &rs.Facts[i]
	}
	return m, nil
}

// statement is a fact with where it was said.
type statement struct {
	*schemas.Fact
	def  *risk.FactDef
	file schemas.LoanFile
	// question is the officer's turn that it answers, nil where there is none.
	question, answer *schemas.Turn
	// said are the words of the answer, asked those of the question.
	said, asked wordSet
}

// discrepancies returns at most one discrepancy a field, the gravest and of
// equals the first, in the order of turns.
func (m *comparer) discrepancies(c *schemas.Call) []schemas.Discrepancy {
	found := m.fromStatements(m.fromSignals(nil, c), c)
	for i := range c.Facts {
		f := &c.Facts[i]
		def := m.facts[f.Key]
		if def == nil || f.Turn < 0 || f.Turn >= len(c.Turns) || f.Value == nil && f.From == "" {
			continue
		}
		s := m.statement(c, f, def)
		if d, ok := m.compare(&s); ok {
			d.Turn, d.Field, d.Stated = f.Turn, f.Key, f.Text
			found = append(found, d)
		}
	}
	return gravest(found)
}

// gravest keeps one discrepancy a field.
func gravest(found []schemas.Discrepancy) []schemas.Discrepancy {
	slices.SortStableFunc(found, func(a, b schemas.Discrepancy) int {
		return cmp.Or(
			strings.Compare(a.Field, b.Field),
			cmp.Compare(severityRank(b.Severity), severityRank(a.Severity)),
			cmp.Compare(a.Turn, b.Turn),
		)
	})
	found = slices.CompactFunc(found, func(a, b schemas.Discrepancy) bool { return a.Field == b.Field })
	slices.SortStableFunc(found, func(a, b schemas.Discrepancy) int { return cmp.Compare(a.Turn, b.Turn) })
	return found
}

func (m *comparer) statement(c *schemas.Call, f *schemas.Fact, def *risk.FactDef) statement {
	s := statement{Fact: f, def: def, file: c.LoanFile, answer: &c.Turns[f.Turn]}
	s.said = m.words.in(s.answer.Text)
	if q := question(c, f.Turn); q != nil {
		s.question, s.asked = q, m.words.in(q.Text)
	}
	return s
}

// question is the officer's turn before turn i, with nothing of the customer in
// between; nil where there is none.
func question(c *schemas.Call, i int) *schemas.Turn {
	if i > 0 && c.Turns[i-1].Role == schemas.RoleAgent {
		return &c.Turns[i-1]
	}
	return nil
}

// compare puts a statement beside what is on file by the kind of its fact.
func (m *comparer) compare(s *statement) (schemas.Discrepancy, bool) {
	switch {
	case s.Key == "inventory" && s.Unit != "" && s.Unit != currency:
		return m.compareStock(s)
	case s.def.Kind == risk.FactAmount, s.def.Kind == risk.FactCount:
		return m.compareAmount(s)
	case s.def.Kind == risk.FactPercent:
		return m.comparePercent(s)
	case s.def.Kind == risk.FactDate:
		return m.compareDate(s)
	}
	return schemas.Discrepancy{}, false
}

// names lists the names of fields.
func (m *comparer) names(fields []string) string {
	var b strings.Builder
	for i, f := range fields {
		if i > 0 {
			b.WriteString("、")
		}
		if def := m.facts[f]; def != nil {
			b.WriteString(def.Name)
		} else {
			b.WriteString(f)
		}
	}
	return b.String()
}
