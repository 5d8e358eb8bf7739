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

//go:embed testdata/spans.tsv
var spanCases string

// Columns: the language of the turn, the turn with | between spans; English ones
// begin with >.
func TestSpans(t *testing.T) {
	for line := range strings.Lines(spanCases) {
		lang, marked, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		text := strings.NewReplacer("|", "", ">", "").Replace(marked)
		if got := Turn(text); got != lang {
			t.Errorf("%s: %s, want %s", text, got, lang)
		}
		runes := []rune(text)
		var parts []string
		for _, s := range Spans(nil, text) {
			part := string(runes[s.Start:s.End])
			if s.Lang == English {
				part = ">" + part
			}
			parts = append(parts, part)
		}
		if got := strings.Join(parts, "|"); got != marked {
			t.Errorf("%s: %s, want %s", text, got, marked)
		}
	}
}

// Spans cover a text without gaps, and neighbours differ.
func FuzzSpans(f *testing.F) {
	for line := range strings.Lines(spanCases + turnCases) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		head := []schemas.LangSpan{{Start: 0, End: 9, Lang: English}}
		spans := Spans(head, text)
		if spans[0] != head[0] {
			t.Fatalf("%q: what was passed in is now %v", text, spans[0])
		}
		at, last := 0, ""
		for _, s := range spans[1:] {
			if s.Start != at || s.End <= s.Start || s.Lang == last || s.Lang != English && s.Lang != Chinese {
				t.Fatalf("%q: spans %v", text, spans[1:])
			}
			at, last = s.End, s.Lang
		}
		if at != len([]rune(text)) {
			t.Fatalf("%q: spans %v do not cover it", text, spans[1:])
		}
	})
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
	for name, text := range map[string]string{
		"chinese": "我们的应收账款大概三点五个亿,还没有收回来呢",
		"mixed":   "我们的receivable大概三点五个亿,cash flow还没有收回来呢",
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Turn(text)
			}
		})
	}
}

func BenchmarkSpans(b *testing.B) {
	text := "我们的receivable大概三点五个亿,cash flow还没有收回来呢"
	spans := Spans(nil, text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		spans = Spans(spans[:0], text)
	}
}
