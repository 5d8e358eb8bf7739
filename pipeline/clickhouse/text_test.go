package clickhouse

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestSentence runs testdata/sentences.tsv: text, start, end, sentence.
func TestSentence(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		start, err := strconv.Atoi(f[1])
		if err != nil {
			t.Fatal(err)
		}
		end, err := strconv.Atoi(f[2])
		if err != nil {
			t.Fatal(err)
		}
		if got := sentence(f[0], start, end); got != f[3] {
			t.Errorf("%s [%d,%d): got %q, want %q", f[0], start, end, got, f[3])
		}
	}
}

func FuzzSentence(f *testing.F) {
	f.Add("一。二!三", 1, 2)
	f.Add("", 0, 0)
	f.Add("a\xffb?", 2, 9)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if checkSpan(0, start, end) != nil {
			return
		}
		part := cut(text, start, end)
		if n := utf8.RuneCountInString(part); n > end-start {
			t.Errorf("%d code points between %d and %d", n, start, end)
		}
		whole := sentence(text, start, end)
		if !strings.Contains(text, whole) || !strings.Contains(whole, strings.TrimSpace(part)) {
			t.Errorf("sentence %q of %q does not hold %q", whole, text, part)
		}
	})
}
