package entity_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"huifang/nlp/entity"
	"huifang/nlp/value"
	"huifang/schemas"
)

// linked is a call of testdata/links.txt with its turns as marked there.
type linked struct {
	title  string
	call   *schemas.Call
	marked []string
}

func linkedCalls(t testing.TB) []linked {
	t.Helper()
	data, err := os.ReadFile("testdata/links.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []linked
	for block := range strings.SplitSeq(string(data), "\n\n") {
		l := linked{call: &schemas.Call{ID: "l", CallDate: "2026-03-04", LoanFile: schemas.LoanFile{}}}
		for line := range strings.SplitSeq(strings.TrimSpace(block), "\n") {
			kind, rest, _ := strings.Cut(line, " ")
			role := schemas.RoleCustomer
			switch {
			case kind == "#":
				l.title = rest
				continue
			case strings.HasPrefix(kind, "@"):
				l.call.LoanFile[kind[1:]] = rest
				continue
			case kind == "a":
				role = schemas.RoleAgent
			}
			l.marked = append(l.marked, rest)
			l.call.Turns = append(l.call.Turns, schemas.Turn{Idx: len(l.call.Turns), Role: role, Text: unmarkRefs(rest)})
		}
		if len(l.marked) > 0 {
			out = append(out, l)
		}
	}
	return out
}

func unmarkRefs(s string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(s, "[") {
		if name, rest, ok := strings.Cut(part, "]"); ok {
			name, _, _ = strings.Cut(name, "=")
			part = name + rest
		}
		b.WriteString(part)
	}
	return b.String()
}

func markRefs(turn *schemas.Turn) string {
	r := []rune(turn.Text)
	var b strings.Builder
	from := 0
	for _, e := range turn.Entities {
		if e.Ref != "" {
			b.WriteString(string(r[from:e.Start]) + "[" + e.Text + "=" + e.Ref + "]")
			from = e.End
		}
	}
	return b.String() + string(r[from:])
}

func TestLinks(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	for _, l := range linkedCalls(t) {
		rec.Annotate(l.call)
		for i := range l.call.Turns {
			if got := markRefs(&l.call.Turns[i]); got != l.marked[i] {
				t.Errorf("%s\ngot  %s\nwant %s", l.title, got, l.marked[i])
			}
		}
	}
}

// TestReferences checks on the labelled calls that every person and firm has a
// reference of its kind, that numbers go up by first mention, and that a full
// name has one reference throughout a call.
func TestReferences(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	for _, l := range readCorpus(t, "train_calls.jsonl") {
		rec.Annotate(l.call)
		names := map[string]string{}
		next := map[string]int{"P": 1, "O": 1}
		for i := range l.call.Turns {
			for _, e := range l.call.Turns[i].Entities {
				kind := map[string]string{schemas.EntityPerson: "P", schemas.EntityOrg: "O"}[e.Type]
				if kind == "" || !strings.HasPrefix(e.Ref, kind) {
					if kind != "" || e.Ref != "" {
						t.Errorf("%s turn %d: %s %s has the reference %q", l.call.ID, i, e.Type, e.Text, e.Ref)
					}
					continue
				}
				n, err := strconv.Atoi(e.Ref[1:])
				if err != nil || n > next[kind] {
					t.Errorf("%s turn %d: %s has the reference %s, the next is %d", l.call.ID, i, e.Text, e.Ref, next[kind])
				}
				if n == next[kind] {
					next[kind]++
				}
				if e.Form == "" && names[e.Text] != "" && names[e.Text] != e.Ref {
					t.Errorf("%s turn %d: %s is %s and %s", l.call.ID, i, e.Text, names[e.Text], e.Ref)
				}
				names[e.Text] = e.Ref
			}
		}
	}
}
