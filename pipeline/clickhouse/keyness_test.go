package clickhouse

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"huifang/nlp/keyword"
	"huifang/schemas"
)

// talkingCalls are calls of several industries, months and levels that use words
// at different rates.
func talkingCalls(n int) []*schemas.Call {
	words := []string{"订单", "工资", "应收", "厂房", "利润", "LPR"}
	levels := []string{schemas.LevelGreen, schemas.LevelYellow, schemas.LevelRed}
	var calls []*schemas.Call
	for i := range n {
		c := sampleCall(i, levels[i%3])
		c.Industry = []string{"制造业", "批发零售", "建筑业", ""}[i%4]
		if i%11 == 10 {
			c.CallDate = ""
		}
		turn := &c.Turns[7]
		turn.Text, turn.Tokens, turn.Entities = "", nil, nil
		at := 0
		for k := range i%7 + 5 {
			word := words[(i*k+i%4*k*k)%len(words)]
			length := len([]rune(word))
			turn.Text += word + ","
			turn.Tokens = append(turn.Tokens, schemas.Token{Start: at, End: at + length, POS: "n"})
			at += length + 1
		}
		calls = append(calls, c)
	}
	return calls
}

// keyRow is a row of the relation keyness.
type keyRow struct {
	Term     string  `ch:"term"`
	Count    uint64  `ch:"count"`
	CountB   uint64  `ch:"count_b"`
	Calls    uint64  `ch:"calls"`
	CallsB   uint64  `ch:"calls_b"`
	LogRatio float64 `ch:"log_ratio"`
	G2       float64 `ch:"g2"`
}

// keynessOf is what the relation is to say, by package keyword.
func keynessOf(t *testing.T, calls []*schemas.Call, inA, inB func(*schemas.Call) bool) []keyRow {
	t.Helper()
	rows := map[string]*keyRow{}
	var n, m float64
	counter := keyword.NewTermCounter()
	for _, c := range calls {
		if !inA(c) && !inB(c) {
			continue
		}
		terms, err := counter.Count(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, term := range terms {
			r := rows[term.Term]
			if r == nil {
				r = &keyRow{Term: term.Term}
				rows[term.Term] = r
			}
			if inA(c) {
				r.Count, r.Calls, n = r.Count+uint64(term.Count), r.Calls+1, n+float64(term.Count)
			}
			if inB(c) {
				r.CountB, r.CallsB, m = r.CountB+uint64(term.Count), r.CallsB+1, m+float64(term.Count)
			}
		}
	}
	var all []keyRow
	for _, r := range rows {
		r.LogRatio = keyword.LogRatio(float64(r.Count), float64(r.CountB), n, m)
		r.G2 = keyword.Keyness(float64(r.Count), float64(r.CountB), n, m)
		all = append(all, *r)
	}
	slices.SortFunc(all, func(a, b keyRow) int { return cmp.Compare(a.Term, b.Term) })
	return all
}

// TestKeyness compares the relation with package keyword, for every way to group.
func TestKeyness(t *testing.T) {
	s := store(t)
	calls := talkingCalls(80)
	land(t, s, 1, calls...)
	checkKeyness(t, s, calls)
}

func checkKeyness(t *testing.T, s *Store, calls []*schemas.Call) {
	t.Helper()
	of := func(value func(*schemas.Call) string, values ...string) func(*schemas.Call) bool {
		return func(c *schemas.Call) bool { return slices.Contains(values, value(c)) }
	}
	others := func(value func(*schemas.Call) string, values ...string) func(*schemas.Call) bool {
		return func(c *schemas.Call) bool { return value(c) != "" && !slices.Contains(values, value(c)) }
	}
	industry := func(c *schemas.Call) string { return c.Industry }
	branch := func(c *schemas.Call) string { return c.Branch }
	level := func(c *schemas.Call) string { return c.Alert.Level }
	borrower := func(c *schemas.Call) string { return c.BorrowerID }
	month := func(c *schemas.Call) string { return c.CallDate[:min(7, len(c.CallDate))] }
	year := func(c *schemas.Call) string { return c.CallDate[:min(4, len(c.CallDate))] }
	quarter := func(c *schemas.Call) string {
		if c.CallDate == "" {
			return ""
		}
		return fmt.Sprintf("%sQ%d", c.CallDate[:4], (int(c.CallDate[5]-'0')*10+int(c.CallDate[6]-'0')+2)/3)
	}
	for _, tc := range []struct {
		by, a, b string
		inA, inB func(*schemas.Call) bool
		none     bool
	}{
		{by: "industry", a: "'制造业'", b: "'批发零售'", inA: of(industry, "制造业"), inB: of(industry, "批发零售")},
		{by: "industry", a: "'制造业', '建筑业'", inA: of(industry, "制造业", "建筑业"), inB: others(industry, "制造业", "建筑业")},
		{by: "branch", a: "'城南支行'", inA: of(branch, "城南支行"), inB: others(branch, "城南支行")},
		{by: "alert_level", a: "'red'", b: "'green', 'blue'", inA: of(level, "red"), inB: of(level, "green", "blue")},
		{by: "borrower_id", a: "'B0003'", inA: of(borrower, "B0003"), inB: others(borrower, "B0003")},
		{by: "month", a: "'2026-03'", b: "'2026-04', '2026-05'", inA: of(month, "2026-03"), inB: of(month, "2026-04", "2026-05")},
		{by: "quarter", a: "'2026Q4'", inA: of(quarter, "2026Q4"), inB: others(quarter, "2026Q4")},
		{by: "year", a: "'2026'", b: "'2026'", inA: of(year, "2026"), inB: of(year, "2026")},
		{by: "year", a: "'2026'", none: true},
		{by: "industry", a: "'无此行业'", none: true},
	} {
		query := fmt.Sprintf("SELECT * FROM huifang.keyness(by = '%s', a = [%s], b = [%s]) ORDER BY term", tc.by, tc.a, tc.b)
		var got []keyRow
		if err := s.conn.Select(t.Context(), &got, query); err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		var want []keyRow
		if !tc.none {
			want = keynessOf(t, calls, tc.inA, tc.inB)
		}
		if len(got) != len(want) || !tc.none && len(want) < 5 {
			t.Errorf("%s: %d rows, want %d", query, len(got), len(want))
			continue
		}
		for i, w := range want {
			g := got[i]
			if math.Abs(g.G2-w.G2) > 1e-9 || math.Abs(g.LogRatio-w.LogRatio) > 1e-9 {
				t.Errorf("%s: %s has g2 %v and log_ratio %v, want %v and %v", query, g.Term, g.G2, g.LogRatio, w.G2, w.LogRatio)
			}
			g.G2, g.LogRatio, w.G2, w.LogRatio = 0, 0, 0, 0
			if g != w {
				t.Errorf("%s: row %+v, want %+v", query, g, w)
			}
		}
	}
	if err := s.conn.Exec(t.Context(), "SELECT * FROM huifang.keyness(by = 'weather', a = ['x'], b = []) FORMAT Null"); err == nil {
		t.Error("an unknown way to group is taken")
	}
}

// The terms of a masked call hold nothing of a name, be it marked or not.
func TestTermsHoldNoNames(t *testing.T) {
	s := store(t)
	c := sampleCall(1, schemas.LevelGreen)
	c.Turns = c.Turns[:2]
	c.Turns[1] = schemas.Turn{
		Idx: 1, Role: schemas.RoleCustomer, Text: "周**找的订单,赵*没要,Bob说厂房",
		Tokens:   []schemas.Token{{Start: 0, End: 3, POS: "n"}, {Start: 5, End: 7, POS: "n"}, {Start: 8, End: 10, POS: "n"}, {Start: 13, End: 16, POS: "n"}, {Start: 17, End: 19, POS: "n"}},
		Entities: []schemas.Entity{{Type: schemas.EntityPerson, Start: 13, End: 16, Text: "Bob"}},
		PII:      []schemas.PIISpan{{Type: "NAME", Start: 0, End: 3}},
	}
	land(t, s, 1, c)
	var got []string
	if err := s.conn.QueryRow(t.Context(), "SELECT groupArray(term) FROM huifang.terms").Scan(&got); err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	if want := []string{"厂房", "订单"}; !slices.Equal(got, want) {
		t.Errorf("terms %q, want %q", got, want)
	}
}
