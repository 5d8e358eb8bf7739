package stance

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"

	"huifang/nlp/risk"
	"huifang/schemas"
)

func analyzer(t testing.TB) *Analyzer {
	t.Helper()
	rs, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(rs)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// call makes one of turns written as "question => answer" or "statement".
func call(turns ...string) *schemas.Call {
	c := &schemas.Call{ID: "t"}
	add := func(role, text string) {
		c.Turns = append(c.Turns, schemas.Turn{Idx: len(c.Turns), Role: role, Text: text})
	}
	for _, t := range turns {
		question, answer, ok := strings.Cut(t, " => ")
		if ok {
			add(schemas.RoleAgent, question)
			t = answer
		}
		add(schemas.RoleCustomer, t)
	}
	return c
}

// TestTurns runs testdata/turns.tsv: willingness, ability, and a turn of the
// customer, with the officer's question before it where there is one.
func TestTurns(t *testing.T) {
	a := analyzer(t)
	data, err := os.ReadFile("testdata/turns.tsv")
	if err != nil {
		t.Fatal(err)
	}
	levels := map[string]string{
		"+": schemas.StanceFirm, "?": schemas.StanceDoubtful, "-": schemas.StanceLacking, ".": schemas.StanceUnstated,
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || levels[f[0]] == "" || levels[f[1]] == "" {
			t.Fatalf("line %q", line)
		}
		n++
		c := call(f[2])
		a.Annotate(c)
		if got := c.Repayment.Willingness.Level; got != levels[f[0]] {
			t.Errorf("%s: willingness %s, want %s", f[2], got, levels[f[0]])
		}
		if got := c.Repayment.Ability.Level; got != levels[f[1]] {
			t.Errorf("%s: ability %s, want %s", f[2], got, levels[f[1]])
		}
	}
	if n < 300 {
		t.Errorf("only %d turns", n)
	}
}

// TestCalls tells what several turns come to together.
func TestCalls(t *testing.T) {
	a := analyzer(t)
	for _, tc := range []struct {
		turns                   []string
		willing, able           string
		willingTurns, ableTurns []int
	}{
		{[]string{"您好", "再见"}, schemas.StanceUnstated, schemas.StanceUnstated, nil, nil},
		{[]string{"到期能还吗? => 能", "钱准备好了"}, schemas.StanceUnstated, schemas.StanceFirm, nil, []int{1, 2}},
		{[]string{"到期能还吗? => 能", "说实话,本金还不上"}, schemas.StanceUnstated, schemas.StanceDoubtful, nil, []int{1, 2}},
		{[]string{"还款没问题", "本金还不上", "利息也凑不出来"}, schemas.StanceUnstated, schemas.StanceLacking, nil, []int{0, 1, 2}},
		{[]string{"还款没问题", "钱准备好了", "能不能展期半年"}, schemas.StanceUnstated, schemas.StanceFirm, nil, []int{0, 1, 2}},
		{[]string{"欠债还钱,我认账", "就是现在还不上"}, schemas.StanceFirm, schemas.StanceLacking, []int{0}, []int{1}},
		{[]string{"我们一直按时还利息的", "这钱我不打算还了"}, schemas.StanceDoubtful, schemas.StanceFirm, []int{0, 1}, []int{0}},
	} {
		c := call(tc.turns...)
		a.Annotate(c)
		w, b := c.Repayment.Willingness, c.Repayment.Ability
		if w.Level != tc.willing || b.Level != tc.able || !slices.Equal(w.Turns, tc.willingTurns) || !slices.Equal(b.Turns, tc.ableTurns) {
			t.Errorf("%q: %+v, want %s %v and %s %v", tc.turns, *c.Repayment, tc.willing, tc.willingTurns, tc.able, tc.ableTurns)
		}
	}
}

// A signal decides where words do not, and only an asserted one.
func TestSignals(t *testing.T) {
	a := analyzer(t)
	for _, tc := range []struct {
		text, code, status string
		willing, able      string
	}{
		{"这个月不好过", "DEF02", schemas.StatusAsserted, schemas.StanceUnstated, schemas.StanceLacking},
		{"这个月不好过", "LIQ01", schemas.StatusAsserted, schemas.StanceUnstated, schemas.StanceDoubtful},
		{"这个月不好过", "LIQ01", schemas.StatusNegated, schemas.StanceUnstated, schemas.StanceUnstated},
		{"房子过给我弟了", "DEF06", schemas.StatusAsserted, schemas.StanceLacking, schemas.StanceUnstated},
		{"少来烦我", "COP05", schemas.StatusAsserted, schemas.StanceDoubtful, schemas.StanceUnstated},
		{"订单少了", "OPR01", schemas.StatusAsserted, schemas.StanceUnstated, schemas.StanceUnstated},
		{"资金都准备好了", "DEF02", schemas.StatusAsserted, schemas.StanceUnstated, schemas.StanceFirm},
		{"我客户还不上我的钱", "DEF02", schemas.StatusAsserted, schemas.StanceUnstated, schemas.StanceUnstated},
	} {
		c := call(tc.text)
		c.Turns[0].Signals = []schemas.Signal{{Code: tc.code, Severity: 3, Status: tc.status, End: utf8.RuneCountInString(tc.text)}}
		a.Annotate(c)
		if w, b := c.Repayment.Willingness.Level, c.Repayment.Ability.Level; w != tc.willing || b != tc.able {
			t.Errorf("%s with %s %s: %s and %s, want %s and %s", tc.text, tc.status, tc.code, w, b, tc.willing, tc.able)
		}
	}
}

// The codes that the cues name are those of the rule set that ships.
func TestCodesAreKnown(t *testing.T) {
	a := analyzer(t)
	var f cueFile
	if err := yaml.Load(cuesYAML, &f); err != nil {
		t.Fatal(err)
	}
	codes := slices.Concat(f.Signals.Ability.Lacking, f.Signals.Ability.Doubtful, f.Signals.Willingness.Lacking, f.Signals.Willingness.Doubtful)
	if len(codes) == 0 {
		t.Fatal("no codes")
	}
	for _, code := range codes {
		if _, ok := a.cues.signals[code]; !ok {
			t.Errorf("there is no signal %s", code)
		}
	}
}

// What the officer says of repayment is not the customer's stance.
func TestOfficersWordsDoNotCount(t *testing.T) {
	a := analyzer(t)
	c := &schemas.Call{Turns: []schemas.Turn{
		{Role: schemas.RoleAgent, Text: "您要是还不上,我们只能起诉,肯定要还的。"},
		{Idx: 1, Role: schemas.RoleCustomer, Text: "知道了"},
	}}
	a.Annotate(c)
	if w, b := c.Repayment.Willingness.Level, c.Repayment.Ability.Level; w != schemas.StanceUnstated || b != schemas.StanceUnstated {
		t.Errorf("%s and %s", w, b)
	}
}

// Marked disfluencies are read through.
func TestDisfluencies(t *testing.T) {
	a := analyzer(t)
	c := call("本金我还呃不上,钱准不是备不好")
	c.Turns[0].Disfluencies = []schemas.Disfluency{
		{Start: 4, End: 5, Kind: schemas.DisfluencyFiller}, {Start: 7, End: 14, Kind: schemas.DisfluencyRestart},
	}
	a.Annotate(c)
	if got := c.Repayment.Ability.Level; got != schemas.StanceLacking {
		t.Errorf("ability %s", got)
	}
	c.Turns[0].Disfluencies = nil
	a.Annotate(c)
	if got := c.Repayment.Ability.Level; got != schemas.StanceUnstated {
		t.Errorf("ability %s without the marks", got)
	}
}

// TestScores holds scores, levels and turns together for any talk.
func TestScores(t *testing.T) {
	a := analyzer(t)
	turns := []string{
		"还不上", "钱准备好了", "能不能展期半年", "到期能还吗? => 能", "到期能还吗? => 难说", "我肯定还", "这钱我不打算还了",
		"到时候再说吧", "利息一直按时还的", "订单还行", "还款有困难吗? => 有", "要是货款不来,本金就还不上了",
	}
	rapid.Check(t, func(t *rapid.T) {
		c := call(rapid.SliceOf(rapid.SampledFrom(turns)).Draw(t, "turns")...)
		a.Annotate(c)
		first := *c.Repayment
		for _, s := range []schemas.Stance{first.Willingness, first.Ability} {
			if s.Score < -1 || s.Score > 1 || (s.Level == schemas.StanceUnstated) != (len(s.Turns) == 0) {
				t.Fatalf("%+v", s)
			}
			if s.Level == schemas.StanceFirm && s.Score <= 0 || s.Level == schemas.StanceLacking && s.Score >= 0 {
				t.Fatalf("%+v", s)
			}
			for k, i := range s.Turns {
				if c.Turns[i].Role == schemas.RoleAgent || k > 0 && i <= s.Turns[k-1] {
					t.Fatalf("turns %v", s.Turns)
				}
			}
		}
		a.Annotate(c)
		if diff := cmp.Diff(first, *c.Repayment); diff != "" {
			t.Fatalf("a second time: %s", diff)
		}
	})
}

func TestFaultyPatternsAreNamed(t *testing.T) {
	rs, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(cuesYAML), `- "欠债还钱"`, `- "欠债(还钱"`, 1)
	if _, err := loadCues([]byte(broken), rs); err == nil || !strings.Contains(err.Error(), "欠债(还钱") || !strings.Contains(err.Error(), "cues.yaml:") {
		t.Errorf("error %v", err)
	}
	if _, err := loadCues([]byte("strange: 1\n"), rs); err == nil {
		t.Error("an unknown field is taken")
	}
}

func FuzzAnnotate(f *testing.F) {
	a := analyzer(f)
	f.Add("到期能还吗?", "能,钱准备好了,放心")
	f.Add("还款有困难吗", "没有没有,要是订单再掉就难说了。不会还不上")
	f.Fuzz(func(t *testing.T, question, answer string) {
		c := &schemas.Call{Turns: []schemas.Turn{
			{Role: schemas.RoleAgent, Text: question},
			{Idx: 1, Role: schemas.RoleCustomer, Text: answer},
		}}
		a.Annotate(c)
		for _, s := range []schemas.Stance{c.Repayment.Willingness, c.Repayment.Ability} {
			if len(s.Turns) > 1 || len(s.Turns) == 1 && s.Turns[0] != 1 {
				t.Errorf("%q, %q: turns %v", question, answer, s.Turns)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := analyzer(b)
	data, err := os.ReadFile("../corpus/dev_calls.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	var calls []*schemas.Call
	for line := range bytes.Lines(data) {
		c, err := schemas.Decode(line)
		if err != nil {
			b.Fatal(err)
		}
		calls = append(calls, c)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range calls {
			a.Annotate(c)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(calls)), "ns/call")
}
