package clickhouse

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"huifang/schemas"
)

// relations are what people read, with the rows that samples(9) has there.
func relations() []struct {
	name string
	rows uint64
} {
	return []struct {
		name string
		rows uint64
	}{
		{"calls", 9},
		{"turns", 9 * sampleTurns},
		{"disfluencies", 18},
		{"lang_spans", 27},
		{"entities", 9*sampleTurns/2 + 9},
		{"keywords", 18},
		{"terms", 9 * sampleTerms},
		{"signals", 9},
		{"facts", 3},
		{"checklist", 18},
		{"discrepancies", 3},
		{"alerts", 3},
		{"borrower_timeline", 9},
		{"risk_daily", 9},
		{"keyword_trend", 18},
		{"rejected", 0},
		{"originals", 0},
	}
}

// checkRelations compares the rows of every relation with those of samples(9).
func checkRelations(t *testing.T, s *Store) {
	t.Helper()
	for _, r := range relations() {
		if n := number(t, s, "SELECT count() FROM huifang."+r.name); n != r.rows {
			t.Errorf("%s has %d rows, want %d", r.name, n, r.rows)
		}
		// All columns, not only those that count() reads.
		if err := s.conn.Exec(t.Context(), "SELECT * FROM huifang."+r.name+" FORMAT Null"); err != nil {
			t.Errorf("%s: %v", r.name, err)
		}
	}
}

func TestReplaysChangeNothing(t *testing.T) {
	s := store(t)
	calls := samples(9)
	land(t, s, 1, calls...)
	checkRelations(t, s)
	sum := checksum(t, s)
	for range 3 {
		land(t, s, 1, calls...)
		land(t, s, 1, calls[2:5]...)
		land(t, s, 1, calls[7], calls[7])
	}
	checkRelations(t, s)
	if again := checksum(t, s); again != sum {
		t.Error("the tables differ after replays")
	}
	if err := s.conn.Exec(t.Context(), "OPTIMIZE TABLE huifang.analyses FINAL"); err != nil {
		t.Fatal(err)
	}
	checkRelations(t, s)
	if again := checksum(t, s); again != sum {
		t.Error("the tables differ after a merge")
	}
}

// checksum sums up what every relation says.
func checksum(t testing.TB, s *Store) string {
	t.Helper()
	all := ""
	for _, r := range relations() {
		all += fmt.Sprintf("%s %x\n", r.name, number(t, s, "SELECT sum(cityHash64(toString(tuple(*)))) FROM huifang."+r.name))
	}
	return all
}

func TestReanalysisReplacesAll(t *testing.T) {
	s := store(t)
	land(t, s, 1, samples(9)...)
	next := sampleCall(0, schemas.LevelGreen)
	next.LoanFile["borrower"] = "青川新名机械厂"
	next.CallDate = "2026-02-03"
	next.Turns = next.Turns[:4]
	next.Keywords = next.Keywords[:1]
	land(t, s, 2, next)
	// An older analysis that comes late changes nothing.
	land(t, s, 1, sampleCall(0, schemas.LevelRed))
	for query, want := range map[string]uint64{
		"SELECT count() FROM huifang.calls":                                                          9,
		"SELECT count() FROM huifang.turns WHERE call_id = 'call-000000'":                            4,
		"SELECT count() FROM huifang.signals WHERE call_id = 'call-000000'":                          0,
		"SELECT count() FROM huifang.discrepancies WHERE call_id = 'call-000000'":                    0,
		"SELECT count() FROM huifang.keywords WHERE call_id = 'call-000000'":                         1,
		"SELECT count() FROM huifang.alerts":                                                         2,
		"SELECT count() FROM huifang.calls WHERE borrower = '青川新名机械厂'":                               1,
		"SELECT count() FROM huifang.turns WHERE borrower = '青川新名机械厂'":                               4,
		"SELECT sum(calls) FROM huifang.risk_daily":                                                  9,
		"SELECT sum(red) FROM huifang.risk_daily":                                                    2,
		"SELECT toUInt64(count()) FROM huifang.calls WHERE call_date = '2026-02-03'":                 1,
		"SELECT sum(calls) FROM huifang.keyword_trend WHERE term = '停工'":                             8,
		"SELECT toUInt64(max(signals)) FROM huifang.borrower_timeline WHERE call_id = 'call-000000'": 0,
	} {
		if n := number(t, s, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
}

func TestLandRefusesWhatItCannotStore(t *testing.T) {
	s := store(t)
	broken := map[string]func(*schemas.Call){
		"unmasked":       func(c *schemas.Call) { c.Analysis.Masked = false },
		"unanalysed":     func(c *schemas.Call) { c.Analysis = nil },
		"level":          func(c *schemas.Call) { c.Alert.Level = "purple" },
		"fact turn":      func(c *schemas.Call) { c.Facts[0].Turn = 99 },
		"evidence turn":  func(c *schemas.Call) { c.Alert.Evidence[0].Turn = -1 },
		"span":           func(c *schemas.Call) { c.Turns[3].Signals[0].Start = -1 },
		"severity":       func(c *schemas.Call) { c.Turns[3].Signals[0].Severity = 9 },
		"discrepancy":    func(c *schemas.Call) { c.Discrepancies[0].Severity = "odd" },
		"turn numbering": func(c *schemas.Call) { c.Turns[1].Idx = 7 },
	}
	calls := samples(9)
	var want []string
	for name, breakIt := range broken {
		c := sampleCall(100+len(want), schemas.LevelRed)
		c.ID = name
		breakIt(c)
		calls = append(calls, c)
		want = append(want, name)
	}
	err := s.Land(t.Context(), calls, at(1))
	refused, ok := errors.AsType[*CallsError](err)
	if !ok {
		t.Fatalf("got %v, want a *CallsError", err)
	}
	var got []string
	for _, c := range refused.Calls {
		got = append(got, c.ID)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("refused %q, want %q", got, want)
	}
	checkRelations(t, s)
}

func TestLandWithoutTime(t *testing.T) {
	s := store(t)
	err := s.Land(t.Context(), samples(1), LandOptions{})
	if _, ok := errors.AsType[*CallsError](err); !ok {
		t.Errorf("got %v, want a *CallsError", err)
	}
}

func TestOwnTimes(t *testing.T) {
	s := store(t)
	c := sampleCall(0, schemas.LevelRed)
	o := at(5)
	o.Times = map[string]time.Time{c.ID: time.Unix(9, 0)}
	if err := s.Land(t.Context(), []*schemas.Call{c}, o); err != nil {
		t.Fatal(err)
	}
	land(t, s, 7, sampleCall(0, schemas.LevelGreen))
	if n := number(t, s, "SELECT count() FROM huifang.alerts"); n != 1 {
		t.Errorf("%d alerts: the analysis of a later time does not count", n)
	}
}

func TestStoredTextIsTheTurnsText(t *testing.T) {
	s := store(t)
	c := sampleCall(0, schemas.LevelRed)
	c.Turns[3].Text = "我们接了单子。可是上个月有两条线停工了,欠了***货款。"
	land(t, s, 1, c)
	// The annotations still carry the words from before the masking.
	for _, view := range []string{"entities", "facts"} {
		if n := number(t, s, "SELECT count() FROM huifang."+view+" WHERE idx = 3 AND text = '***'"); n != 1 {
			t.Errorf("%s shows words that are masked in the turn", view)
		}
	}
	var sentence string
	row := s.conn.QueryRow(t.Context(), "SELECT sentence FROM huifang.signals WHERE code = 'OPR02'")
	if err := row.Scan(&sentence); err != nil {
		t.Fatal(err)
	}
	if want := "可是上个月有两条线停工了,欠了***货款。"; sentence != want {
		t.Errorf("sentence %q, want %q", sentence, want)
	}
}

func TestOriginals(t *testing.T) {
	s := store(t)
	c := sampleCall(0, schemas.LevelRed)
	o := at(1)
	o.Originals = map[string][]string{c.ID: slices.Repeat([]string{"原话"}, sampleTurns)}
	for range 2 {
		if err := s.Land(t.Context(), []*schemas.Call{c, sampleCall(1, schemas.LevelGreen)}, o); err != nil {
			t.Fatal(err)
		}
	}
	if n := number(t, s, "SELECT count() FROM huifang.originals WHERE text = '原话'"); n != sampleTurns {
		t.Errorf("%d originals, want %d", n, sampleTurns)
	}
	// Originals of an input that has since changed are not shown.
	c.Source.SHA256 = "other"
	land(t, s, 2, c)
	if n := number(t, s, "SELECT count() FROM huifang.originals"); n != 0 {
		t.Errorf("%d originals of an earlier input", n)
	}
	o.Originals[c.ID] = []string{"one"}
	if _, ok := errors.AsType[*CallsError](s.Land(t.Context(), []*schemas.Call{c}, o)); !ok {
		t.Error("originals for some turns only were taken")
	}
}

func TestDone(t *testing.T) {
	s := store(t)
	calls := samples(3)
	land(t, s, 1, calls...)
	marks, err := s.Done(t.Context(), []string{calls[0].ID, calls[2].ID, "unknown"})
	if err != nil {
		t.Fatal(err)
	}
	if len(marks) != 2 {
		t.Errorf("%d marks, want 2", len(marks))
	}
	want := Mark{InputSHA256: calls[2].Source.SHA256, AnalysisVersion: "test/1"}
	if got := marks[calls[2].ID]; got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	none, err := s.Done(t.Context(), nil)
	if err != nil || len(none) != 0 {
		t.Errorf("no ids: %v, %v", none, err)
	}
}

func TestRejectIsIdempotent(t *testing.T) {
	s := store(t)
	inputs := []Rejected{
		{File: "a.jsonl", Position: "line 3", Format: "jsonl", Reason: "no id", SHA256: "aa", At: time.Unix(1, 0)},
		{File: "b.bin", Reason: "no known format", SHA256: "bb", At: time.Unix(1, 0)},
	}
	for i := range 3 {
		for j := range inputs {
			inputs[j].At = time.Unix(int64(i+1), 0)
		}
		inputs[0].Reason = fmt.Sprintf("reason %d", i)
		if err := s.Reject(t.Context(), inputs); err != nil {
			t.Fatal(err)
		}
	}
	if n := number(t, s, "SELECT count() FROM huifang.rejected"); n != 2 {
		t.Errorf("%d rejected inputs, want 2", n)
	}
	if n := number(t, s, "SELECT count() FROM huifang.rejected WHERE file = 'a.jsonl' AND reason = 'reason 2'"); n != 1 {
		t.Error("the latest reason is not the one that counts")
	}
}
