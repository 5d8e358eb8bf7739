package dialogue

import (
	"os"
	"path/filepath"
	"testing"

	"huifang/nlp/risk"
)

// labelled reads the files of the corpus that pattern names, in order.
func labelled(t testing.TB, pattern string) []Labelled {
	t.Helper()
	names, err := filepath.Glob("../corpus/" + pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	var all []Labelled
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		calls, err := ReadLabelled(f)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, calls...)
	}
	return all
}

const trainingCalls = "train_calls*.jsonl"

// ruleSet is the checklist as shipped, without the rest of the rules.
func ruleSet() *risk.RuleSet {
	rs := &risk.RuleSet{}
	for _, id := range items {
		rs.Checklist = append(rs.Checklist, risk.ChecklistDef{ID: id, Mandatory: risk.MandatoryAlways})
	}
	rs.Checklist[5].Mandatory = risk.MandatoryProject
	return rs
}

// figures sums up phases right and checklist items found.
type figures struct {
	turns, right int
	tp, fp, fn   int
	perItem      map[string][3]int
}

func (f *figures) add(l *Labelled) {
	for i, p := range l.Phases {
		if p == 0 {
			continue
		}
		f.turns++
		if l.Call.Turns[i].Phase == p {
			f.right++
		}
	}
	for _, item := range l.Call.Checklist {
		want := len(l.Evidence[item.ID]) > 0
		n := f.perItem[item.ID]
		switch {
		case want && item.Covered:
			f.tp++
			n[0]++
		case item.Covered:
			f.fp++
			n[1]++
		case want:
			f.fn++
			n[2]++
		}
		f.perItem[item.ID] = n
	}
}

func (f *figures) accuracy() float64 { return float64(f.right) / float64(f.turns) }

func (f *figures) f1() float64 { return 2 * float64(f.tp) / float64(2*f.tp+f.fp+f.fn) }

// TestHeldOutAuthors trains without one author and measures on that author.
func TestHeldOutAuthors(t *testing.T) {
	if testing.Short() {
		t.Skip("trains nine models")
	}
	calls := labelled(t, trainingCalls)
	all := figures{perItem: map[string][3]int{}}
	for author := byte('1'); author <= '9'; author++ {
		var train, test []Labelled
		for _, l := range calls {
			if l.Call.ID[1] == author {
				test = append(test, l)
			} else {
				train = append(train, l)
			}
		}
		m, err := Train(t.Context(), train)
		if err != nil {
			t.Fatal(err)
		}
		a, err := m.Analyzer(ruleSet())
		if err != nil {
			t.Fatal(err)
		}
		one := figures{perItem: map[string][3]int{}}
		for i := range test {
			a.Annotate(test[i].Call)
			one.add(&test[i])
			all.add(&test[i])
		}
		t.Logf("author %c: phases %.3f, checklist F1 %.3f", author, one.accuracy(), one.f1())
	}
	for _, item := range items {
		n := all.perItem[item]
		t.Logf("%s: %d found, %d too many, %d missed", item, n[0], n[1], n[2])
	}
	t.Logf("all: phases %.3f, checklist F1 %.3f", all.accuracy(), all.f1())
	if all.accuracy() < 0.80 {
		t.Errorf("phases on held-out authors: %.3f, want at least 0.80", all.accuracy())
	}
	if all.f1() < 0.80 {
		t.Errorf("checklist on held-out authors: F1 %.3f, want at least 0.80", all.f1())
	}
}

// TestOtherCalls measures the shipped model on calls that no choice was made on.
func TestOtherCalls(t *testing.T) {
	a := analyzer(t)
	f := figures{perItem: map[string][3]int{}}
	for _, l := range labelled(t, "dev_calls.jsonl") {
		a.Annotate(l.Call)
		f.add(&l)
	}
	t.Logf("phases %.3f, checklist F1 %.3f", f.accuracy(), f.f1())
	if f.accuracy() < 0.80 || f.f1() < 0.80 {
		t.Errorf("phases %.3f, checklist F1 %.3f, want both at least 0.80", f.accuracy(), f.f1())
	}
}
