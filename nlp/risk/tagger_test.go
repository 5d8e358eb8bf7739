package risk

import (
	"bufio"
	"encoding/json"
	"os"
	"reflect"
	"sync"
	"testing"
	"unicode/utf8"

	"huifang/schemas"
)

const corpus = "../corpus/train_calls.jsonl"

func labelledCalls(t testing.TB) [][]byte {
	t.Helper()
	f, err := os.Open(corpus)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]byte
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<22)
	for s.Scan() {
		out = append(out, append([]byte(nil), s.Bytes()...))
	}
	if s.Err() != nil || len(out) == 0 {
		t.Fatalf("%d calls in %s: %v", len(out), corpus, s.Err())
	}
	return out
}

func decode(t testing.TB, data []byte) *schemas.Call {
	t.Helper()
	c, err := schemas.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// fixed is a scorer that gives one code one probability on every turn.
type fixed struct {
	code string
	p    float32
}

func (f fixed) Codes() []string { return []string{"XXX99", f.code} }

func (f fixed) Score(_, _ string, _ bool, dst []float32) []float32 {
	return append(dst[:0], 1, f.p)
}

// checkSignals tests what must hold of any annotated call.
func checkSignals(t *testing.T, rs *RuleSet, c *schemas.Call) {
	t.Helper()
	for i := range c.Turns {
		turn := &c.Turns[i]
		n := utf8.RuneCountInString(turn.Text)
		last := -1
		for _, s := range turn.Signals {
			def, ok := rs.Signal(s.Code)
			if !ok {
				t.Fatalf("call %s turn %d: unknown code %s", c.ID, i, s.Code)
			}
			if s.Start < 0 || s.End > n || s.Start > s.End {
				t.Errorf("call %s turn %d: span [%d,%d) in %d characters", c.ID, i, s.Start, s.End, n)
			}
			if s.Severity < def.Severity || s.Severity > 5 || s.Confidence <= 0 || s.Confidence > 1 {
				t.Errorf("call %s turn %d: %s has severity %d, confidence %v", c.ID, i, s.Code, s.Severity, s.Confidence)
			}
			if turn.Role == schemas.RoleAgent && def.Scope != ScopeAgent || turn.Role == schemas.RoleCustomer && def.Scope != ScopeCustomer {
				t.Errorf("call %s turn %d: %s on a turn of the %s", c.ID, i, s.Code, turn.Role)
			}
			if s.Question != nil && *s.Question != i-1 {
				t.Errorf("call %s turn %d: answers turn %d", c.ID, i, *s.Question)
			}
			if at := rs.byCode[s.Code]; at <= last {
				t.Errorf("call %s turn %d: %s out of order", c.ID, i, s.Code)
			} else {
				last = at
			}
		}
	}
}

func TestSignalsAreSound(t *testing.T) {
	rs := ruleSet(t)
	for _, scorer := range []Scorer{nil, fixed{"FIN05", 0.7}} {
		tagger := NewTagger(rs, scorer)
		for _, data := range labelledCalls(t) {
			c := decode(t, data)
			tagger.Annotate(c)
			checkSignals(t, rs, c)
		}
	}
}

// Calls annotated at once, and again, come out as alone.
func TestAnnotateIsPureAndConcurrent(t *testing.T) {
	tagger := NewTagger(ruleSet(t), nil)
	calls := labelledCalls(t)[:40]
	want := make([]*schemas.Call, len(calls))
	for i, data := range calls {
		want[i] = decode(t, data)
		tagger.Annotate(want[i])
	}
	var wg sync.WaitGroup
	got := make([]*schemas.Call, len(calls))
	for i, data := range calls {
		got[i] = decode(t, data)
		wg.Go(func() {
			tagger.Annotate(got[i])
			tagger.Annotate(got[i])
		})
	}
	wg.Wait()
	for i := range calls {
		if !reflect.DeepEqual(want[i], got[i]) {
			t.Errorf("call %s comes out differently", want[i].ID)
		}
	}
}

func TestScorerPromotesAndProposes(t *testing.T) {
	rs := ruleSet(t)
	const plain = "今天天气蛮好的啊。"
	for _, c := range []struct {
		name, turn string
		scorer     Scorer
		want       string
	}{
		{"nothing alone", plain, nil, ""},
		{"proposed", plain, fixed{"FIN05", 0.9}, schemas.StatusAsserted},
		{"too weak", plain, fixed{"FIN05", 0.1}, ""},
		{"denied", "没有,都好。", fixed{"FIN05", 0.5}, ""},
		{"supported", "客户那边货款越拖越长。", fixed{"FIN05", 0.3}, schemas.StatusAsserted},
		{"vetoed", "以前四十五天结,现在要四个月。", fixed{"FIN05", 0}, ""},
		{"certain", "货款收不回来了。", fixed{"FIN05", 0}, schemas.StatusAsserted},
	} {
		call := exchange(c.turn, schemas.RoleCustomer)
		NewTagger(rs, c.scorer).Annotate(call)
		if got := status(call, "FIN05"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	call := exchange(plain, schemas.RoleAgent)
	NewTagger(rs, fixed{"FIN05", 0.9}).Annotate(call)
	if got := status(call, "FIN05"); got != "" {
		t.Errorf("the agent's turn gives a signal of the customer: %s", got)
	}
}

// The agent's recap does not make a signal fire again that the call has.
func TestRecapDoesNotRepeat(t *testing.T) {
	const question, recap = "账户有没有被冻结?", "那我复述一下:基本户被法院冻结了,对吧?"
	turns := func(texts ...string) *schemas.Call {
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
	tagger := NewTagger(ruleSet(t), nil)
	first := turns(recap, "对。")
	tagger.Annotate(first)
	if status(first, "LIT03") != schemas.StatusAsserted {
		t.Error("a fact first stated in the recap does not fire")
	}
	again := turns(question, "基本户被法院冻结了。", recap, "对。")
	tagger.Annotate(again)
	if got := again.Turns[1].Signals; len(got) == 0 {
		t.Error("the statement does not fire")
	}
	if status(again, "LIT03") == schemas.StatusAsserted {
		t.Error("the recap fires again")
	}
}

func TestSeverityOverrides(t *testing.T) {
	number := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		name, code, turn string
		entities         []schemas.Entity
		want             int
	}{
		{"plain lawsuit", "LIT01", "我们被供应商起诉了", nil, 3},
		{"large lawsuit", "LIT01", "我们被供应商起诉了", []schemas.Entity{{Type: schemas.EntityMoney, Value: number(4e6)}}, 4},
		{"small lawsuit", "LIT01", "我们被供应商起诉了", []schemas.Entity{{Type: schemas.EntityMoney, Value: number(2e6)}}, 3},
		{"value unknown", "LIT01", "我们被供应商起诉了", []schemas.Entity{{Type: schemas.EntityMoney}}, 3},
		{"short arrears", "DEF01", "这笔已经逾期了", []schemas.Entity{{Type: schemas.EntityDuration, Value: number(2), Unit: "month"}}, 4},
		{"long arrears", "DEF01", "这笔已经逾期了", []schemas.Entity{{Type: schemas.EntityDuration, Value: number(100), Unit: "day"}}, 5},
		{"arrears in words", "DEF01", "这笔已经逾期五个月了", nil, 5},
		{"one loss", "FIN02", "今年亏了八百万", nil, 3},
		{"two losses", "FIN02", "连着两年亏了八百万", nil, 4},
	} {
		call := exchange(c.turn, schemas.RoleCustomer)
		call.LoanFile = schemas.LoanFile{"balance": 1e7}
		call.Turns[0].Entities = c.entities
		NewTagger(ruleSet(t), nil).Annotate(call)
		got := 0
		for _, s := range call.Turns[0].Signals {
			if s.Code == c.code && s.Status == schemas.StatusAsserted {
				got = s.Severity
			}
		}
		if got != c.want {
			t.Errorf("%s: severity %d, want %d", c.name, got, c.want)
		}
	}
}

// TestRulesAloneOnLabelledCalls holds the rules, without a model, to what they
// reach on the training calls.
func TestRulesAloneOnLabelledCalls(t *testing.T) {
	tagger := NewTagger(ruleSet(t), nil)
	type label struct {
		Turn int
		Code string
	}
	var hits, alarms, silent, misses int
	for _, data := range labelledCalls(t) {
		var labels struct {
			Gold struct {
				Risk     []label `json:"risk_turns"`
				Optional []label `json:"optional_risk_turns"`
				Hard     []label `json:"hard_negatives"`
			}
		}
		if err := json.Unmarshal(data, &labels); err != nil {
			t.Fatal(err)
		}
		c := decode(t, data)
		tagger.Annotate(c)
		fired := map[label]bool{}
		for i := range c.Turns {
			for _, s := range c.Turns[i].Signals {
				if s.Status == schemas.StatusAsserted {
					fired[label{i, s.Code}] = true
				}
			}
		}
		for _, l := range labels.Gold.Hard {
			if fired[l] {
				misses++
			} else {
				silent++
			}
		}
		for _, l := range labels.Gold.Risk {
			if fired[l] {
				hits++
			}
			delete(fired, l)
		}
		for _, l := range labels.Gold.Optional {
			delete(fired, l)
		}
		alarms += len(fired)
	}
	precision := float64(hits) / float64(hits+alarms)
	share := float64(silent) / float64(silent+misses)
	t.Logf("%d hits, precision %.3f, hard negatives silent %.3f", hits, precision, share)
	if hits < 280 || precision < 0.45 || share < 0.97 {
		t.Errorf("%d hits, precision %.3f, silent %.3f: below 280, 0.45, 0.97", hits, precision, share)
	}
}

func FuzzAnnotate(f *testing.F) {
	rs := ruleSet(f)
	tagger := NewTagger(rs, fixed{"FIN05", 0.4})
	f.Add("有没有被冻结?", "对,上个月", true)
	f.Add("工资发了吗", "没有没有,ABC ltd 1.5%。。。", false)
	f.Fuzz(func(t *testing.T, question, answer string, customer bool) {
		roles := []string{schemas.RoleUnknown, schemas.RoleUnknown}
		if customer {
			roles = []string{schemas.RoleAgent, schemas.RoleCustomer}
		}
		c := &schemas.Call{ID: "f", Turns: []schemas.Turn{
			{Role: roles[0], Text: question}, {Idx: 1, Role: roles[1], Text: answer},
		}}
		tagger.Annotate(c)
		checkSignals(t, rs, c)
	})
}
