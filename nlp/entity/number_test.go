package entity_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"huifang/nlp/entity"
	"huifang/nlp/value"
	"huifang/schemas"
)

// contactTypes are the types of testdata/numbers.txt.
func contactTypes() []string {
	return []string{schemas.EntityPhone, schemas.EntityIDCard, schemas.EntityBankAccount, schemas.EntityEmail, schemas.EntityAddress}
}

func TestNumbers(t *testing.T) {
	data, err := os.ReadFile("testdata/numbers.txt")
	if err != nil {
		t.Fatal(err)
	}
	rec := entity.NewRecognizer(value.NewScanner())
	for block := range strings.SplitSeq(string(data), "\n\n") {
		c := &schemas.Call{ID: "n", CallDate: "2026-03-04"}
		var marked []string
		for line := range strings.SplitSeq(strings.TrimSpace(block), "\n") {
			kind, rest, _ := strings.Cut(line, " ")
			role := schemas.RoleCustomer
			switch kind {
			case "#":
				continue
			case "a":
				role = schemas.RoleAgent
			}
			marked = append(marked, rest)
			c.Turns = append(c.Turns, schemas.Turn{Role: role, Text: unmark(rest)})
		}
		rec.Annotate(c)
		for i := range c.Turns {
			turn := &c.Turns[i]
			turn.Entities = slices.DeleteFunc(turn.Entities, func(e schemas.Entity) bool { return !slices.Contains(contactTypes(), e.Type) })
			if got := mark(turn); got != marked[i] {
				t.Errorf("got  %s\nwant %s", got, marked[i])
			}
		}
	}
}
