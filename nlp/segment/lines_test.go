package segment

import (
	"strings"
	"testing"
	"unicode"
)

func TestLines(t *testing.T) {
	l := NewLines(must[*Unigram](t)(shipped()))
	for line, want := range map[string]string{
		"":                "",
		" \t":             "",
		"应收賬款回不来。":        "应收賬款 回不来 。",
		"ＡＢ 公司\u3000在4S店": "ＡＢ 公司 在 4S店",
		"坏\xff字节":         "坏 \xff 字节",
	} {
		if got := string(l.Append([]byte("> "), line)); got != "> "+want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func FuzzLines(f *testing.F) {
	u, err := shipped()
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(cutCases) {
		f.Add(line)
	}
	f.Add("坏\xff字节")
	f.Fuzz(func(t *testing.T, line string) {
		if got := string(NewLines(u).Append(nil, line)); withoutSpace(got) != withoutSpace(line) {
			t.Errorf("%q comes back as %q", line, got)
		}
	})
}

// withoutSpace drops white space and keeps invalid bytes.
func withoutSpace(s string) string {
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "")
}
