package sentiment

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"huifang/schemas"
)

func analyzer(t testing.TB) *Analyzer {
	t.Helper()
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// call builds a call of agent and customer turns, agent first.
func call(texts ...string) *schemas.Call {
	c := &schemas.Call{ID: "t"}
	for i, text := range texts {
		role := schemas.RoleAgent
		if i%2 == 1 {
			role = schemas.RoleCustomer
		}
		c.Turns = append(c.Turns, schemas.Turn{Idx: i, Role: role, Text: text})
	}
	return c
}

// TestTurns puts each case into the middle of an uneventful call.
func TestTurns(t *testing.T) {
	a := analyzer(t)
	data, err := os.ReadFile("testdata/turns.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		c := call("您好,例行回访,电话有录音。", "好,你说。", "贷款用在哪里了?", "都付给材料商了。",
			f[1], f[2], "下个月方便过去看看吗?", "可以。", "有意见吗?", "没有。")
		a.Annotate(c)
		if got := c.Turns[5].Sentiment; !slices.Contains(strings.Split(f[0], "|"), got.Label) {
			t.Errorf("%s / %s: %s (%.2f), want %s", f[1], f[2], got.Label, got.Score, f[0])
		}
	}
}

func TestAnnotateChoosesTurnsByRole(t *testing.T) {
	c := call("您好", "你好", "再见", "再见")
	c.Turns[3].Role = schemas.RoleUnknown
	c.Turns[0].Sentiment = &schemas.Sentiment{Label: schemas.SentimentNegative}
	analyzer(t).Annotate(c)
	for i, want := range []bool{false, true, false, true} {
		if got := c.Turns[i].Sentiment != nil; got != want {
			t.Errorf("turn %d (%s) annotated: %v", i, c.Turns[i].Role, got)
		}
	}
}

func TestAnnotateIsAPureFunction(t *testing.T) {
	a := analyzer(t)
	texts := []string{"订单怎么样?", "唉,掉了一半。", "还款呢?", "备好了,放心。", "有意见吗?", "没有,谢谢。"}
	want := call(texts...)
	a.Annotate(want)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				c := call(texts...)
				a.Annotate(c)
				a.Annotate(c)
				got, _ := json.Marshal(c)
				if exp, _ := json.Marshal(want); string(got) != string(exp) {
					t.Errorf("got %s, want %s", got, exp)
				}
			}
		})
	}
	wg.Wait()
}

func TestDecodeRefusesDamage(t *testing.T) {
	for name, data := range map[string][]byte{
		"empty":        nil,
		"short":        {200, 1, '{'},
		"other layer":  append([]byte{2}, "{}"...),
		"cut":          talkArtefact[:len(talkArtefact)-1],
		"length wraps": {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1},
	} {
		if _, err := Decode(data, writtenArtefact); err == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := Decode(talkArtefact, data); err == nil {
			t.Errorf("%s: no error for the experts", name)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	a := analyzer(f)
	f.Add("有没有拖欠工资?", "没有")
	f.Add("", "")
	f.Add("\xff", "no 亏 n't not 不")
	f.Fuzz(func(t *testing.T, question, answer string) {
		c := call(question, answer, question, answer)
		a.Annotate(c)
		for _, i := range []int{1, 3} {
			s := c.Turns[i].Sentiment
			if math.IsNaN(s.Score) || s.Score < -1 || s.Score > 1 {
				t.Fatalf("score %v", s.Score)
			}
			if s.Label == schemas.SentimentNegative && s.Score > 0 || s.Label == schemas.SentimentPositive && s.Score < 0 {
				t.Fatalf("label %s with score %v", s.Label, s.Score)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := analyzer(b)
	var texts []string
	for range 13 {
		texts = append(texts, "那上个月的工资都按时发了吧,供应商那边的货款有没有拖?", "工资发了,货款确实拖了两家,加起来三百来万,月底回款了就给。")
	}
	c := call(texts...)
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(c)
	}
}
