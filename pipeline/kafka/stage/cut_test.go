package stage_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go"
	"pgregory.net/rapid"

	"huifang/pipeline"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/stages"
	"huifang/schemas"
)

// TestEveryCutGivesTheSame runs calls through every stretch of the chain. That
// of all stretches from the same message to the same topic the results are the
// same means that it makes no difference where the chain is cut.
func TestEveryCutGivesTheSame(t *testing.T) {
	n := len(stages.Names())
	var records []*consume.Record
	for i, c := range corpus(t) {
		records = append(records, put(t, c, topic.Lane(i%2)))
	}
	// at holds the records in front of each stage, and behind the last one the
	// alerts too.
	at := make([][]kafka.Message, n+1)
	for first := range n {
		for end := first + 1; end <= n; end++ {
			got := through(t, chain(t, first, end), records...)
			if at[end] == nil {
				at[end] = got
				continue
			}
			if diff := cmp.Diff(texts(at[end]), texts(got)); diff != "" {
				t.Errorf("stages %v (-other cuts +this):\n%s", stages.Names()[first:end], diff)
			}
		}
		records = records[:0]
		for _, m := range at[first+1] {
			lane := topic.Live
			if strings.HasSuffix(m.Topic, ".backload") {
				lane = topic.Backload
			}
			records = append(records, &consume.Record{Message: m, Lane: lane})
		}
	}
	if calls := len(corpus(t)); len(at[n]) <= calls {
		t.Errorf("%d messages from %d calls: no alert among them", len(at[n]), calls)
	}
}

// texts spells messages out.
func texts(msgs []kafka.Message) []string {
	out := make([]string, len(msgs))
	for i, m := range msgs {
		out[i] = fmt.Sprintf("%s %s %s %s", m.Topic, m.Key, m.Headers, m.Value)
	}
	return out
}

// The driver on one machine runs the whole chain over the call as it was read;
// what the services make of it is the same.
func TestServicesGiveWhatOneMachineGives(t *testing.T) {
	whole := chain(t, 0, len(stages.Names()))
	for _, c := range corpus(t) {
		record := put(t, c, topic.Live)
		if err := whole.Run(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		want, err := schemas.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(through(t, whole, record)[0].Value)); diff != "" {
			t.Errorf("call %s (-one machine +service):\n%s", c.ID, diff)
		}
	}
}

// TestCutsOfOddCalls is about calls that no corpus holds.
func TestCutsOfOddCalls(t *testing.T) {
	n := len(stages.Names())
	whole := chain(t, 0, n)
	singles := make([]*pipeline.Chain, n)
	for i := range singles {
		singles[i] = chain(t, i, i+1)
	}
	said := sentences(corpus(t))
	rapid.Check(t, func(rt *rapid.T) {
		record := put(t, oddCall(rt, said), topic.Live)
		want := texts(through(t, whole, record))
		var msgs []kafka.Message
		for _, single := range singles {
			msgs = through(t, single, record)
			record = &consume.Record{Message: msgs[0]}
		}
		if diff := cmp.Diff(want, texts(msgs)); diff != "" {
			rt.Fatalf("-whole chain +stage by stage:\n%s", diff)
		}
	})
}

func sentences(calls []*schemas.Call) []string {
	var out []string
	for _, c := range calls {
		for i := range c.Turns {
			out = append(out, c.Turns[i].Text)
		}
	}
	return out
}

// oddCall draws a call of turns that belong to many calls or to none, with or
// without each of the fields that a source may lack.
func oddCall(t *rapid.T, said []string) *schemas.Call {
	text := rapid.OneOf(rapid.SampledFrom(said), rapid.SampledFrom(said), rapid.String(), rapid.SampledFrom([]string{
		"", " ", "好", "\u2028\t<b>&</b>", "我叫王小明,电话13812345678。", "到2026年底还三百万,不到百分之五",
	}))
	c := &schemas.Call{
		ID:         rapid.StringN(1, 20, 60).Draw(t, "id"),
		CallDate:   rapid.SampledFrom([]string{"", "2026-02-28"}).Draw(t, "call date"),
		BorrowerID: rapid.SampledFrom([]string{"", "B1"}).Draw(t, "borrower id"),
		LoanFile: rapid.SampledFrom([]schemas.LoanFile{
			nil,
			{},
			{"borrower": "王小明", "amount": 5e6, "employees": "一百", "guarantor": []any{"张三", nil}},
			{"borrower": "青川机械厂", "amount": 0.1, "revenue": 1e21, "more": map[string]any{"a": []any{}}},
		}).Draw(t, "loan file"),
	}
	if rapid.Bool().Draw(t, "analysed before") {
		c.Analysis = &schemas.Analysis{Stages: map[string]string{"tag": "0", "gone": "1"}, Rules: "2020.1"}
		c.Keywords, c.Facts = []schemas.Keyword{}, []schemas.Fact{{Key: "revenue", Text: "x"}}
	}
	roles := rapid.SampledFrom([]string{schemas.RoleAgent, schemas.RoleCustomer, schemas.RoleUnknown})
	for i := range rapid.IntRange(0, 12).Draw(t, "turns") {
		turn := schemas.Turn{Idx: i, Role: roles.Draw(t, "role"), Text: text.Draw(t, "text")}
		if rapid.Bool().Draw(t, "timed") {
			start := rapid.Int64Range(0, 1<<40).Draw(t, "start")
			turn.StartMS = &start
			turn.Words = []schemas.Word{{Text: turn.Text, StartMS: &start}}
		}
		if rapid.Bool().Draw(t, "confidence") {
			p := rapid.Float64Range(0, 1).Draw(t, "p")
			turn.Confidence = &p
		}
		c.Turns = append(c.Turns, turn)
	}
	return c
}
