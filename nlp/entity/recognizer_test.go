package entity_test

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"huifang/nlp/entity"
	"huifang/nlp/value"
	"huifang/schemas"
)

// scenario is a call of testdata/calls.txt with its turns as marked there.
type scenario struct {
	call   *schemas.Call
	marked []string
}

func scenarios(t testing.TB) []scenario {
	t.Helper()
	data, err := os.ReadFile("testdata/calls.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []scenario
	for block := range strings.SplitSeq(string(data), "\n\n") {
		s := scenario{call: &schemas.Call{ID: "s", CallDate: "2026-03-04", LoanFile: schemas.LoanFile{}}}
		for line := range strings.SplitSeq(strings.TrimSpace(block), "\n") {
			kind, rest, _ := strings.Cut(line, " ")
			role := schemas.RoleCustomer
			switch {
			case strings.HasPrefix(line, "#"):
				continue
			case strings.HasPrefix(kind, "@"):
				s.call.LoanFile[kind[1:]] = rest
				continue
			case kind == "a":
				role = schemas.RoleAgent
			}
			s.marked = append(s.marked, rest)
			s.call.Turns = append(s.call.Turns, schemas.Turn{Idx: len(s.call.Turns), Role: role, Text: unmark(rest)})
		}
		if len(s.marked) > 0 {
			out = append(out, s)
		}
	}
	return out
}

func unmark(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		inside, rest, _ := strings.Cut(after, "]")
		_, text, _ := strings.Cut(inside, ":")
		b.WriteString(text)
		s = rest
	}
}

// mark writes the entities into the text, without counts and durations, which
// are labelled as far as they go and no further.
func mark(turn *schemas.Turn) string {
	r := []rune(turn.Text)
	var b strings.Builder
	from := 0
	for _, e := range turn.Entities {
		if e.Type == schemas.EntityCount || e.Type == schemas.EntityDuration {
			continue
		}
		form := ""
		if e.Form != "" {
			form = "~"
		}
		b.WriteString(string(r[from:e.Start]) + "[" + e.Type + form + ":" + string(r[e.Start:e.End]) + "]")
		from = e.End
	}
	return b.String() + string(r[from:])
}

func TestCalls(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	for _, s := range scenarios(t) {
		rec.Annotate(s.call)
		for i := range s.call.Turns {
			if got := mark(&s.call.Turns[i]); got != s.marked[i] {
				t.Errorf("got  %s\nwant %s", got, s.marked[i])
			}
		}
	}
}

func TestNormalForms(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	c := &schemas.Call{
		ID: "n", LoanFile: schemas.LoanFile{"borrower": "无锡市启泓精密机械有限公司"},
		Turns: []schemas.Turn{
			{Role: schemas.RoleAgent, Text: "启泓的工行账户,电话报一下"},
			{Role: schemas.RoleCustomer, Text: "幺三八"},
			{Role: schemas.RoleAgent, Text: "嗯"},
			{Role: schemas.RoleCustomer, Text: "幺二三四五六七八"},
		},
	}
	rec.Annotate(c)
	want := map[string]string{"启泓": "无锡市启泓精密机械有限公司", "工行": "中国工商银行", "幺三八": "13812345678", "幺二三四五六七八": "13812345678"}
	for i := range c.Turns {
		for _, e := range c.Turns[i].Entities {
			if e.Norm != want[e.Text] {
				t.Errorf("%s: norm %q, want %q", e.Text, e.Norm, want[e.Text])
			}
			delete(want, e.Text)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

// TestAnnotateIsRepeatable checks that annotating again, and at the same time
// from several goroutines, gives the same.
func TestAnnotateIsRepeatable(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	want := scenarios(t)
	for _, s := range want {
		rec.Annotate(s.call)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i, s := range scenarios(t) {
				rec.Annotate(s.call)
				rec.Annotate(s.call)
				if !reflect.DeepEqual(s.call, want[i].call) {
					t.Errorf("call %d differs", i)
				}
			}
		})
	}
	group.Wait()
}

func checkSpans(t *testing.T, c *schemas.Call) {
	t.Helper()
	for i := range c.Turns {
		r := []rune(c.Turns[i].Text)
		end := 0
		if c.Turns[i].Entities == nil {
			t.Fatalf("turn %d: entities are nil", i)
		}
		for _, e := range c.Turns[i].Entities {
			if e.Start < end || e.End <= e.Start || e.End > len(r) {
				t.Fatalf("%q: span [%d,%d) after %d of %d", string(r), e.Start, e.End, end, len(r))
			}
			if string([]rune(e.Text)) != string(r[e.Start:e.End]) {
				t.Fatalf("%q: text %q is not that of [%d,%d)", string(r), e.Text, e.Start, e.End)
			}
			end = e.End
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, s := range scenarios(f) {
		for k := range slices.Chunk(s.call.Turns, 3) {
			texts := [3]string{}
			for i := range k {
				texts[i] = k[i].Text
			}
			f.Add(s.call.LoanFile.Borrower(), texts[0], texts[1], texts[2])
		}
	}
	rec := entity.NewRecognizer(value.NewScanner())
	f.Fuzz(func(t *testing.T, borrower, a, b, c string) {
		call := &schemas.Call{
			ID: "f", CallDate: "2026-03-04", LoanFile: schemas.LoanFile{"borrower": borrower, "guarantor": b},
			Turns: []schemas.Turn{
				{Role: schemas.RoleAgent, Text: a},
				{Role: schemas.RoleCustomer, Text: b},
				{Role: schemas.RoleAgent, Text: c},
			},
		}
		rec.Annotate(call)
		checkSpans(t, call)
	})
}
