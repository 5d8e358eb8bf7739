package risk

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode"

	"huifang/nlp/disfluency"
	"huifang/nlp/lang"
	"huifang/nlp/normalize"
	"huifang/nlp/segment"
	"huifang/schemas"
)

// annotator does what the segment stage does.
func annotator(t testing.TB) func(*schemas.Call) {
	t.Helper()
	words := segment.NewAnnotator(segment.OpenUnigram())
	d, err := disfluency.New()
	if err != nil {
		t.Fatal(err)
	}
	return func(c *schemas.Call) {
		if err := words.Annotate(c); err != nil {
			t.Fatal(err)
		}
		d.Annotate(c)
	}
}

// stumble puts hesitations between the words of a turn, a different one at every
// third place beginning with the one given, and says one word twice.
func stumble(turn *schemas.Turn, from int) string {
	hesitations := []string{"呃", "嗯", "呃"}
	runes := []rune(turn.Text)
	var b strings.Builder
	for i, tok := range turn.Tokens {
		word := string(runes[tok.Start:tok.End])
		if i > 0 && i%3 == from && unicode.Is(unicode.Han, runes[tok.Start]) && unicode.Is(unicode.Han, runes[tok.Start-1]) {
			b.WriteString(hesitations[i%len(hesitations)])
			if i%2 == 0 && tok.End-tok.Start == 2 {
				b.WriteString(word[:len(word)/2]) // 呃逾逾期
			}
		}
		b.WriteString(word)
	}
	return b.String()
}

// TestRulesReadThroughDisfluencies says the examples of the rules haltingly.
func TestRulesReadThroughDisfluencies(t *testing.T) {
	rs := ruleSet(t)
	tagger := NewTagger(rs, nil)
	annotate := annotator(t)
	said, marked, unmarked := 0, 0, 0
	for i := range rs.Signals {
		s := &rs.Signals[i]
		for _, example := range s.Examples {
			for from := range 3 {
				c := exchange(example, s.Scope)
				annotate(c)
				turn := &c.Turns[len(c.Turns)-1]
				halting := stumble(turn, from)
				if halting == turn.Text || len(c.Turns) > 1 || turn.Lang != lang.Chinese {
					continue // an answer's first words are cues of their own
				}
				said++
				turn.Text = halting
				annotate(c)
				tagger.Annotate(c)
				if status(c, s.Code) == schemas.StatusAsserted {
					marked++
				} else {
					t.Logf("%s is not found in %s", s.Code, halting)
				}
				turn.Disfluencies = nil
				tagger.Annotate(c)
				if status(c, s.Code) == schemas.StatusAsserted {
					unmarked++
				}
			}
		}
	}
	share := float64(marked) / float64(said)
	t.Logf("%d examples said haltingly: %.3f found, %.3f without marks", said, share, float64(unmarked)/float64(said))
	if share < 0.95 {
		t.Errorf("%.3f of the examples are found when they are said haltingly, below 0.95", share)
	}
}

// TestHeard reads testdata/heard.tsv: code, status or -, sound where the words only
// sound like the rule's, the evidence, the turn before, the turn.
func TestHeard(t *testing.T) {
	data, err := os.ReadFile("testdata/heard.tsv")
	if err != nil {
		t.Fatal(err)
	}
	tagger := NewTagger(ruleSet(t), nil)
	annotate := annotator(t)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			t.Fatalf("not six columns: %s", line)
		}
		example := f[5]
		if f[4] != "" {
			example = f[4] + " => " + example
		}
		c := exchange(example, schemas.RoleCustomer)
		annotate(c)
		tagger.Annotate(c)
		got := schemas.Signal{Status: "-"}
		for _, s := range c.Turns[len(c.Turns)-1].Signals {
			if s.Code == f[0] {
				got = s
			}
		}
		if got.Status != f[1] || (got.Match == schemas.MatchPinyin) != (f[2] == "sound") {
			t.Errorf("%s: %s %q %s", line, got.Status, got.Match, got.Rule)
			continue
		}
		if evidence := string([]rune(f[5])[got.Start:got.End]); evidence != f[3] {
			t.Errorf("%s: the evidence is %s", line, evidence)
		}
		if got.Match == schemas.MatchPinyin && got.Confidence > soundShare {
			t.Errorf("%s: confidence %v of what only sounds so", line, got.Confidence)
		}
	}
}

// TestSoundsAreRare holds what is heard to the recogniser's errors that are
// labelled: next to nothing else may sound like a word of the rules.
func TestSoundsAreRare(t *testing.T) {
	sounds := ruleSet(t).compiled.sounds
	annotate := annotator(t)
	turns, right, wrong := 0, 0, 0
	for _, data := range labelledCalls(t) {
		var labels struct {
			Gold struct {
				Errors []struct{ Turn, Start, End int } `json:"asr_errors"`
			}
		}
		if err := json.Unmarshal(data, &labels); err != nil {
			t.Fatal(err)
		}
		c := decode(t, data)
		annotate(c)
		for i := range c.Turns {
			turns++
			text := normalize.Fold(nil, c.Turns[i].Text)
			for _, h := range sounds.Match(nil, text, c.Turns[i].Tokens) {
				labelled := false
				for _, e := range labels.Gold.Errors {
					labelled = labelled || e.Turn == i && e.Start < h.End && h.Start < e.End
				}
				if labelled {
					right++
				} else {
					wrong++
					t.Logf("%s turn %d: %s for %s", c.ID, i, string(text[h.Start:h.End]), string(sounds.Word(h.Word)))
				}
			}
		}
	}
	t.Logf("%d turns: %d labelled errors are heard, %d other stretches", turns, right, wrong)
	if wrong*1000 > turns || right < 8 {
		t.Errorf("%d labelled errors are heard and %d other stretches in %d turns; at most one in 1000 may be", right, wrong, turns)
	}
}

func FuzzHeard(f *testing.F) {
	rs := ruleSet(f)
	tagger := NewTagger(rs, fixed{"FIN05", 0.4})
	annotate := annotator(f)
	f.Add("账户被那个被冻结了", "账户被", 0.2)
	f.Add("逾 呃 逾期了,三百不对五百万", "逾期", 0.9)
	f.Add("基本护被冻结 um you know", "\x00", -1.0)
	f.Fuzz(func(t *testing.T, text, word string, confidence float64) {
		c := &schemas.Call{ID: "f", Turns: []schemas.Turn{
			{Role: schemas.RoleAgent, Text: word},
			{Idx: 1, Role: schemas.RoleCustomer, Text: text, Confidence: &confidence, Words: []schemas.Word{{Text: word, Confidence: &confidence}}},
		}}
		annotate(c)
		tagger.Annotate(c)
		checkSignals(t, rs, c)
	})
}
