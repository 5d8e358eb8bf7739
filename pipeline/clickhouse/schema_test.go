package clickhouse

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// TestSchema compares all relations, their columns, types and comments with the
// snapshot, so that a change of what people query is seen in review.
func TestSchema(t *testing.T) {
	s := store(t)
	rows, err := s.Query(t.Context(), `
SELECT t.name, t.engine_full, t.comment, c.name, c.type, c.comment
FROM system.tables AS t INNER JOIN system.columns AS c ON t.database = c.database AND t.name = c.table
WHERE t.database = 'huifang' AND t.name != 'goose_db_version'
ORDER BY t.name, c.position`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got strings.Builder
	last := ""
	for rows.Next() {
		v, err := rows.Values()
		if err != nil {
			t.Fatal(err)
		}
		if head := fmt.Sprintf("\n%s %s: %s\n", v[0], v[1], v[2]); head != last {
			got.WriteString(head)
			last = head
		}
		fmt.Fprintf(&got, "    %s %s: %s\n", v[3], v[4], v[5])
		if v[5] == "" {
			t.Errorf("column %s of %s has no comment", v[3], v[0])
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	const file = "testdata/schema.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// TestAllColumnsAreFilled compares the columns of the table with those that Land
// sends.
func TestAllColumnsAreFilled(t *testing.T) {
	s := store(t)
	var want []string
	row := s.conn.QueryRow(t.Context(), "SELECT groupArray(name) FROM (SELECT name FROM system.columns WHERE database = 'huifang' AND table = 'analyses' ORDER BY position)")
	if err := row.Scan(&want); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range analysisColumns() {
		got = append(got, c.name)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-table +landed:\n%s", diff)
	}
}
