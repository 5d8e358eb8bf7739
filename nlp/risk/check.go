package risk

import (
	"slices"
	"strings"
)

// check looks for references that lead nowhere and values out of range.
func (l *loader) check() {
	levels := map[string]bool{}
	for _, lv := range l.rs.Alerts.Levels {
		levels[lv.ID] = true
	}
	l.checkSignals()
	l.checkAlerts(levels)
	for _, p := range l.rs.FollowUp.Priorities {
		for _, lv := range p.Levels {
			if !levels[lv] {
				l.unknown("follow_up.yaml", "level", lv)
			}
		}
		for _, code := range p.Codes {
			l.checkCode("follow_up.yaml", code)
		}
		for _, id := range p.Categories {
			if !slices.ContainsFunc(l.rs.Categories, func(c Category) bool { return c.ID == id }) {
				l.unknown("follow_up.yaml", "category", id)
			}
		}
	}
	for _, c := range l.rs.Conduct {
		if c.Code != "" {
			l.checkCode("conduct.yaml", c.Code)
		}
	}
	for _, f := range l.rs.Facts {
		switch f.Kind {
		case FactAmount, FactCount, FactPercent, FactDate, FactState, FactText:
		default:
			l.unknown("facts.yaml", "kind", f.Kind)
		}
	}
	for _, c := range l.rs.Checklist {
		switch c.Mandatory {
		case MandatoryAlways, MandatoryProject, MandatoryNever:
		default:
			l.unknown("checklist.yaml", "mandatory", c.Mandatory)
		}
	}
}

func (l *loader) checkSignals() {
	sources := map[string]bool{}
	for _, s := range l.rs.Sources {
		sources[s.ID] = true
	}
	for i := range l.rs.Signals {
		s := &l.rs.Signals[i]
		file := "signals/" + s.Category() + ".yaml"
		line := l.line(file, "code: "+s.Code)
		if s.Severity < 1 || s.Severity > 5 {
			l.fail(file, line, 1, "%s: severity %d is not 1 to 5", s.Code, s.Severity)
		}
		if s.Scope != ScopeCustomer && s.Scope != ScopeAgent {
			l.fail(file, line, 1, "%s: scope %q is neither customer nor agent", s.Code, s.Scope)
		}
		for _, id := range s.Actions {
			if _, ok := l.rs.Action(id); !ok {
				l.fail(file, line, 1, "%s: unknown action %q", s.Code, id)
			}
		}
		for _, ref := range s.Sources {
			id, _, _ := strings.Cut(ref, ".")
			id, _, _ = strings.Cut(id, "-")
			if !sources[id] {
				l.fail(file, line, 1, "%s: unknown source %q", s.Code, ref)
			}
		}
		if len(s.Topics) > 0 != (len(s.Replies) > 0) {
			l.fail(file, line, 1, "%s: topics and replies only work together", s.Code)
		}
	}
}

func (l *loader) checkAlerts(levels map[string]bool) {
	const file = "alerts.yaml"
	for _, s := range l.rs.Alerts.Steps {
		if !levels[s.Level] {
			l.unknown(file, "level", s.Level)
		}
	}
	for _, s := range l.rs.Alerts.Discrepancies {
		if !levels[s.Level] {
			l.unknown(file, "level", s.Level)
		}
	}
	for _, code := range l.rs.Alerts.Conduct {
		l.checkCode(file, code)
	}
	for _, o := range l.rs.Alerts.Overrides {
		l.checkCode(file, o.Code)
		if o.Severity < 1 || o.Severity > 5 {
			l.fail(file, l.line(file, "code: "+o.Code), 1, "override of %s: severity %d is not 1 to 5", o.Code, o.Severity)
		}
	}
}

func (l *loader) checkCode(file, code string) {
	if _, ok := l.rs.byCode[code]; !ok {
		l.unknown(file, "code", code)
	}
}

func (l *loader) unknown(file, what, value string) {
	l.fail(file, l.line(file, value), 1, "unknown %s %q", what, value)
}
