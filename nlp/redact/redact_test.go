package redact

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"huifang/schemas"
)

// rows returns the fields of a table in testdata.
func rows(t testing.TB, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func TestHide(t *testing.T) {
	for _, f := range rows(t, "hide.tsv") {
		r := []rune(f[1])
		var whole []rune
		if len(f) > 3 {
			whole = []rune(f[3])
		}
		hide(f[0], r, whole)
		if string(r) != f[2] {
			t.Errorf("%s %s: got %s, want %s", f[0], f[1], string(r), f[2])
		}
		if len(r) != utf8.RuneCountInString(f[1]) {
			t.Errorf("%s %s: length changed", f[0], f[1])
		}
		again := append([]rune(nil), r...)
		hide(f[0], again, whole)
		if f[0] != Address && string(again) != string(r) {
			t.Errorf("%s %s: hiding twice gives %s", f[0], f[1], string(again))
		}
	}
}

// TestDetect reads a text with the expected spans marked as [TYPE:text].
func TestDetect(t *testing.T) {
	for _, f := range rows(t, "detect.txt") {
		text, want := unmark(f[0])
		call := &schemas.Call{ID: "x", Turns: []schemas.Turn{{Text: text}}}
		Annotate(call)
		if got := mark(text, call.Turns[0].PII); got != f[0] {
			t.Errorf("got  %s\nwant %s (%d spans)", got, f[0], want)
		}
	}
}

func unmark(s string) (text string, spans int) {
	for {
		open := strings.IndexByte(s, '[')
		if open < 0 {
			return text + s, spans
		}
		end := strings.IndexByte(s, ']')
		_, inside, _ := strings.Cut(s[open+1:end], ":")
		text += s[:open] + inside
		s = s[end+1:]
		spans++
	}
}

func mark(text string, spans []schemas.PIISpan) string {
	r := []rune(text)
	var b strings.Builder
	from := 0
	for _, p := range spans {
		b.WriteString(string(r[from:p.Start]) + "[" + p.Type + ":" + string(r[p.Start:p.End]) + "]")
		from = p.End
	}
	return b.String() + string(r[from:])
}
