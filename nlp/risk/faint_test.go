package risk

import (
	"strings"
	"testing"

	"huifang/schemas"
)

// heardAs makes a turn of words parted by blanks; those with ? behind were heard
// faintly. Punctuation stands in the text only.
func heardAs(role, said string) schemas.Turn {
	t := schemas.Turn{Role: role}
	for w := range strings.FieldsSeq(said) {
		confidence := 0.95
		word, faint := strings.CutSuffix(w, "?")
		if faint {
			confidence = 0.3
		}
		t.Text += word
		if bare := strings.Trim(word, "，。"); bare != "" {
			t.Words = append(t.Words, schemas.Word{Text: bare, Confidence: &confidence})
		}
	}
	return t
}

func TestFaintWordsAloneDoNotFire(t *testing.T) {
	rs := ruleSet(t)
	annotate := annotator(t)
	const agent, customer = schemas.RoleAgent, schemas.RoleCustomer
	sure, unsure := 0.9, 0.2
	for _, c := range []struct {
		name   string
		scorer Scorer
		turns  []schemas.Turn
		turn   int
		want   string
	}{
		{"clear", nil, []schemas.Turn{heardAs(customer, "这笔 贷款 已经 逾期 了。")}, 0, schemas.StatusAsserted},
		{"no confidence given", nil, []schemas.Turn{{Role: customer, Text: "这笔贷款已经逾期了"}}, 0, schemas.StatusAsserted},
		{"the words that say so are faint", nil, []schemas.Turn{heardAs(customer, "这笔? 贷款? 已经 逾期? 了。")}, 0, schemas.StatusUnclear},
		{"one of several is faint", nil, []schemas.Turn{heardAs(customer, "这笔? 贷款 已经 逾期 了。")}, 0, schemas.StatusAsserted},
		{"said again clearly in the turn", nil, []schemas.Turn{heardAs(customer, "贷款? 逾期? 了， 嗯， 这笔 贷款 已经 逾期 了。")}, 0, schemas.StatusAsserted},
		{"said clearly two turns on", nil, []schemas.Turn{
			heardAs(customer, "贷款? 逾期? 了。"), heardAs(agent, "啊？"), heardAs(customer, "这笔 贷款 已经 逾期 了。"),
		}, 0, schemas.StatusAsserted},
		{"said as faintly two turns on", nil, []schemas.Turn{
			heardAs(customer, "贷款? 逾期? 了。"), heardAs(agent, "啊？"), heardAs(customer, "贷款? 已经 逾期? 了。"),
		}, 0, schemas.StatusUnclear},
		{"said clearly long after", nil, []schemas.Turn{
			heardAs(customer, "贷款? 逾期? 了。"), heardAs(agent, "啊？"), heardAs(customer, "好"), heardAs(agent, "好"), heardAs(customer, "这笔 贷款 已经 逾期 了。"),
		}, 0, schemas.StatusUnclear},
		{"the scorer finds it in what is left", fixed{"DEF01", 0.9}, []schemas.Turn{heardAs(customer, "贷款? 已经 逾期? 了。")}, 0, schemas.StatusAsserted},
		{"the scorer does not", fixed{"DEF01", 0.2}, []schemas.Turn{heardAs(customer, "贷款? 已经 逾期? 了。")}, 0, schemas.StatusUnclear},
		{"the whole turn is faint", nil, []schemas.Turn{{Role: customer, Text: "这笔贷款已经逾期了", Confidence: &unsure}}, 0, schemas.StatusUnclear},
		{"the whole turn is clear", nil, []schemas.Turn{{Role: customer, Text: "这笔贷款已经逾期了", Confidence: &sure}}, 0, schemas.StatusAsserted},
		{"an answer that is faint", nil, []schemas.Turn{
			heardAs(agent, "这笔 贷款 有没有 逾期？"), heardAs(customer, "有?"),
		}, 1, schemas.StatusUnclear},
		{"an answer that is clear", nil, []schemas.Turn{
			heardAs(agent, "这笔 贷款 有没有 逾期？"), heardAs(customer, "有"),
		}, 1, schemas.StatusAsserted},
	} {
		call := &schemas.Call{Turns: c.turns}
		annotate(call)
		NewTagger(rs, c.scorer).Annotate(call)
		var got schemas.Signal
		for _, s := range call.Turns[c.turn].Signals {
			if s.Code == "DEF01" {
				got = s
			}
		}
		if got.Status != c.want {
			t.Errorf("%s: %q, want %q (%s)", c.name, got.Status, c.want, got.Rule)
		}
		if got.Status == schemas.StatusUnclear && (got.Reason != "low confidence" || got.Confidence > 0.5) {
			t.Errorf("%s: reason %q, confidence %v", c.name, got.Reason, got.Confidence)
		}
	}
}

// A recap may still state what was unclear before.
func TestUnclearSignalHasNotFired(t *testing.T) {
	call := &schemas.Call{Turns: []schemas.Turn{
		heardAs(schemas.RoleCustomer, "基本户? 被? 法院? 冻结? 了。"), heardAs(schemas.RoleAgent, "好的"), heardAs(schemas.RoleCustomer, "嗯"),
		heardAs(schemas.RoleAgent, "那 我 复述 一下： 基本户 被 法院 冻结 了， 对吧？"), heardAs(schemas.RoleCustomer, "对。"),
	}}
	annotator(t)(call)
	NewTagger(ruleSet(t), nil).Annotate(call)
	if got := status(call, "LIT03"); got != schemas.StatusAsserted {
		t.Errorf("the recap of what was unclear is %q", got)
	}
}

// Words are found in a text that has punctuation and other words as well.
func TestFaintCharacters(t *testing.T) {
	low, high := 0.1, 0.9
	turn := &schemas.Turn{Words: []schemas.Word{
		{Text: "账户", Confidence: &high},
		{Text: "不存在的词", Confidence: &low},
		{Text: "冻结 ", Confidence: &low},
		{Text: "了"},
		{Text: "three hundred", Confidence: &low},
	}}
	text := []rune("账户,冻结了。three hundred!")
	var got strings.Builder
	for i, faint := range appendFaint(nil, turn, text) {
		if faint {
			got.WriteRune(text[i])
		} else {
			got.WriteByte('-')
		}
	}
	if want := "---冻结--three-hundred-"; got.String() != want {
		t.Errorf("%s, want %s", got.String(), want)
	}
}
