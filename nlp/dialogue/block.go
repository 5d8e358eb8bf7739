package dialogue

import "huifang/schemas"

// block is what an officer says and what the customer answers until the officer
// speaks again: turns first … last-1, of which the question ends before answer.
type block struct {
	first, answer, last int
}

// blocks parts the call. A customer who speaks first makes a block without a
// question; where nobody is known to be the officer, each turn is a question.
func blocks(c *schemas.Call) []block {
	var out []block
	agents := false
	for i := range c.Turns {
		if c.Turns[i].Role == schemas.RoleAgent {
			agents = true
			break
		}
	}
	asks := func(i int) bool { return !agents || c.Turns[i].Role == schemas.RoleAgent }
	for i := 0; i < len(c.Turns); {
		b := block{first: i}
		for i < len(c.Turns) && asks(i) && (agents || i == b.first) {
			i++
		}
		b.answer = i
		for i < len(c.Turns) && !asks(i) {
			i++
		}
		b.last = i
		out = append(out, b)
	}
	return out
}
