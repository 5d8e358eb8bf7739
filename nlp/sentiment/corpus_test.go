package sentiment

import (
	"bufio"
	"os"
	"testing"

	"huifang/schemas"
)

func devCalls(tb testing.TB) []*schemas.Call {
	f, err := os.Open("../corpus/dev_calls.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	var calls []*schemas.Call
	for lines.Scan() {
		c, err := schemas.Decode(lines.Bytes())
		if err != nil {
			tb.Fatal(err)
		}
		calls = append(calls, c)
	}
	return calls
}

// Reviews and posts that were put in as calls of one turn take a side; the words
// of a talk are left to the layers that learned from talks, whatever they
// resemble.
func TestNotesAreReadByTheirExperts(t *testing.T) {
	a := analyzer(t)
	for text, want := range map[string]string{
		"质量很好,做工精细,物流也快,下次还会再来买。":                       schemas.SentimentPositive,
		"太差了,用了两天就坏了,客服也不理人,千万别买。":                      schemas.SentimentNegative,
		"明天继续涨停,主力拉升,坚定持有。":                             schemas.SentimentPositive,
		"又跌停了,垃圾股,主力出货,快跑吧。":                            schemas.SentimentNegative,
		"The room was dirty and the food was terrible.": schemas.SentimentNegative,
		"Great place, very friendly staff.":             schemas.SentimentPositive,
	} {
		c := &schemas.Call{ID: "t", Turns: []schemas.Turn{{Role: schemas.RoleCustomer, Text: text}}}
		a.Annotate(c)
		if got := c.Turns[0].Sentiment; got.Label != want {
			t.Errorf("%s: %s (%.2f), want %s", text, got.Label, got.Score, want)
		}
	}
}

func TestIsTalk(t *testing.T) {
	for texts, want := range map[int]bool{1: false, 2: false, 3: false, 4: true, 9: true} {
		if got := isTalk(call(make([]string, texts)...)); got != want {
			t.Errorf("%d turns in turn are a talk: %v", texts, got)
		}
	}
	c := call("a", "b", "c", "d")
	for i := range c.Turns {
		c.Turns[i].Role = schemas.RoleCustomer
	}
	if isTalk(c) {
		t.Error("one speaker alone talks")
	}
	for i := range c.Turns {
		c.Turns[i].Role, c.Turns[i].Speaker = schemas.RoleUnknown, string(rune('a'+i%2))
	}
	if !isTalk(c) {
		t.Error("two speakers of unknown role do not talk")
	}
}

// Neutral is either found or for want of anything better; no other label
// abstains, and the score keeps its sign.
func TestJudge(t *testing.T) {
	for _, tt := range []struct {
		plain, favoured [classes]float64
		want            schemas.Sentiment
	}{
		{[classes]float64{0.1, 0.8, 0.1}, [classes]float64{0.15, 0.7, 0.15}, schemas.Sentiment{Label: "neu"}},
		{[classes]float64{0.35, 0.45, 0.2}, [classes]float64{0.35, 0.4, 0.25}, schemas.Sentiment{Label: "neu", Score: -0.1, Abstained: true}},
		{[classes]float64{0.2, 0.45, 0.35}, [classes]float64{0.2, 0.3, 0.5}, schemas.Sentiment{Label: "pos", Score: 0.3}},
		{[classes]float64{0.495, 0, 0.505}, [classes]float64{0.495, 0, 0.505}, schemas.Sentiment{Label: "neu", Score: 0.01, Abstained: true}},
		{[classes]float64{0.6, 0.3, 0.1}, [classes]float64{0.6, 0.3, 0.1}, schemas.Sentiment{Label: "neg", Score: -0.5}},
	} {
		if got := judge(tt.plain, tt.favoured); got != tt.want {
			t.Errorf("%v: %+v, want %+v", tt.favoured, got, tt.want)
		}
	}
}

// BenchmarkCorpus annotates the development calls, one an iteration.
func BenchmarkCorpus(b *testing.B) {
	a := analyzer(b)
	calls := devCalls(b)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(calls[i%len(calls)])
		i++
	}
}
