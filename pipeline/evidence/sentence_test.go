package evidence_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"huifang/pipeline/evidence"
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
		if got := evidence.Sentence(f[0], start, end); got != f[3] {
			t.Errorf("%s [%d,%d): got %q, want %q", f[0], start, end, got, f[3])
		}
	}
}

func FuzzSentence(f *testing.F) {
	f.Add("一。二!三", 1, 2)
	f.Add("", 0, 0)
	f.Add("a\xffb?", 2, 9)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if start < 0 || end < start {
			return
		}
		part := evidence.Cut(text, start, end)
		if n := utf8.RuneCountInString(part); n > end-start {
			t.Errorf("%d code points between %d and %d", n, start, end)
		}
		whole := evidence.Sentence(text, start, end)
		if !strings.Contains(text, whole) || !strings.Contains(whole, strings.TrimSpace(part)) {
			t.Errorf("sentence %q of %q does not hold %q", whole, text, part)
		}
	})
}
