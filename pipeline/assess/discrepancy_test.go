package assess

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"huifang/nlp/fact"
	"huifang/nlp/value"
	"huifang/schemas"
)

func TestDiscrepancies(t *testing.T) {
	data, err := os.ReadFile("testdata/discrepancies.tsv")
	if err != nil {
		t.Fatal(err)
	}
	a := assessor(t)
	facts, err := fact.NewExtractor(a.rules)
	if err != nil {
		t.Fatal(err)
	}
	values := value.NewScanner()
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 5 {
			t.Fatalf("%q has %d columns, want 5", line, len(cols))
		}
		c := &schemas.Call{ID: "test", CallDate: "2025-06-12", Turns: []schemas.Turn{
			{Idx: 0, Role: schemas.RoleAgent, Text: cols[1]},
			{Idx: 1, Role: schemas.RoleCustomer, Text: cols[2]},
		}}
		if err := json.Unmarshal([]byte(cols[0]), &c.LoanFile); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if cols[3] != "-" {
			for _, s := range strings.Fields(cols[3]) {
				code, severity, _ := strings.Cut(s, "/")
				n, err := strconv.Atoi(severity)
				if err != nil {
					t.Fatalf("%q: %v", line, err)
				}
				c.Turns[1].Signals = append(c.Turns[1].Signals, schemas.Signal{Code: code, Severity: n, Status: schemas.StatusAsserted})
			}
		}
		addValues(values, c)
		facts.Annotate(c)
		a.Assess(c)
		var got []string
		for _, d := range c.Discrepancies {
			got = append(got, d.Field+"="+d.Severity)
			if d.Turn != 1 || d.Reason == "" || d.Stated == "" {
				t.Errorf("%s: %+v lacks turn, reason or statement", line, d)
			}
		}
		var want []string
		if cols[4] != "-" {
			want = strings.Fields(cols[4])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %v\nwant %v", line, got, want)
		}
	}
}

func TestLoadWordsRejects(t *testing.T) {
	rs := shippedRules(t)
	for _, bad := range []string{
		"departures: [{field: guarantor, codes: [XYZ01], severity: major}]",
		"departures: [{field: guarantor, codes: [COL05], severity: grave}]",
		"departures: [{field: guarantor, codes: [COL05], severity: major, words: ['a||b']}]",
		"departures: 3",
	} {
		if _, err := loadWords([]byte(bad), rs); err == nil {
			t.Errorf("departures %q accepted", bad)
		}
	}
}

// TestRepeatable: assessing again, or at the same time, changes nothing.
func TestRepeatable(t *testing.T) {
	a := assessor(t)
	calls := corpus(t, a.rules, "train_calls.jsonl")[:40]
	want := make([]string, len(calls))
	for i, c := range calls {
		a.Assess(c.Call)
		want[i] = encoded(t, c.Call)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, c := range corpus(t, a.rules, "train_calls.jsonl")[:40] {
				a.Assess(c.Call)
				a.Assess(c.Call)
				if got := encoded(t, c.Call); got != want[i] {
					t.Errorf("%s: another run differs", c.ID)
				}
			}
		})
	}
	wg.Wait()
}

func encoded(t *testing.T, c *schemas.Call) string {
	data, err := schemas.Encode(c)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

func BenchmarkAssess(b *testing.B) {
	a := assessor(b)
	calls := corpus(b, a.rules, "train_calls.jsonl")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		a.Assess(calls[i%len(calls)].Call)
	}
}
