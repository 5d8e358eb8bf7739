package dialogue

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"huifang/schemas"
)

func analyzer(t testing.TB) *Analyzer {
	t.Helper()
	a, err := NewAnalyzer(ruleSet())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// conversation makes a call of lines "a …" and "c …"; any other prefix is a
// speaker whose role is unknown.
func conversation(product string, lines ...string) *schemas.Call {
	c := &schemas.Call{ID: "test", LoanFile: schemas.LoanFile{"product": product}}
	for i, line := range lines {
		who, text, _ := strings.Cut(line, " ")
		role := schemas.RoleUnknown
		switch who {
		case "a":
			role = schemas.RoleAgent
		case "c":
			role = schemas.RoleCustomer
		}
		c.Turns = append(c.Turns, schemas.Turn{Idx: i, Role: role, Text: text})
	}
	return c
}

type testCase struct {
	Name      string   `json:"name"`
	Product   string   `json:"product"`
	Turns     []string `json:"turns"`
	Phases    []int    `json:"phases"`
	Covered   []string `json:"covered"`
	Uncovered []string `json:"uncovered"`
	// Mandatory lists items that are so only for this kind of loan.
	Mandatory []string `json:"mandatory"`
}

func TestCalls(t *testing.T) {
	data, err := os.ReadFile("testdata/calls.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []testCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	a := analyzer(t)
	for _, tc := range cases {
		t.Run(tc.Name, func(t *testing.T) {
			c := conversation(tc.Product, tc.Turns...)
			a.Annotate(c)
			var phases []int
			for i := range c.Turns {
				phases = append(phases, c.Turns[i].Phase)
			}
			if !slices.Equal(phases, tc.Phases) {
				t.Errorf("phases %v, want %v", phases, tc.Phases)
			}
			for _, item := range c.Checklist {
				if !item.Covered && slices.Contains(tc.Covered, item.ID) {
					t.Errorf("%s not covered", item.ID)
				}
				if item.Covered && slices.Contains(tc.Uncovered, item.ID) {
					t.Errorf("%s covered on turn %d", item.ID, *item.Turn)
				}
				if item.ID == "K06" && item.Mandatory != slices.Contains(tc.Mandatory, item.ID) {
					t.Errorf("%s mandatory: %v", item.ID, item.Mandatory)
				}
			}
		})
	}
}

// TestInvariants holds for every call whatever it says.
func TestInvariants(t *testing.T) {
	a := analyzer(t)
	for _, l := range labelled(t, trainingCalls) {
		c := l.Call
		a.Annotate(c)
		if len(c.Checklist) != numItems {
			t.Fatalf("%s: %d checklist items", c.ID, len(c.Checklist))
		}
		for _, item := range c.Checklist {
			if item.Covered != (item.Turn != nil) {
				t.Errorf("%s %s: covered %v with turn %v", c.ID, item.ID, item.Covered, item.Turn)
			}
			if item.Turn != nil && (*item.Turn < 0 || *item.Turn >= len(c.Turns)) {
				t.Errorf("%s %s: turn %d of %d", c.ID, item.ID, *item.Turn, len(c.Turns))
			}
		}
		for i := range c.Turns {
			if p := c.Turns[i].Phase; p < 1 || p > numPhases {
				t.Errorf("%s turn %d: phase %d", c.ID, i, p)
			}
			if i > 0 && c.Turns[i].Role == schemas.RoleCustomer && c.Turns[i].Phase != c.Turns[i-1].Phase {
				t.Errorf("%s turn %d: customer leaves the phase of the question", c.ID, i)
			}
		}
	}
}

func TestRepeatable(t *testing.T) {
	a := analyzer(t)
	calls := labelled(t, "train_calls.jsonl")[:20]
	want := make([][]byte, len(calls))
	for i, l := range calls {
		a.Annotate(l.Call)
		want[i] = encode(t, l.Call)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, l := range labelled(t, "train_calls.jsonl")[:20] {
				a.Annotate(l.Call)
				a.Annotate(l.Call)
				if got := encode(t, l.Call); !bytes.Equal(got, want[i]) {
					t.Errorf("%s: another run differs", l.Call.ID)
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

func TestEmptyCall(t *testing.T) {
	c := &schemas.Call{ID: "empty"}
	analyzer(t).Annotate(c)
	if len(c.Checklist) != numItems {
		t.Errorf("%d checklist items, want all", len(c.Checklist))
	}
	for _, item := range c.Checklist {
		if item.Covered {
			t.Errorf("%s covered by nothing", item.ID)
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	a := analyzer(b)
	calls := labelled(b, trainingCalls)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		a.Annotate(calls[i%len(calls)].Call)
	}
}
