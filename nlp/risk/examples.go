package risk

import (
	"fmt"
	"strings"

	"huifang/schemas"
)

// ExampleFault is an example of a rule set on which its code does not fire, or
// a near-miss on which it does.
type ExampleFault struct {
	Code string
	// Text is the example as the rule set writes it.
	Text string
	// Status is what the code says of the turn, empty where it says nothing.
	Status string
}

// String tells what happens instead of what is wanted.
func (f ExampleFault) String() string {
	switch f.Status {
	case schemas.StatusAsserted:
		return fmt.Sprintf("%s fires on the near-miss %q", f.Code, f.Text)
	case "":
		return fmt.Sprintf("%s does not fire on %q", f.Code, f.Text)
	default:
		return fmt.Sprintf("%s does not fire on %q: %s", f.Code, f.Text, f.Status)
	}
}

// RunExamples tries the examples and near-misses of all signals, with no
// statistical model to help, and returns those that do not hold, in the order of
// the rule set.
func (rs *RuleSet) RunExamples() []ExampleFault {
	tagger := NewTagger(rs, nil)
	var faults []ExampleFault
	for i := range rs.Signals {
		s := &rs.Signals[i]
		try := func(text string, fires bool) {
			c := exchange(text, s.Scope)
			tagger.Annotate(c)
			if got := status(c, s.Code); (got == schemas.StatusAsserted) != fires {
				faults = append(faults, ExampleFault{Code: s.Code, Text: text, Status: got})
			}
		}
		for _, text := range s.Examples {
			try(text, true)
		}
		for _, text := range s.NearMisses {
			try(text, false)
		}
	}
	return faults
}

// exchange makes a call of an example: "question => answer", or the turn
// alone. The last turn is speaker's.
func exchange(example, speaker string) *schemas.Call {
	other := schemas.RoleAgent
	if speaker == schemas.RoleAgent {
		other = schemas.RoleCustomer
	}
	c := &schemas.Call{}
	if question, answer, ok := strings.Cut(example, " => "); ok {
		c.Turns = append(c.Turns, schemas.Turn{Role: other, Text: question})
		example = answer
	}
	c.Turns = append(c.Turns, schemas.Turn{Idx: len(c.Turns), Role: speaker, Text: example})
	return c
}

// status returns what the last turn of c says of code, empty for nothing.
func status(c *schemas.Call, code string) string {
	for _, s := range c.Turns[len(c.Turns)-1].Signals {
		if s.Code == code {
			return s.Status
		}
	}
	return ""
}
