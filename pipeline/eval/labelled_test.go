package eval_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// quoted is a label that repeats what it marks.
type quoted struct {
	Turn, Start, End int
	Type, Text       string
}

// coded is a code on a turn.
type coded struct {
	Turn     int
	Code     string
	Severity int
}

// labelledLine is what the labels of a call say twice or must agree on.
type labelledLine struct {
	Call *schemas.Call `json:"-"`
	Gold struct {
		RiskTurns     []coded  `json:"risk_turns"`
		Optional      []coded  `json:"optional_risk_turns"`
		HardNegatives []coded  `json:"hard_negatives"`
		Entities      []quoted `json:"entities"`
		PII           []quoted `json:"pii"`
		Sentiment     map[int]string
		Phases        map[int]int
		Referral      bool `json:"compliance_referral"`
	}
}

// onAgent reports whether a code is the agent's conduct, which stands on the
// agent's turns and is referred to compliance.
func onAgent(code string) bool { return code >= "CMP02" && code <= "CMP07" }

// TestLabelledCallsAreSound holds the labelled calls to their own conventions:
// what is trained on and measured with must not contradict itself.
func TestLabelledCallsAreSound(t *testing.T) {
	rules, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../nlp/corpus/*_calls*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled calls: %v", err)
	}
	seen := map[string]string{}
	for _, file := range files {
		for _, l := range readLabelled(t, file) {
			if other, ok := seen[l.Call.ID]; ok {
				t.Errorf("%s: call %s is in %s as well", file, l.Call.ID, other)
			}
			seen[l.Call.ID] = file
			checkSpans(t, l)
			checkCodes(t, l, rules)
			checkTurns(t, l)
		}
	}
}

func readLabelled(t *testing.T, file string) []labelledLine {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	var out []labelledLine
	for in.Scan() {
		var l labelledLine
		if l.Call, err = schemas.Decode(in.Bytes()); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			t.Fatalf("%s: call %s: %v", file, l.Call.ID, err)
		}
		out = append(out, l)
	}
	if err := in.Err(); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return out
}

// checkSpans wants every span to quote its turn and entities to lie apart.
func checkSpans(t *testing.T, l labelledLine) {
	t.Helper()
	for _, kind := range [][]quoted{l.Gold.Entities, l.Gold.PII} {
		for _, s := range kind {
			text := []rune(l.Call.Turns[s.Turn].Text)
			if s.Start < 0 || s.Start >= s.End || s.End > len(text) || string(text[s.Start:s.End]) != s.Text {
				t.Errorf("%s turn %d: %s [%d,%d) is not %q", l.Call.ID, s.Turn, s.Type, s.Start, s.End, s.Text)
			}
		}
	}
	for i, a := range l.Gold.Entities {
		for _, b := range l.Gold.Entities[:i] {
			if a.Turn == b.Turn && a.Start < b.End && b.Start < a.End {
				t.Errorf("%s turn %d: %q and %q overlap", l.Call.ID, a.Turn, a.Text, b.Text)
			}
		}
	}
}

// checkCodes wants codes of the taxonomy, on the side that they are about, and
// none that must fire and must not fire on one turn.
func checkCodes(t *testing.T, l labelledLine, rules *risk.RuleSet) {
	t.Helper()
	type at struct {
		turn int
		code string
	}
	fires, conduct := map[at]bool{}, false
	for _, r := range l.Gold.RiskTurns {
		fires[at{r.Turn, r.Code}] = true
		conduct = conduct || onAgent(r.Code)
		if r.Severity < 1 || r.Severity > 5 {
			t.Errorf("%s turn %d: %s has severity %d", l.Call.ID, r.Turn, r.Code, r.Severity)
		}
		if agent := l.Call.Turns[r.Turn].Role == schemas.RoleAgent; agent != onAgent(r.Code) {
			t.Errorf("%s turn %d: %s on a turn of the %s", l.Call.ID, r.Turn, r.Code, l.Call.Turns[r.Turn].Role)
		}
	}
	if conduct != l.Gold.Referral {
		t.Errorf("%s: conduct %t, referral %t", l.Call.ID, conduct, l.Gold.Referral)
	}
	for _, set := range [][]coded{l.Gold.RiskTurns, l.Gold.Optional, l.Gold.HardNegatives} {
		for _, r := range set {
			if _, ok := rules.Signal(r.Code); !ok {
				t.Errorf("%s turn %d: no code %q", l.Call.ID, r.Turn, r.Code)
			}
		}
	}
	for _, r := range append(l.Gold.HardNegatives, l.Gold.Optional...) {
		if fires[at{r.Turn, r.Code}] {
			t.Errorf("%s turn %d: %s must fire and need not", l.Call.ID, r.Turn, r.Code)
		}
	}
}

// checkTurns wants a phase on every turn, a sentiment on every turn of the
// customer's and on no other, and text without the marks of a mark-up.
func checkTurns(t *testing.T, l labelledLine) {
	t.Helper()
	for i, turn := range l.Call.Turns {
		if p := l.Gold.Phases[i]; p < 1 || p > 4 {
			t.Errorf("%s turn %d: phase %d", l.Call.ID, i, p)
		}
		mood, ok := l.Gold.Sentiment[i]
		if ok != (turn.Role == schemas.RoleCustomer) || ok && mood != "neg" && mood != "neu" && mood != "pos" {
			t.Errorf("%s turn %d of the %s: sentiment %q", l.Call.ID, i, turn.Role, mood)
		}
		if strings.ContainsAny(turn.Text, "{}|") || strings.TrimSpace(turn.Text) == "" {
			t.Errorf("%s turn %d: text %q", l.Call.ID, i, turn.Text)
		}
	}
}
