package riskmodel

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func load(t testing.TB) *Model {
	t.Helper()
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// top returns the code with the highest probability.
func top(m *Model, prev, text string, agent bool) (string, float32) {
	scores := m.Score(prev, text, agent, nil)
	best := 0
	for c, p := range scores {
		if p > scores[best] {
			best = c
		}
	}
	return m.Codes()[best], scores[best]
}

func TestScoreRanksPlainStatementsFirst(t *testing.T) {
	m := load(t)
	for _, tt := range []struct{ prev, text, code string }{
		{"工人的工资都发了吗?", "上个月的工资还没发,工人在闹。", "LIQ02"},
		{"账户有没有被冻结?", "有,基本户上周被法院冻结了。", "LIT03"},
		{"这一期利息能按时还吗?", "这个月怕是还不上了,得拖一拖。", "DEF02"},
		{"今年是盈利还是亏损?", "亏了,亏了四百多万。", "FIN02"},
	} {
		if got, p := top(m, tt.prev, tt.text, false); got != tt.code {
			t.Errorf("%s / %s: first is %s (%.2f), want %s", tt.prev, tt.text, got, p, tt.code)
		}
	}
}

func TestAnswerTurnsTheQuestion(t *testing.T) {
	m := load(t)
	code := slices.Index(m.Codes(), "LIT03")
	const question = "账户有没有被冻结或者查封?"
	yes := m.Score(question, "有,上个月。", false, nil)[code]
	no := m.Score(question, "没有。", false, nil)[code]
	if yes <= no {
		t.Errorf("probability of LIT03 after 有 is %.3f, after 没有 %.3f", yes, no)
	}
}

func TestScoreKeepsToTheSpeaker(t *testing.T) {
	m := load(t)
	for _, agent := range []bool{false, true} {
		for c, p := range m.Score("", "您把验证码和网银密码发给我,我帮您操作,账户被冻结了。", agent, nil) {
			if code := m.Codes()[c]; AgentConduct(code) != agent && p != 0 {
				t.Errorf("agent=%v: %s has probability %v", agent, code, p)
			}
		}
	}
}

func TestScoreFoldsWidthCaseAndScript(t *testing.T) {
	m := load(t)
	a := m.Score("帳戶凍結了嗎？", "凍結了ＯＫ", false, nil)
	b := m.Score("账户冻结了吗?", "冻结了ok", false, nil)
	if !slices.Equal(a, b) {
		t.Error("traditional, full-width text scores differently")
	}
}

func FuzzScore(f *testing.F) {
	m := load(f)
	f.Add("有没有被冻结?", "没有", false)
	f.Add("", strings.Repeat("亏", 3000), false)
	f.Add("\xff\xfe", "OK 3.5%", true)
	f.Fuzz(func(t *testing.T, prev, text string, agent bool) {
		scores := m.Score(prev, text, agent, nil)
		if len(scores) != len(m.Codes()) {
			t.Fatalf("%d scores for %d codes", len(scores), len(m.Codes()))
		}
		for c, p := range scores {
			if !(p >= 0 && p <= 1) || math.IsNaN(float64(p)) {
				t.Fatalf("%s: probability %v", m.Codes()[c], p)
			}
		}
	})
}

func BenchmarkScore(b *testing.B) {
	m := load(b)
	dst := make([]float32, 0, len(m.Codes()))
	b.ReportAllocs()
	for b.Loop() {
		dst = m.Score("那上个月的工资都按时发了吧,供应商那边的货款有没有拖?", "工资发了,货款确实拖了两家,加起来三百来万,月底回款了就给。", false, dst)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
