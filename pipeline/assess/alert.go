package assess

import (
	"cmp"
	"slices"
	"strings"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// alert applies the steps of the policy in order, then lets discrepancies lift
// the level.
func (a *Assessor) alert(f findings, ds []schemas.Discrepancy) *schemas.Alert {
	levels := a.rules.Alerts.Levels
	level := len(levels) - 1
	var reasons []string
	for i := range a.rules.Alerts.Steps {
		step := &a.rules.Alerts.Steps[i]
		if met := f.meet(step); met != nil {
			level = a.rank[step.Level]
			reasons = append(reasons, step.Reason+":"+a.names(met))
			break
		}
	}
	lifted := level
	for _, step := range a.rules.Alerts.Discrepancies {
		fields := fieldsOf(ds, step.Severity)
		if len(fields) == 0 || a.rank[step.Level] > level {
			continue
		}
		lifted = min(lifted, a.rank[step.Level])
		reasons = append(reasons, step.Reason+":"+a.compare.names(fields))
	}
	alert := &schemas.Alert{Level: levels[lifted].ID, Reasons: reasons}
	for _, c := range f.codes {
		alert.Evidence = append(alert.Evidence, c.turns...)
	}
	for _, d := range ds {
		alert.Evidence = append(alert.Evidence, schemas.Evidence{Turn: d.Turn, Code: d.Field, Severity: a.weight(d.Severity)})
	}
	slices.SortStableFunc(alert.Evidence, func(x, y schemas.Evidence) int {
		return cmp.Or(cmp.Compare(y.Severity, x.Severity), cmp.Compare(x.Turn, y.Turn), strings.Compare(x.Code, y.Code))
	})
	return alert
}

// meet returns the codes that make the step hold, nil where it does not.
func (f *findings) meet(step *risk.AlertStep) []finding {
	var met []finding
	var categories []string
	for _, c := range f.codes {
		if c.severity < step.Severity {
			continue
		}
		met = append(met, c)
		if cat := category(c.code); !slices.Contains(categories, cat) {
			categories = append(categories, cat)
		}
	}
	if len(met) < step.Count || len(categories) < step.Categories {
		return nil
	}
	return met
}

// names lists codes with their names, gravest first.
func (a *Assessor) names(found []finding) string {
	slices.SortStableFunc(found, func(x, y finding) int { return cmp.Compare(y.severity, x.severity) })
	var b strings.Builder
	for i, c := range found {
		if i > 0 {
			b.WriteString("、")
		}
		b.WriteString(c.code)
		if def, ok := a.rules.Signal(c.code); ok {
			b.WriteString(" ")
			b.WriteString(def.Name.ZH)
		}
	}
	return b.String()
}

// weight is the severity that a discrepancy has as evidence: that of a signal
// which by itself brings a call to the same level.
func (a *Assessor) weight(severity string) int {
	level := ""
	for _, step := range a.rules.Alerts.Discrepancies {
		if step.Severity == severity {
			level = step.Level
		}
	}
	for _, step := range a.rules.Alerts.Steps {
		if step.Level == level && step.Count == 1 {
			return step.Severity
		}
	}
	return 1
}

// fieldsOf lists the fields that depart with this severity, each once.
func fieldsOf(ds []schemas.Discrepancy, severity string) []string {
	var fields []string
	for _, d := range ds {
		if d.Severity == severity && !slices.Contains(fields, d.Field) {
			fields = append(fields, d.Field)
		}
	}
	return fields
}
