package clickhouse

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/schemas"
)

// TestViews runs testdata/views.tsv on three calls of one borrower: a query and
// the rows that it yields, columns parted by | and rows by /.
func TestViews(t *testing.T) {
	s := store(t)
	var calls []*schemas.Call
	for i, level := range []string{schemas.LevelGreen, schemas.LevelRed, schemas.LevelYellow} {
		c := sampleCall(i, level)
		c.BorrowerID, c.CallDate = "B1", fmt.Sprintf("2026-03-%02d", 10+3*i)
		calls = append(calls, c)
	}
	calls[2].LoanFile["amount"] = "1,234,567.891"
	calls[2].LoanFile["balance"] = 1e30
	calls[2].CallDate, calls[2].StartedAt = "", ""
	calls[2].Turns[3].Entities[0].From = "1958-05-01"
	calls[2].Turns[3].Entities[0].To = "0958-05-01"
	calls[2].Turns[3].Confidence = ptr(0.0)
	calls[2].Turns[4].Confidence = nil
	land(t, s, 1_700_000_000, calls...)

	const file = "testdata/views.tsv"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rewritten strings.Builder
	for line := range strings.Lines(string(data)) {
		query, want, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		var got []string
		row := s.conn.QueryRow(t.Context(),
			"SELECT groupArray(arrayStringConcat(arrayMap(x -> x, [*]), '|')) FROM ("+query+")")
		if err := row.Scan(&got); err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		rows := strings.Join(got, "/")
		fmt.Fprintf(&rewritten, "%s\t%s\n", query, rows)
		if diff := cmp.Diff(want, rows); diff != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(rewritten.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
