package clickhouse

import (
	"testing"
	"time"
)

func TestDescribeReplacesByCode(t *testing.T) {
	s := store(t)
	first := time.Unix(1_700_000_000, 0)
	describe := func(at time.Time, name string) {
		t.Helper()
		err := s.Describe(t.Context(), []Code{
			{Kind: SignalCode, Code: "LIQ02", Category: "LIQ", Severity: 4, Name: name, NameEN: "Unpaid wages"},
			{Kind: FactCode, Code: "revenue", Name: "营业收入"},
		}, at)
		if err != nil {
			t.Fatal(err)
		}
	}
	describe(first, "拖欠工资")
	describe(first.Add(time.Hour), "欠薪")
	describe(first, "拖欠工资") // an older description that comes late
	var rows uint64
	var name string
	if err := s.conn.QueryRow(t.Context(), "SELECT count(), anyIf(name, code = 'LIQ02') FROM codes").Scan(&rows, &name); err != nil {
		t.Fatal(err)
	}
	if rows != 2 || name != "欠薪" {
		t.Errorf("%d codes, LIQ02 is %q", rows, name)
	}
}
