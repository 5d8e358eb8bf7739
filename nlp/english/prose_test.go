package english

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"
	"pgregory.net/rapid"

	"huifang/nlp/english/proseweights"
	"huifang/schemas"
)

// The words and tags are those of prose itself, on all that is said in the
// English calls of the corpus, but where prose drops words.
func TestSameAsProse(t *testing.T) {
	model, err := openPerceptron(packed)
	if err != nil {
		t.Fatal(err)
	}
	first, err := prose.NewDocument("", prose.WithExtraction(false), prose.WithSegmentation(false))
	if err != nil {
		t.Fatal(err)
	}
	s := &sequence{tokenizer: tokenizer{runs: map[uint64]run{}}, model: model}
	words := 0
	for _, text := range englishTurns(t) {
		s.read([]byte(text))
		doc, err := prose.NewDocument(text, prose.UsingModel(first.Model), prose.WithExtraction(false), prose.WithSegmentation(false))
		if err != nil {
			t.Fatal(err)
		}
		want := doc.Tokens()
		if dropsWords(text, want) {
			continue
		}
		if len(want) != len(s.words) {
			t.Errorf("%s: %d words, prose has %d", text, len(s.words), len(want))
			continue
		}
		for i, w := range s.words {
			if word, tag := text[w.start:w.end], s.tags[w.slot]; word != want[i].Text || tag != want[i].Tag {
				t.Errorf("%s: %s/%s, prose has %s/%s", text, word, tag, want[i].Text, want[i].Tag)
			}
		}
		words += len(want)
	}
	if words < 1000 {
		t.Errorf("only %d words compared", words)
	}
}

// dropsWords reports that tokens lack characters of text, as of it's, (with the comma).
func dropsWords(text string, tokens []prose.Token) bool {
	n := 0
	for _, f := range strings.Fields(text) {
		n += len(f)
	}
	for _, t := range tokens {
		n -= len(t.Text)
	}
	return n > 0
}

// Every character that is no blank belongs to one word, also around contractions.
func TestWordsCoverTheText(t *testing.T) {
	tok := tokenizer{runs: map[uint64]run{}}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{"can", "it", "they", "'s", "n't", "'LL", "'m", "'re", "'", ",", ".", "?", "(", ")", "$", "\"", " ", "U.S.", "Mr."})).Draw(t, "parts")
		text := []byte(strings.Join(parts, ""))
		tok.cut(text)
		at := 0
		for _, w := range tok.words {
			if w.start < at || w.end <= w.start || len(bytes.TrimSpace(text[at:w.start])) > 0 {
				t.Fatalf("%q: word %v after %d", text, w, at)
			}
			at = w.end
		}
		if len(bytes.TrimSpace(text[at:])) > 0 {
			t.Fatalf("%q ends in no word", text)
		}
	})
}

// englishTurns returns the turns of the English calls, and some with what they
// do not hold.
func englishTurns(tb testing.TB) []string {
	tb.Helper()
	turns := []string{
		"It's here, it's late. He said it was, well, theirs; they don't",
		"See www.example.com or mail a.b@example.com, (v2.10.3) e.g. at 12.75% of 1,200.50.",
		"The U.S. buyer, Mr. Lee, paid $300 [not 2019] in mid-May - 0 left * \"so to say\".",
		"the bank the bank the bank",
	}
	for _, path := range []string{"../corpus/dev_calls.jsonl", "../corpus/train_calls.jsonl"} {
		data, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			var c schemas.Call
			if err := json.Unmarshal(line, &c); err != nil {
				tb.Fatal(err)
			}
			if c.Lang != "en" {
				continue
			}
			for _, turn := range c.Turns {
				turns = append(turns, string(Transliterate(nil, turn.Text, schemas.Span{End: len([]rune(turn.Text))})))
			}
		}
	}
	return turns
}

// The shipped model is what gentagger makes of the version of prose in go.mod.
func TestModelIsUpToDate(t *testing.T) {
	known, weights, err := proseweights.Load()
	if err != nil {
		t.Fatal(err)
	}
	want, err := Pack(known, weights)
	if err != nil {
		t.Fatal(err)
	}
	if packed != string(want) {
		t.Error("tagger.bin is stale: run go generate")
	}
}

func FuzzOpenPerceptron(f *testing.F) {
	small, err := Pack(map[string]string{"the": "DT"}, map[string]map[string]float64{
		"bias": {"NN": 0.5, "VB": -0.25}, "i word loan": {"NN": 1.5},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(small))
	f.Add(packedMagic)
	f.Fuzz(func(t *testing.T, data string) {
		p, err := openPerceptron(data)
		if err != nil {
			return
		}
		s := &sequence{tokenizer: tokenizer{runs: map[uint64]run{}}, model: p}
		s.read([]byte("the loan is due"))
	})
}

func TestPack(t *testing.T) {
	data, err := Pack(map[string]string{"whose": "WP$"}, map[string]map[string]float64{
		"bias": {"NN": -0.5, "VB": -0.25}, "i word loan": {"NN": 1.5},
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := openPerceptron(string(data))
	if err != nil {
		t.Fatal(err)
	}
	s := &sequence{tokenizer: tokenizer{runs: map[uint64]run{}}, model: p}
	s.read([]byte("whose loan ran"))
	if got := s.tags; !slices.Equal(got, []string{"WP$", "NN", "VB"}) {
		t.Errorf("tags %q, want WP$ NN VB", got)
	}
	for name, weights := range map[string]map[string]map[string]float64{
		"no bias":                   {},
		"a tag that has no bias":    {"bias": {"NN": 1}, "i word a": {"DT": 1}},
		"a weight beyond the limit": {"bias": {"NN": 1e6}},
	} {
		if _, err := Pack(nil, weights); err == nil {
			t.Errorf("packs %s", name)
		}
	}
}
