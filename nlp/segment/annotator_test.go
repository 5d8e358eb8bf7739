package segment

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"huifang/nlp/lang"
	"huifang/schemas"
)

//go:embed testdata/turns.tsv
var turnCases string

func call(texts ...string) *schemas.Call {
	c := &schemas.Call{ID: "t"}
	for i, text := range texts {
		c.Turns = append(c.Turns, schemas.Turn{Idx: i, Text: text})
	}
	return c
}

// Columns: text, language, tokens with tags.
func TestAnnotate(t *testing.T) {
	a := NewAnnotator(OpenUnigram())
	for line := range strings.Lines(turnCases) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		c := call(f[0])
		if err := a.Annotate(c); err != nil {
			t.Fatal(err)
		}
		runes := []rune(f[0])
		var words []string
		for _, tok := range c.Turns[0].Tokens {
			words = append(words, string(runes[tok.Start:tok.End])+"/"+tok.POS)
		}
		if got := strings.Join(words, " "); got != f[2] || c.Turns[0].Lang != f[1] {
			t.Errorf("%s: %s %s, want %s %s", f[0], c.Turns[0].Lang, got, f[1], f[2])
		}
	}
}

func TestAnnotateLanguages(t *testing.T) {
	a := NewAnnotator(OpenUnigram())
	for _, c := range []struct {
		given string
		turns []string
		want  []string // the call's, then each turn's
	}{
		{"", []string{"您好", "25%", "OK"}, []string{"zh", "zh", "zh", "zh"}},
		{"", []string{"Good morning, the loan is due", "25%"}, []string{"en", "en", "en"}},
		{"mixed", []string{"您好", "好的"}, []string{"mixed", "zh", "zh"}},
		{"", []string{"我们的cash flow有点tight", "sales还可以,margin掉了", "25%"}, []string{"mixed", "mixed", "mixed", "zh"}},
		{"", []string{"……"}, []string{"", ""}},
	} {
		in := call(c.turns...)
		in.Lang = c.given
		if err := a.Annotate(in); err != nil {
			t.Fatal(err)
		}
		got := []string{in.Lang}
		for _, turn := range in.Turns {
			got = append(got, turn.Lang)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: languages %v, want %v", c.turns, got, c.want)
		}
	}
}

// Spans of language are those of mixed turns, and none is left of what a call held
// before.
func TestAnnotateLangSpans(t *testing.T) {
	a := NewAnnotator(OpenUnigram())
	in := call("我们的cash flow有点tight", "好的", "Yes, please go on")
	in.Turns[1].LangSpans = []schemas.LangSpan{{Start: 0, End: 2, Lang: lang.English}}
	if err := a.Annotate(in); err != nil {
		t.Fatal(err)
	}
	want := []schemas.LangSpan{{Start: 0, End: 3, Lang: lang.Chinese}, {Start: 3, End: 12, Lang: lang.English}, {Start: 12, End: 14, Lang: lang.Chinese}, {Start: 14, End: 19, Lang: lang.English}}
	if got := in.Turns[0].LangSpans; !slices.Equal(got, want) {
		t.Errorf("spans %v, want %v", got, want)
	}
	for _, turn := range in.Turns[1:] {
		if turn.LangSpans != nil {
			t.Errorf("%s has spans %v, want none", turn.Text, turn.LangSpans)
		}
	}
}

// The same words in full width or traditional characters are cut alike, at the
// same places.
func TestAnnotateFoldedForms(t *testing.T) {
	a := NewAnnotator(OpenUnigram())
	for _, forms := range [][]string{
		{"应收账款1200万还没收回来,LPR降了3.5%", "應收賬款１２００萬還沒收回來，ＬＰＲ降了３．５％"},
		{"抽贷以后资金链断了", "抽貸以後資金鏈斷了"},
		{"法院冻结了4S店的账户", "法院凍結了４Ｓ店的帳戶"},
	} {
		in := call(forms...)
		if err := a.Annotate(in); err != nil {
			t.Fatal(err)
		}
		for i, turn := range in.Turns[1:] {
			if !slices.Equal(turn.Tokens, in.Turns[0].Tokens) {
				t.Errorf("%s: tokens %v, want those of %s: %v", forms[i+1], turn.Tokens, forms[0], in.Turns[0].Tokens)
			}
		}
	}
}

func TestAnnotateReportsEngine(t *testing.T) {
	broken := errors.New("no dictionary")
	opened := 0
	a := NewAnnotator(func() (Engine, error) { opened++; return nil, broken })
	if opened != 0 {
		t.Error("the engine is opened before there is a call")
	}
	for range 2 {
		c := call("您好")
		if err := a.Annotate(c); !errors.Is(err, broken) {
			t.Errorf("error %v, want %v", err, broken)
		}
		if c.Turns[0].Tokens != nil || c.Turns[0].Lang != "" {
			t.Error("the call is changed")
		}
	}
	if opened != 1 {
		t.Errorf("opened %d times", opened)
	}
}

// On every call of the corpus tokens lie in the text in order, cover all that
// is not white space in Chinese turns, and come out the same again.
func TestAnnotateCorpus(t *testing.T) {
	f, err := os.Open("../corpus/train_calls.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a := NewAnnotator(OpenUnigram())
	for dec := json.NewDecoder(bufio.NewReader(f)); dec.More(); {
		var c schemas.Call
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		if err := a.Annotate(&c); err != nil {
			t.Fatal(err)
		}
		for _, turn := range c.Turns {
			checkTokens(t, turn)
		}
		again := c
		again.Turns = slices.Clone(c.Turns)
		if err := a.Annotate(&again); err != nil {
			t.Fatal(err)
		}
		for i := range c.Turns {
			if !slices.Equal(c.Turns[i].Tokens, again.Turns[i].Tokens) {
				t.Errorf("%s turn %d: %v, then %v", c.ID, i, c.Turns[i].Tokens, again.Turns[i].Tokens)
			}
		}
	}
}

func checkTokens(t *testing.T, turn schemas.Turn) {
	t.Helper()
	runes := []rune(turn.Text)
	at := 0
	for _, tok := range append(slices.Clone(turn.Tokens), schemas.Token{Start: len(runes), End: len(runes), POS: "-"}) {
		if tok.Start < at || tok.End > len(runes) || tok.POS == "" {
			t.Fatalf("%s: token %v after %d", turn.Text, tok, at)
		}
		for _, r := range runes[at:tok.Start] {
			if turn.Lang == lang.Chinese && !unicode.IsSpace(r) {
				t.Fatalf("%s: %c is in no token", turn.Text, r)
			}
		}
		at = tok.End
	}
}

func BenchmarkAnnotate(b *testing.B) {
	a := NewAnnotator(OpenUnigram())
	c := call(corpus(b)[:25]...)
	if err := a.Annotate(c); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := a.Annotate(c); err != nil {
			b.Fatal(err)
		}
	}
}
