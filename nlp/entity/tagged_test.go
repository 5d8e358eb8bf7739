package entity_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"huifang/schemas"
)

// TestRegisters reads testdata/registers.txt: a note is a call of one turn, a
// talk is one of as many turns as there are parts between bars.
func TestRegisters(t *testing.T) {
	data, err := os.ReadFile("testdata/registers.txt")
	if err != nil {
		t.Fatal(err)
	}
	rec, words := tagged(t)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		_, want, _ := strings.Cut(line, " ")
		c := &schemas.Call{ID: "r", CallDate: "2026-03-04", LoanFile: schemas.LoanFile{}}
		for k, part := range strings.Split(want, " | ") {
			role := schemas.RoleAgent
			if k%2 == 1 {
				role = schemas.RoleCustomer
			}
			c.Turns = append(c.Turns, schemas.Turn{Idx: k, Role: role, Text: unmark(part)})
		}
		if err := words.Annotate(c); err != nil {
			t.Fatal(err)
		}
		rec.Annotate(c)
		var got []string
		for k := range c.Turns {
			got = append(got, mark(&c.Turns[k]))
		}
		if s := strings.Join(got, " | "); s != want {
			t.Errorf("got  %s\nwant %s", s, want)
		}
	}
}

// TestTokensAreOptional checks that a turn without tokens is read by the rules.
func TestTokensAreOptional(t *testing.T) {
	rec, _ := tagged(t)
	c := &schemas.Call{ID: "r", Turns: []schemas.Turn{{Role: schemas.RoleAgent, Text: "王总您好,我是岭海银行的"}}}
	rec.Annotate(c)
	var got []string
	for _, e := range c.Turns[0].Entities {
		got = append(got, e.Text)
	}
	if want := []string{"王总", "岭海银行"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
