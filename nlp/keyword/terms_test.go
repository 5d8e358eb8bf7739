package keyword_test

import (
	"slices"
	"sync"
	"testing"

	"huifang/nlp/keyword"
	"huifang/nlp/segment"
	"huifang/schemas"
)

func count(t testing.TB, k *keyword.TermCounter, c *schemas.Call) []keyword.TermCount {
	t.Helper()
	counts, err := k.Count(c)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

func TestTermCounter(t *testing.T) {
	a, k := segment.NewAnnotator(segment.OpenUnigram()), keyword.NewTermCounter()
	c := annotated(t, a, "王总您好,应收账款回来了吗", "應收賬款压着,螺纹钢库存也压着,ＬＰＲ降了,LPR我知道")
	got := count(t, k, c)
	for term, n := range map[string]int{"应收账款": 2, "螺纹钢": 1, "库存": 1, "螺纹钢库存": 1, "lpr": 2} {
		if !slices.Contains(got, keyword.TermCount{Term: term, Count: n}) {
			t.Errorf("%v lacks %s %d", got, term, n)
		}
	}
	for _, g := range got {
		if g.Term == "您好" || g.Term == "知道" || g.Term == "" {
			t.Errorf("%q is counted", g.Term)
		}
	}
	if got := count(t, k, &schemas.Call{}); got == nil || len(got) != 0 {
		t.Errorf("%v of an empty call", got)
	}
}

// What a mask hides a part of is no term, whether it is marked or not.
func TestTermCounterLeavesOutPersonalData(t *testing.T) {
	k := keyword.NewTermCounter()
	c := &schemas.Call{Turns: []schemas.Turn{{
		Text:     "张**说订单,李四说厂房,赵六",
		Tokens:   []schemas.Token{{Start: 0, End: 3, POS: "n"}, {Start: 4, End: 6, POS: "n"}, {Start: 7, End: 9, POS: "n"}, {Start: 10, End: 12, POS: "n"}, {Start: 13, End: 15, POS: "n"}},
		PII:      []schemas.PIISpan{{Type: "NAME", Start: 7, End: 9}},
		Entities: []schemas.Entity{{Type: schemas.EntityPerson, Start: 13, End: 15}},
	}}}
	want := []keyword.TermCount{{Term: "订单", Count: 1}, {Term: "厂房", Count: 1}}
	if got := count(t, k, c); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Words that are repeated or taken back do not count.
func TestTermCounterPassesOverDisfluencies(t *testing.T) {
	k := keyword.NewTermCounter()
	c := &schemas.Call{Turns: []schemas.Turn{{
		Text: "订单订单厂房不对库存",
		Tokens: []schemas.Token{
			{Start: 0, End: 2, POS: "n"}, {Start: 2, End: 4, POS: "n"}, {Start: 4, End: 6, POS: "n"}, {Start: 6, End: 8, POS: "v"}, {Start: 8, End: 10, POS: "n"},
		},
		Disfluencies: []schemas.Disfluency{
			{Start: 0, End: 2, Kind: schemas.DisfluencyRepeat}, {Start: 4, End: 8, Kind: schemas.DisfluencyRepair},
		},
	}}}
	want := []keyword.TermCount{{Term: "订单", Count: 1}, {Term: "库存", Count: 1}}
	if got := count(t, k, c); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// The counts of a call are the same from many goroutines, and every keyword is
// among them.
func TestTermCounterCorpus(t *testing.T) {
	k, e := keyword.NewTermCounter(), keyword.New(keyword.DefaultMax)
	calls := trainCalls(t)[:40]
	want := make([][]keyword.TermCount, len(calls))
	for i, c := range calls {
		want[i] = count(t, k, c)
		if words := extract(t, e, c); len(words) > len(want[i]) {
			t.Errorf("%s: %d keywords of %d terms", c.ID, len(words), len(want[i]))
		}
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, c := range calls {
				if got, err := k.Count(c); err != nil || !slices.Equal(got, want[i]) {
					t.Errorf("%s: %v, %v, alone %v", c.ID, got, err, want[i])
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkTermCounter(b *testing.B) {
	calls := trainCalls(b)[:50]
	k := keyword.NewTermCounter()
	count(b, k, calls[0])
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range calls {
			if _, err := k.Count(c); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(calls)), "ns/call")
}
