package entity_test

import (
	"testing"

	"huifang/nlp/disfluency"
	"huifang/nlp/entity"
	"huifang/nlp/segment"
	"huifang/nlp/value"
	"huifang/schemas"
)

func TestValuesAreReadThroughDisfluencies(t *testing.T) {
	words := segment.NewAnnotator(segment.OpenUnigram())
	marks, err := disfluency.New()
	if err != nil {
		t.Fatal(err)
	}
	recognizer := entity.NewRecognizer(value.NewScanner())
	type found struct {
		text  string
		value float64
		back  bool
	}
	for _, c := range []struct {
		said string
		want []found
	}{
		{"贷款是三百,不对,五百万", []found{{"五百万", 5e6, false}}},
		{"贷款三百不对五百万", []found{{"五百万", 5e6, false}}},
		{"去年是一个亿二不对一个亿四", []found{{"一个亿二", 1.2e8, true}, {"一个亿四", 1.4e8, false}}},
		{"我们五百万,五百万是今年的", []found{{"五百万", 5e6, false}, {"五百万", 5e6, false}}},
		{"欠他们二百呃五十万", []found{{"二百呃五十万", 2.5e6, false}}},
		{"欠他们呃五十万", []found{{"五十万", 5e5, false}}},
	} {
		call := &schemas.Call{Turns: []schemas.Turn{{Role: schemas.RoleAgent, Text: "多少"}, {Role: schemas.RoleCustomer, Text: c.said}}}
		if err := words.Annotate(call); err != nil {
			t.Fatal(err)
		}
		marks.Annotate(call)
		recognizer.Annotate(call)
		turn := &call.Turns[1]
		var money []schemas.Entity
		for _, e := range turn.Entities {
			if e.Type == schemas.EntityMoney {
				money = append(money, e)
			}
		}
		if len(money) != len(c.want) {
			t.Errorf("%s: %v", c.said, money)
			continue
		}
		for i, w := range c.want {
			e := money[i]
			if e.Text != w.text || *e.Value != w.value || disfluency.TakenBack(turn.Disfluencies, e.Start, e.End) != w.back {
				t.Errorf("%s: %s %v, want %v", c.said, e.Text, *e.Value, w)
			}
		}
	}
}
