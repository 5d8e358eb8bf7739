package ingest

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"huifang/schemas"
)

// corpusCalls are the labelled calls of the repository.
func corpusCalls(t testing.TB) []*schemas.Call {
	t.Helper()
	data, err := os.ReadFile("../../nlp/corpus/train_calls.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var calls []*schemas.Call
	for line := range bytes.Lines(data) {
		c, err := schemas.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		calls = append(calls, c)
	}
	return calls
}

// anonymous returns the turns with speakers 1 and 2 in place of roles; first is
// the role that becomes speaker 1.
func anonymous(turns []schemas.Turn, first string) []schemas.Turn {
	out := slices.Clone(turns)
	for i := range out {
		out[i].Speaker = "2"
		if out[i].Role == first {
			out[i].Speaker = "1"
		}
		out[i].Role = ""
	}
	return out
}

// inferred reports whether the roles found for anonymous turns are right.
func inferred(p *Parser, turns []schemas.Turn, first string) (right bool, how schemas.RoleAssignment) {
	got := anonymous(turns, first)
	how, _ = p.roles.assign(got)
	for i := range got {
		if got[i].Role != turns[i].Role {
			return false, how
		}
	}
	return true, how
}

// TestInferRoles hides the roles of the corpus. Whole calls must come out
// right; of stretches of eight turns from anywhere in a call, most. Which
// speaker comes under which label must not matter.
func TestInferRoles(t *testing.T) {
	p := newParser(t)
	calls, wholeWrong, stretches, wrong, sureWrong := 0, 0, 0, 0, 0
	for _, c := range corpusCalls(t) {
		calls++
		right, how := inferred(p, c.Turns, schemas.RoleAgent)
		if !right {
			wholeWrong++
		}
		swapped, other := inferred(p, c.Turns, schemas.RoleCustomer)
		if right != swapped || how != other {
			t.Errorf("%s: labels decide: %v %v against %v %v", c.ID, right, how, swapped, other)
		}
		for i := 0; i+8 <= len(c.Turns); i += 8 {
			stretches++
			right, how := inferred(p, c.Turns[i:i+8], schemas.RoleAgent)
			if !right {
				wrong++
				if how.Confidence > 0.95 {
					sureWrong++
				}
			}
		}
	}
	t.Logf("whole calls: %d of %d wrong; stretches of 8 turns: %d of %d wrong, %d of them surely", wholeWrong, calls, wrong, stretches, sureWrong)
	if wholeWrong*100 > calls {
		t.Errorf("%d of %d whole calls wrong, want under 1 %%", wholeWrong, calls)
	}
	if wrong*100 > stretches*3 {
		t.Errorf("%d of %d stretches wrong, want under 3 %%", wrong, stretches)
	}
	if sureWrong*1000 > stretches*5 {
		t.Errorf("%d of %d stretches wrong with high confidence, want under 0.5 %%", sureWrong, stretches)
	}
}

// TestInferRolesOfParts splits the customer's turns between two speakers: both
// must come out as customers.
func TestInferRolesOfParts(t *testing.T) {
	p := newParser(t)
	calls, wrong := 0, 0
	for _, c := range corpusCalls(t) {
		turns := anonymous(c.Turns, schemas.RoleAgent)
		n := 0
		for i := range turns {
			if c.Turns[i].Role == schemas.RoleCustomer {
				if n++; n%3 == 0 {
					turns[i].Speaker = "3"
				}
			}
		}
		calls++
		p.roles.assign(turns)
		for i := range turns {
			if turns[i].Role != c.Turns[i].Role {
				wrong++
				break
			}
		}
	}
	t.Logf("%d of %d calls wrong", wrong, calls)
	if wrong*100 > calls*2 {
		t.Errorf("%d of %d calls wrong, want under 2 %%", wrong, calls)
	}
}

// talk builds turns from speaker, channel (-1 none) and text.
func talk(lines ...schemas.Turn) []schemas.Turn { return lines }

func says(speaker string, channel int, role, text string) schemas.Turn {
	t := schemas.Turn{Speaker: speaker, Role: role, Text: text}
	if channel >= 0 {
		t.Channel = &channel
	}
	return t
}

func TestAssignRoles(t *testing.T) {
	const agent, customer, unknown = schemas.RoleAgent, schemas.RoleCustomer, schemas.RoleUnknown
	hello, reply := "您好，我是江口支行的客户经理，今天做个回访。", "我们厂挺好的，你说。"
	for _, c := range []struct {
		name    string
		channel int
		labels  map[string]string
		turns   []schemas.Turn
		want    []string
		method  string
	}{
		{"agent channel", 1, nil, talk(says("", 0, "", hello), says("", 1, "", reply)), []string{customer, agent}, schemas.RolesRule},
		{"agent channel outranks the vendor", 1, nil, talk(says("", 0, agent, hello), says("", 1, customer, reply)), []string{customer, agent}, schemas.RolesRule},
		{"agent channel that is not there", 7, nil, talk(says("", 0, "", hello), says("", 1, "", reply)), []string{agent, customer}, schemas.RolesInferred},
		{"labels", -1, map[string]string{"spk_0": customer, "spk_1": agent}, talk(says("SPK_0", -1, "", hello), says("spk_1", -1, "", reply)), []string{customer, agent}, schemas.RolesRule},
		{"one label tells the other", -1, map[string]string{"b": agent}, talk(says("a", -1, "", hello), says("b", -1, "", reply)), []string{customer, agent}, schemas.RolesRule},
		{"labels of nobody", -1, map[string]string{"x": agent}, talk(says("a", -1, "", hello), says("b", -1, "", reply)), []string{agent, customer}, schemas.RolesInferred},
		{"vendor", -1, nil, talk(says("a", -1, customer, hello), says("b", -1, agent, reply)), []string{customer, agent}, schemas.RolesVendor},
		{"vendor names one", -1, nil, talk(says("a", -1, customer, hello), says("b", -1, "", reply)), []string{customer, agent}, schemas.RolesVendor},
		{"labels in words", -1, nil, talk(says("客户", -1, "", hello), says("坐席", -1, "", reply)), []string{customer, agent}, schemas.RolesVendor},
		{"machine", -1, nil, talk(says("IVR", -1, "", "您好"), says("agent", -1, "", hello), says("x", -1, "", reply)), []string{unknown, agent, customer}, schemas.RolesVendor},
		{"same label on two channels", -1, nil, talk(says("0", 0, "", hello), says("0", 1, "", reply)), []string{agent, customer}, schemas.RolesInferred},
		{"one speaker", -1, nil, talk(says("a", -1, "", hello), says("a", -1, "", reply)), []string{unknown, unknown}, schemas.RolesUnknown},
		{"no speakers", -1, nil, talk(says("", -1, "", hello), says("", -1, "", reply)), []string{unknown, unknown}, schemas.RolesUnknown},
		{"nothing to tell by", -1, nil, talk(says("a", -1, "", "甲"), says("b", -1, "", "乙")), []string{unknown, unknown}, schemas.RolesUnknown},
		{"customer known, two open", -1, nil, talk(says("客户", -1, "", reply), says("a", -1, "", hello), says("b", -1, "", reply)), []string{customer, agent, customer}, schemas.RolesInferred},
		{"three voices on two legs", -1, nil, talk(
			says("0", 0, "", hello), says("0", 1, "", reply), says("1", 0, "", "嗯。"), says("1", 1, "", "嗯。"),
		), []string{agent, customer, agent, customer}, schemas.RolesInferred},
		{"customer known, nothing to tell the others by", -1, nil, talk(says("客户", -1, "", reply), says("a", -1, "", "甲"), says("b", -1, "", "乙")), []string{customer, unknown, unknown}, schemas.RolesVendor},
		{"two of the bank", -1, nil, talk(
			says("a", -1, "", hello), says("b", -1, "", reply),
			says("c", -1, "", "您好，请问咱们公司今年的收入有没有变化？麻烦您提供一下报表。"), says("b", -1, "", "我们自己也在算，差不多吧。"),
		), []string{agent, customer, agent, customer}, schemas.RolesInferred},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := NewParser(Options{AgentChannel: c.channel, Roles: c.labels})
			if err != nil {
				t.Fatal(err)
			}
			how, notes := p.roles.assign(c.turns)
			var got []string
			for _, turn := range c.turns {
				got = append(got, turn.Role)
			}
			if !slices.Equal(got, c.want) || how.Method != c.method {
				t.Errorf("roles %v by %s (%v), want %v by %s", got, how.Method, notes, c.want, c.method)
			}
			if stated := how.Method == schemas.RolesRule || how.Method == schemas.RolesVendor; stated != (how.Confidence == 1) {
				t.Errorf("confidence %v for %s", how.Confidence, how.Method)
			}
		})
	}
}

func BenchmarkInferRoles(b *testing.B) {
	p := newParser(b)
	calls := corpusCalls(b)
	turns := make([][]schemas.Turn, len(calls))
	for i, c := range calls {
		turns[i] = anonymous(c.Turns, schemas.RoleAgent)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		t := turns[i%len(turns)]
		for j := range t {
			t[j].Role = ""
		}
		p.roles.assign(t)
		i++
	}
}
