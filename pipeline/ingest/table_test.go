package ingest

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// readTSV returns the rows of a test table; lines beginning with # and blank
// ones are no rows.
func readTSV(t *testing.T, path string, columns int) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != columns {
			t.Fatalf("%s: %q has %d columns, want %d", path, line, len(fields), columns)
		}
		rows = append(rows, fields)
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no rows", path)
	}
	return rows
}

func TestParseClock(t *testing.T) {
	for _, row := range readTSV(t, "testdata/clock.tsv", 2) {
		got := "-"
		if ms, ok := parseClock(row[0]); ok {
			got = strconv.FormatInt(ms, 10)
		}
		if got != row[1] {
			t.Errorf("parseClock(%q) = %s, want %s", row[0], got, row[1])
		}
	}
}

func TestReadColumn(t *testing.T) {
	kinds := map[columnKind]string{
		columnUnknown: "unknown", columnCall: "call", columnRole: "role", columnSpeaker: "speaker",
		columnChannel: "channel", columnStart: "start", columnEnd: "end", columnDuration: "duration",
		columnText: "text", columnConfidence: "confidence", columnEmotion: "emotion", columnMetadata: "metadata",
	}
	units := map[timeUnit]string{unitNone: "-", unitMS: "ms", unitSeconds: "s"}
	for _, row := range readTSV(t, "testdata/columns.tsv", 3) {
		c := readColumn(row[0])
		detail := units[c.unit]
		if c.field != "" {
			detail = c.field
		}
		if kinds[c.kind] != row[1] || detail != row[2] {
			t.Errorf("readColumn(%q) = %s, %s; want %s, %s", row[0], kinds[c.kind], detail, row[1], row[2])
		}
	}
}

func TestPlainNumber(t *testing.T) {
	for _, c := range []struct {
		text  string
		shift int
		want  int64
		ok    bool
	}{
		{"2.675", 3, 2675, true},
		{"0.0005", 3, 1, true},
		{"1234.0", 0, 1234, true},
		{" 7 ", 0, 7, true},
		{"3", 3, 3000, true},
		{"-1", 0, 0, false},
		{"1e3", 0, 0, false},
		{"1.2.3", 0, 0, false},
		{".", 0, 0, false},
		{"", 0, 0, false},
		{"99999999999999999999", 0, 0, false},
	} {
		got, ok := plainNumber(c.text, c.shift)
		if got != c.want || ok != c.ok {
			t.Errorf("plainNumber(%q, %d) = %d, %v; want %d, %v", c.text, c.shift, got, ok, c.want, c.ok)
		}
	}
}
