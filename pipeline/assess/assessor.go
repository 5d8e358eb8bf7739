package assess

import (
	"slices"
	"strings"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// Assessor applies the policies of one rule set. It is immutable and safe for
// concurrent use.
type Assessor struct {
	rules *risk.RuleSet
	// conduct holds the codes that concern the bank's own staff.
	conduct map[string]bool
	// rank is each level's place, 0 the highest.
	rank map[string]int
	// urgency is each action's place, 0 the most urgent.
	urgency map[string]int
	policy  *policy
	compare *comparer
}

// New prepares an assessor. The rule set must have been loaded by package risk,
// which has checked that its policies name existing levels, codes and actions.
func New(rs *risk.RuleSet) (*Assessor, error) {
	compare, err := newComparer(rs)
	if err != nil {
		return nil, err
	}
	p, err := loadPolicy(policyYAML, rs)
	if err != nil {
		return nil, err
	}
	a := &Assessor{
		rules:   rs,
		conduct: map[string]bool{},
		rank:    map[string]int{},
		urgency: map[string]int{},
		policy:  p,
		compare: compare,
	}
	for _, code := range rs.Alerts.Conduct {
		a.conduct[code] = true
	}
	for i, l := range rs.Alerts.Levels {
		a.rank[l.ID] = i
	}
	for i, act := range rs.Actions {
		a.urgency[act.ID] = i
	}
	return a, nil
}

// Assess sets Discrepancies, Alert, FollowUp and ComplianceReferral from the
// call's signals, facts and loan file, replacing what an earlier run set.
func (a *Assessor) Assess(c *schemas.Call) {
	found := a.collect(c)
	c.Discrepancies = a.compare.discrepancies(c)
	c.ComplianceReferral = found.referral
	c.Alert = a.alert(found, c.Discrepancies)
	c.FollowUp = a.followUp(c, found)
}

// finding is one code of the call: its highest severity and every turn that
// states it.
type finding struct {
	code     string
	severity int
	turns    []schemas.Evidence
}

// findings are the asserted codes that count, in the order of their codes.
type findings struct {
	codes    []finding
	referral bool
}

func (a *Assessor) collect(c *schemas.Call) findings {
	var f findings
	for i := range c.Turns {
		for j := range c.Turns[i].Signals {
			s := &c.Turns[i].Signals[j]
			if s.Status != schemas.StatusAsserted {
				continue
			}
			if a.conduct[s.Code] {
				f.referral = true
				continue
			}
			f.add(s.Code, schemas.Evidence{Turn: c.Turns[i].Idx, Code: s.Code, Severity: s.Severity})
		}
	}
	return f
}

func (f *findings) add(code string, e schemas.Evidence) {
	i, ok := slices.BinarySearchFunc(f.codes, code, func(x finding, code string) int {
		return strings.Compare(x.code, code)
	})
	if !ok {
		f.codes = slices.Insert(f.codes, i, finding{code: code})
	}
	f.codes[i].severity = max(f.codes[i].severity, e.Severity)
	f.codes[i].turns = append(f.codes[i].turns, e)
}

// category is the part of a code that names its category.
func category(code string) string {
	return code[:min(len(code), categoryLength)]
}

const categoryLength = 3
