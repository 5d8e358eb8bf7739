package risk

import (
	"strings"
	"testing"

	"huifang/schemas"
)

func ruleSet(t testing.TB) *RuleSet {
	t.Helper()
	rs, err := LoadRuleSet(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// exchange makes a call of an example as the rule files write it: "question =>
// answer", or the turn alone.
func exchange(example, speaker string) *schemas.Call {
	other := schemas.RoleAgent
	if speaker == schemas.RoleAgent {
		other = schemas.RoleCustomer
	}
	c := &schemas.Call{ID: "t"}
	if question, answer, ok := strings.Cut(example, " => "); ok {
		c.Turns = append(c.Turns, schemas.Turn{Role: other, Text: question})
		example = answer
	}
	c.Turns = append(c.Turns, schemas.Turn{Idx: len(c.Turns), Role: speaker, Text: example})
	return c
}

// status returns what the last turn of c says of code, "" for nothing.
func status(c *schemas.Call, code string) string {
	for _, s := range c.Turns[len(c.Turns)-1].Signals {
		if s.Code == code {
			return s.Status
		}
	}
	return ""
}

// TestRuleExamples runs the expectations that stand beside the rules, with no
// statistical model to help.
func TestRuleExamples(t *testing.T) {
	rs := ruleSet(t)
	tagger := NewTagger(rs, nil)
	for i := range rs.Signals {
		s := &rs.Signals[i]
		if len(s.Examples) < 5 || len(s.NearMisses) < 5 {
			t.Errorf("%s: %d examples and %d near misses, want 5 of each", s.Code, len(s.Examples), len(s.NearMisses))
		}
		for _, e := range s.Examples {
			c := exchange(e, s.Scope)
			tagger.Annotate(c)
			if got := status(c, s.Code); got != schemas.StatusAsserted {
				t.Errorf("%s does not fire on %s (%q)", s.Code, e, got)
			}
		}
		for _, e := range s.NearMisses {
			c := exchange(e, s.Scope)
			tagger.Annotate(c)
			if status(c, s.Code) == schemas.StatusAsserted {
				t.Errorf("%s fires on %s", s.Code, e)
			}
		}
	}
}
