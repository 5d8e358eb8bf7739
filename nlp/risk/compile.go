package risk

import (
	"errors"
	"fmt"
	"strings"

	"huifang/nlp/risk/assertion"
	"huifang/nlp/risk/pattern"
)

// use is the list of a signal that a pattern stands in.
type use uint8

const (
	useCertain use = iota
	useStates
	useHints
	useAsks
	useDuties
	useTopics
	useReplies
	useUnless
	useBase
	useOverride
)

// names of the lists as they stand in rule names, such as "FIN05/states.2".
func (u use) String() string {
	return [...]string{"certain", "states", "hints", "asks", "duties", "topics", "replies", "unless", "compare", "override"}[u]
}

// owner says what a pattern of the compiled set is for: a list of the signal
// with index code, or an override with that index. n counts in the list from 1.
type owner struct {
	code int
	use  use
	n    int
	// positive: no word of the pattern is negative.
	positive bool
}

// compiled holds all patterns of a rule set, ready to match.
type compiled struct {
	set    *pattern.Set
	owners []owner
	judge  *assertion.Judge
	// yields lists, per signal, the indices of the signals it yields to.
	yields [][]int
	// conduct marks, per signal, what does not count towards the level.
	conduct []bool
}

// compile parses every pattern; faults go to the loader's errors.
func (l *loader) compile() {
	rs := l.rs
	c := &compiled{yields: make([][]int, len(rs.Signals)), conduct: make([]bool, len(rs.Signals))}
	var exprs []pattern.Expr
	add := func(file string, index int, u use, list []Pattern) {
		for n, p := range list {
			if e, ok := l.parse(file, p); ok {
				exprs = append(exprs, e)
				c.owners = append(c.owners, owner{index, u, n + 1, l.positive(p.Text)})
			}
		}
	}
	for i := range rs.Signals {
		s := &rs.Signals[i]
		file := "signals/" + s.Category() + ".yaml"
		for u, list := range [...][]Pattern{s.Certain, s.States, s.Hints, s.Asks, s.Duties, s.Topics, s.Replies, s.Unless} {
			add(file, i, use(u), list)
		}
		if s.Compare != nil {
			add(file, i, useBase, s.Compare.Base)
		}
		for _, code := range s.YieldsTo {
			to, ok := rs.byCode[code]
			if !ok {
				l.fail(file, l.line(file, "code: "+s.Code), 1, "%s yields to unknown code %q", s.Code, code)
				continue
			}
			c.yields[i] = append(c.yields[i], to)
		}
	}
	for i := range rs.Alerts.Overrides {
		add("alerts.yaml", i, useOverride, rs.Alerts.Overrides[i].Patterns)
	}
	c.set = pattern.Compile(exprs)
	c.judge = l.cues()
	rs.compiled = c
}

// positive reports that neither the pattern nor a word class that it uses has a
// negative word.
func (l *loader) positive(text string) bool {
	const negative = "没不未无别冇勿"
	if strings.ContainsAny(text, negative) || strings.Contains(text, "not") || strings.Contains(text, "n't") {
		return false
	}
	for name, words := range l.rs.Classes {
		if strings.Contains(text, "{"+name+"}") && strings.ContainsAny(words, negative) {
			return false
		}
	}
	return true
}

// cues compiles the assertion cues and checks that every kind is there.
func (l *loader) cues() *assertion.Judge {
	const file = "assertion.yaml"
	names := assertion.Names()
	cues := make([][]pattern.Expr, len(names))
	for k, name := range names {
		list, ok := l.rs.Assertion[name]
		if !ok {
			l.fail(file, 1, 1, "kind %q is missing", name)
		}
		for _, p := range list {
			if e, ok := l.parse(file, p); ok {
				cues[k] = append(cues[k], e)
			}
		}
	}
	if len(l.rs.Assertion) > len(names) {
		l.fail(file, 1, 1, "there are kinds other than %v", names)
	}
	return assertion.NewJudge(cues)
}

func (l *loader) parse(file string, p Pattern) (pattern.Expr, bool) {
	e, err := pattern.Parse(p.Text, l.rs.Classes)
	if err == nil {
		return e, true
	}
	var syntax *pattern.SyntaxError
	if errors.As(err, &syntax) {
		// The quotation mark in front of the pattern takes one column.
		l.fail(file, p.Line, p.Column+1+syntax.Offset, "%s: %s", p.Text, syntax.Reason)
	} else {
		l.fail(file, p.Line, p.Column, "%v", fmt.Errorf("%s: %w", p.Text, err))
	}
	return pattern.Expr{}, false
}
