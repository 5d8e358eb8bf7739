package fact

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"huifang/nlp/risk"
	"huifang/nlp/value"
	"huifang/schemas"
)

const callDate = "2025-09-15"

func ruleSet(t testing.TB) *risk.RuleSet {
	t.Helper()
	rs, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

func extractor(t testing.TB) *Extractor {
	t.Helper()
	x, err := NewExtractor(ruleSet(t))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// call is a question and its answer with their values as entities.
func call(values *value.Scanner, question, answer string) *schemas.Call {
	c := &schemas.Call{
		ID: "test", CallDate: callDate,
		LoanFile: schemas.LoanFile{"employees": 380.0},
		Turns: []schemas.Turn{
			{Idx: 0, Role: schemas.RoleAgent, Text: question},
			{Idx: 1, Role: schemas.RoleCustomer, Text: answer},
		},
	}
	day, _ := time.Parse(time.DateOnly, callDate)
	var previous []rune
	for i := range c.Turns {
		text := []rune(c.Turns[i].Text)
		for _, v := range values.Scan(nil, text, value.Context{Date: day, Previous: previous}) {
			c.Turns[i].Entities = append(c.Turns[i].Entities, v.Entity(text))
		}
		previous = text
	}
	return c
}

// show writes facts as the table does.
func show(facts []schemas.Fact) []string {
	var out []string
	for _, f := range facts {
		s := f.Key
		switch {
		case f.Value != nil:
			s += fmt.Sprintf("=%.0f", *f.Value)
		case f.From != "":
			s += "=" + f.From
		}
		if f.Period != "" {
			s += "@" + f.Period
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func TestFacts(t *testing.T) {
	data, err := os.ReadFile("testdata/facts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	x, values := extractor(t), value.NewScanner()
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 3 {
			t.Fatalf("%q has %d columns, want 3", line, len(cols))
		}
		c := call(values, cols[0], cols[1])
		x.Annotate(c)
		var want []string
		if cols[2] != "-" {
			want = strings.Fields(cols[2])
			slices.Sort(want)
		}
		if got := show(c.Facts); !slices.Equal(got, want) {
			t.Errorf("%s => %s:\n got %v\nwant %v", cols[0], cols[1], got, want)
		}
		check(t, c)
	}
}

// TestCorrection: what is taken back in a later turn does not stand.
func TestCorrection(t *testing.T) {
	x, values := extractor(t), value.NewScanner()
	c := call(values, "员工现在多少人?", "三百二十人")
	for i, line := range []struct{ role, text string }{
		{schemas.RoleAgent, "好的,那订单呢?"},
		{schemas.RoleCustomer, "订单还行。哦员工说错了,是两百八十人"},
		{schemas.RoleAgent, "好。"},
		{schemas.RoleCustomer, "哦不对,是两百七十人"},
	} {
		other := call(values, "", line.text).Turns[1]
		other.Idx, other.Role = i+2, line.role
		c.Turns = append(c.Turns, other)
	}
	x.Annotate(c)
	if got := show(c.Facts); !slices.Equal(got, []string{"employees=270"}) {
		t.Errorf("facts %v, want the last figure alone", got)
	}
	check(t, c)
}

// TestRoles: only the customer states facts.
func TestRoles(t *testing.T) {
	x := extractor(t)
	for _, role := range []string{schemas.RoleAgent, schemas.RoleUnknown} {
		c := call(value.NewScanner(), "员工现在多少人?", "在册员工三百二十人")
		c.Turns[1].Role = role
		x.Annotate(c)
		if len(c.Facts) != 0 {
			t.Errorf("role %s: facts %v", role, show(c.Facts))
		}
	}
}

// check holds for every call: facts lie in the customer's turns and quote them.
func check(t *testing.T, c *schemas.Call) {
	t.Helper()
	for _, f := range c.Facts {
		if f.Turn < 0 || f.Turn >= len(c.Turns) {
			t.Fatalf("fact %+v outside the call", f)
		}
		if c.Turns[f.Turn].Role != schemas.RoleCustomer {
			t.Errorf("fact %+v is not the customer's", f)
		}
		text := []rune(c.Turns[f.Turn].Text)
		if f.Start < 0 || f.End > len(text) || f.Start >= f.End {
			t.Fatalf("fact %+v outside %q", f, string(text))
		}
		if got := string(text[f.Start:f.End]); got != f.Text {
			t.Errorf("fact %+v quotes %q", f, got)
		}
	}
}

func corpus(t testing.TB) []*schemas.Call {
	t.Helper()
	data, err := os.ReadFile("../corpus/train_calls.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	values := value.NewScanner()
	var calls []*schemas.Call
	for line := range bytes.Lines(data) {
		c, err := schemas.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		day, _ := time.Parse(time.DateOnly, c.CallDate)
		for i := range c.Turns {
			text := []rune(c.Turns[i].Text)
			for _, v := range values.Scan(nil, text, value.Context{Date: day}) {
				c.Turns[i].Entities = append(c.Turns[i].Entities, v.Entity(text))
			}
		}
		calls = append(calls, c)
	}
	return calls
}

func TestCorpus(t *testing.T) {
	x := extractor(t)
	calls := corpus(t)
	want := make([][]byte, len(calls))
	for i, c := range calls {
		x.Annotate(c)
		check(t, c)
		want[i] = encode(t, c)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, c := range corpus(t) {
				x.Annotate(c)
				x.Annotate(c)
				if !bytes.Equal(encode(t, c), want[i]) {
					t.Errorf("%s: another run differs", c.ID)
				}
			}
		})
	}
	wg.Wait()
}

func encode(t *testing.T, c *schemas.Call) []byte {
	data, err := schemas.Encode(c)
	if err != nil {
		t.Error(err)
	}
	return data
}

func FuzzAnnotate(f *testing.F) {
	x, values := extractor(f), value.NewScanner()
	f.Add("员工多少人?", "三百八十号人走了一百四十")
	f.Add("什么时候竣工?", "最快明年十一月,\xff不对")
	f.Add("进度到多少了", "—,…八十 九")
	f.Fuzz(func(t *testing.T, question, answer string) {
		if utf8.ValidString(question + answer) {
			c := call(values, question, answer)
			x.Annotate(c)
			check(t, c)
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	x, calls := extractor(b), corpus(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.Annotate(calls[i%len(calls)])
	}
}

// What is said and taken back is no fact.
func TestFactsAreNotTakenBack(t *testing.T) {
	c := call(value.NewScanner(), "员工现在多少人?", "三百人,不对,二百六十人")
	c.Turns[1].Disfluencies = []schemas.Disfluency{{Start: 0, End: 7, Kind: schemas.DisfluencyRepair}}
	extractor(t).Annotate(c)
	if len(c.Facts) != 1 || c.Facts[0].Key != "employees" || *c.Facts[0].Value != 260 {
		t.Errorf("facts %+v", c.Facts)
	}
}
