package value_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"huifang/nlp/value"
)

// callDay is the day of the call in every table: a Wednesday.
func callDay() time.Time { return time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC) }

func rows(t testing.TB, name string, fields int) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != fields {
			t.Fatalf("%s: %q has %d fields, want %d", name, line, len(f), fields)
		}
		out = append(out, f)
	}
	return out
}

// tables are the tables whose texts need no turn before.
func tables(t testing.TB) [][]string {
	return append(rows(t, "values.tsv", 2), rows(t, "spoken.tsv", 2)...)
}

func describe(s *value.Scanner, text string, ctx value.Context) string {
	r := []rune(text)
	var parts []string
	for _, v := range s.Scan(nil, r, ctx) {
		parts = append(parts, v.String(r))
	}
	return strings.Join(parts, " | ")
}

func normal(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestValues(t *testing.T) {
	s := value.NewScanner()
	for _, f := range tables(t) {
		if got := describe(s, f[0], value.Context{Date: callDay()}); normal(got) != normal(f[1]) {
			t.Errorf("%s\ngot  %s\nwant %s", f[0], got, f[1])
		}
	}
}

func TestContext(t *testing.T) {
	s := value.NewScanner()
	for _, f := range rows(t, "context.tsv", 3) {
		ctx := value.Context{Date: callDay(), Previous: []rune(f[0])}
		if got := describe(s, f[1], ctx); normal(got) != normal(f[2]) {
			t.Errorf("%s — %s\ngot  %s\nwant %s", f[0], f[1], got, f[2])
		}
	}
}

// TestSurroundings checks that a value is found with the same span and number
// whatever neutral words stand around it.
func TestSurroundings(t *testing.T) {
	s := value.NewScanner()
	const before, after = "嗯,我看看啊,", "。就这样吧"
	for _, f := range tables(t) {
		alone := s.Scan(nil, []rune(f[0]), value.Context{Date: callDay()})
		within := s.Scan(nil, []rune(before+f[0]+after), value.Context{Date: callDay()})
		if len(alone) != len(within) {
			t.Errorf("%s: %d values alone, %d between other words", f[0], len(alone), len(within))
			continue
		}
		shift := len([]rune(before))
		for i, v := range alone {
			v.Start, v.End = v.Start+shift, v.End+shift
			if v != within[i] {
				t.Errorf("%s: %+v alone, %+v between other words", f[0], v, within[i])
			}
		}
	}
}

func TestNoCallDate(t *testing.T) {
	s := value.NewScanner()
	text := []rune("下个月十五号还五十万")
	got := s.Scan(nil, text, value.Context{})
	if len(got) != 2 || !got[0].Days.IsZero() {
		t.Fatalf("got %+v", got)
	}
	if e := got[0].Entity(text); e.From != "" || e.To != "" || e.Text != "下个月十五号" {
		t.Errorf("got %+v", e)
	}
	if e := got[1].Entity(text); e.Value == nil || *e.Value != 500000 || e.Unit != "CNY" || e.Precision != "exact" {
		t.Errorf("got %+v", e)
	}
}

func BenchmarkScan(b *testing.B) {
	s := value.NewScanner()
	text := []rune("去年三季度营收大概一千八九百万,毛利三成半,下个月十五号要还两百六,工人三百来号,账期六十天,没有拖过。")
	ctx := value.Context{Date: callDay()}
	var dst []value.Value
	b.ReportAllocs()
	b.SetBytes(int64(len(string(text))))
	for b.Loop() {
		dst = s.Scan(dst[:0], text, ctx)
	}
}
