package risk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"huifang/nlp/pinyin"
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
	// rules are matched on all turns, replies after questions on their topics.
	rules, replies patterns
	judge          *assertion.Judge
	// sounds finds what may be a word of the patterns, heard wrong.
	sounds *pinyin.Index
	// yields lists, per signal, the indices of the signals it yields to.
	yields [][]int
	// conduct marks, per signal, what does not count towards the level.
	conduct []bool
}

// Occasions on which rules are matched: on what the customer says, and on what
// the bank's side says, as questions and for its own conduct.
const (
	onSaid pattern.Occasion = 1 << iota
	onAsked
)

// patterns are a set and what each of its patterns is for.
type patterns struct {
	set    *pattern.Set
	exprs  []pattern.Expr
	on     []pattern.Occasion
	owners []owner
}

// matchCodes appends the hits of the patterns of some codes.
func (p *patterns) matchCodes(dst []pattern.Hit, text []rune, codes []int) []pattern.Hit {
	return p.set.MatchAmong(dst, text, 0, func(id int) bool { return slices.Contains(codes, p.owners[id].code) })
}

func (p *patterns) add(e pattern.Expr, on pattern.Occasion, o owner) {
	p.exprs, p.on, p.owners = append(p.exprs, e), append(p.on, on), append(p.owners, o)
}

func (p *patterns) compile() {
	p.set = pattern.CompileOn(p.exprs, p.on)
	p.exprs, p.on = nil, nil
}

// add puts a pattern where it is matched.
func (c *compiled) add(scope string, e pattern.Expr, o owner) {
	switch {
	case o.use == useReplies:
		c.replies.add(e, pattern.Always, o)
	case scope == ScopeAgent:
		c.rules.add(e, onAsked, o)
	default:
		switch o.use {
		case useAsks, useDuties, useTopics:
			c.rules.add(e, onAsked, o)
		case useCertain, useStates, useHints:
			c.rules.add(e, onSaid|onAsked, o)
		default:
			c.rules.add(e, onSaid, o)
		}
	}
}

// compile parses every pattern; faults go to the loader's errors.
func (l *loader) compile() {
	rs := l.rs
	c := &compiled{yields: make([][]int, len(rs.Signals)), conduct: make([]bool, len(rs.Signals))}
	add := func(file, scope string, index int, u use, list []Pattern) {
		for n, p := range list {
			if e, ok := l.parse(file, p); ok {
				c.add(scope, e, owner{index, u, n + 1, l.positive(p.Text)})
			}
		}
	}
	for i := range rs.Signals {
		s := &rs.Signals[i]
		file := "signals/" + s.Category() + ".yaml"
		for u, list := range [...][]Pattern{s.Certain, s.States, s.Hints, s.Asks, s.Duties, s.Topics, s.Replies, s.Unless} {
			add(file, s.Scope, i, use(u), list)
		}
		if s.Compare != nil {
			add(file, s.Scope, i, useBase, s.Compare.Base)
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
		o := &rs.Alerts.Overrides[i]
		scope := ScopeCustomer
		if s, ok := rs.Signal(o.Code); ok {
			scope = s.Scope
		}
		add("alerts.yaml", scope, i, useOverride, o.Patterns)
	}
	c.rules.compile()
	c.replies.compile()
	c.judge = l.cues()
	c.sounds = l.sounds()
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
