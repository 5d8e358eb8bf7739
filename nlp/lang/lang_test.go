package lang

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"

	"huifang/schemas"
)

//go:embed testdata/turns.tsv
var turnCases string

// Columns: text, language (— where it does not tell), English spans.
func TestTurnsAndSpans(t *testing.T) {
	for line := range strings.Lines(turnCases) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if got, want := Turn(f[0]), strings.Trim(f[1], "—"); got != want {
			t.Errorf("%s: language %q, want %q", f[0], got, want)
		}
		var spans []string
		for _, s := range EnglishSpans(nil, f[0]) {
			spans = append(spans, fmt.Sprintf("%d-%d", s.Start, s.End))
		}
		if got := strings.Join(spans, ","); got != f[2] {
			t.Errorf("%s: English %s, want %s", f[0], got, f[2])
		}
	}
}

func TestCall(t *testing.T) {
	for _, c := range []struct {
		turns string
		want  string
	}{
		{"", ""},
		{"OK.|25%", ""},
		{"您好|OK|APP上能还|好的", Chinese},
		{"Good morning|Yes, go ahead|您好|The loan is due on Friday, right?|Correct", English},
		{"先confirm一下|我们的sales还可以|Sure|budget够|好的,再见,没有别的事了", Mixed},
	} {
		var turns []schemas.Turn
		for text := range strings.SplitSeq(c.turns, "|") {
			turns = append(turns, schemas.Turn{Text: text})
		}
		if got := Call(turns); got != c.want {
			t.Errorf("%s: %q, want %q", c.turns, got, c.want)
		}
	}
}

// Every labelled call has the language that its author gave it.
func TestCallsOfTheCorpus(t *testing.T) {
	f, err := os.Open("../corpus/train_calls.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for dec := json.NewDecoder(bufio.NewReader(f)); dec.More(); {
		var c schemas.Call
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		if got := Call(c.Turns); got != c.Lang {
			t.Errorf("%s: %s, want %s", c.ID, got, c.Lang)
		}
	}
}

func FuzzEnglishSpans(f *testing.F) {
	for line := range strings.Lines(turnCases) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		runes := []rune(text)
		at := 0
		for _, s := range EnglishSpans(nil, text) {
			if s.Start < at || s.End <= s.Start || s.End > len(runes) {
				t.Fatalf("%q: span %v after %d", text, s, at)
			}
			if !isLetter(runes[s.Start]) && !isDigit(runes[s.Start]) {
				t.Errorf("%q: span %v begins with %q", text, s, runes[s.Start])
			}
			for _, r := range runes[s.Start:s.End] {
				if unicode.Is(unicode.Han, r) {
					t.Errorf("%q: Chinese in span %v", text, s)
				}
			}
			at = s.End
		}
		switch Turn(text) {
		case Chinese, English, Mixed, "":
		default:
			t.Errorf("%q: language %q", text, Turn(text))
		}
	})
}

func BenchmarkTurn(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Turn("我们的应收账款大概三点五个亿,还没有收回来呢")
	}
}
