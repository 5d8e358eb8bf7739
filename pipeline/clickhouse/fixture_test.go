package clickhouse

import (
	"fmt"

	"huifang/schemas"
)

// sampleTurns is the length of a sample call, about that of a real one.
const sampleTurns = 24

// sampleTerms is how many different terms it has.
const sampleTerms = 3

// sampleCall returns an annotated call of number n with every kind of
// annotation. Calls of different numbers differ in borrower, date and findings;
// level is the alert level.
func sampleCall(n int, level string) *schemas.Call {
	c := &schemas.Call{
		ID: fmt.Sprintf("call-%06d", n), Lang: "zh", Channel: "phone",
		CallDate:   fmt.Sprintf("2026-%02d-%02d", n%12+1, n%28+1),
		StartedAt:  fmt.Sprintf("2026-%02d-%02dT10:30:00+08:00", n%12+1, n%28+1),
		BorrowerID: fmt.Sprintf("B%04d", n%50), LoanID: fmt.Sprintf("L%06d", n), AgentID: fmt.Sprintf("A%02d", n%7),
		Branch: []string{"城南支行", "江北支行"}[n%2], Industry: []string{"制造业", "批发零售"}[n%2], Region: "浙江",
		DurationMS: 240_000,
		LoanFile: schemas.LoanFile{
			"borrower": fmt.Sprintf("青川示例%d号机械厂", n%50), "product": "流动资金贷款",
			"amount": 5_000_000.0, "balance": 3_200_000.5,
		},
		Source: &schemas.Source{
			Format: "jsonl", File: "visits.jsonl", Position: fmt.Sprintf("line %d", n+1), SHA256: fmt.Sprintf("%064x", n),
		},
		Roles: &schemas.RoleAssignment{Method: schemas.RolesNative, Confidence: 1},
		Keywords: []schemas.Keyword{
			{Term: "应收账款", Score: 12.5, LogRatio: 5.5, Count: 3}, {Term: "停工", Score: 8.25, LogRatio: 4.25, Count: 1},
		},
		Mood: &schemas.MoodCourse{Quarters: [4]*float64{ptr(0.25), nil, ptr(-0.5), ptr(-0.5)}, Trend: -0.75},
		Repayment: &schemas.Repayment{
			Willingness: schemas.Stance{Level: schemas.StanceFirm, Score: 0.75, Turns: []int{1}},
			Ability:     schemas.Stance{Level: schemas.StanceUnstated},
		},
		Checklist: []schemas.ChecklistItem{
			{ID: "K01", Covered: true, Mandatory: true, Turn: ptr(0)}, {ID: "K02", Mandatory: true},
		},
		Alert: &schemas.Alert{Level: level},
		FollowUp: &schemas.FollowUp{
			Priority: "soon", Actions: []string{"onsite_inspection", "collect_statements"},
			RespondBy: "2026-12-01", NextVisit: "2026-12-20",
		},
		Analysis: &schemas.Analysis{
			Stages: map[string]string{"segment": "1", "tag": "2"}, Rules: "2026.1", Masked: true,
		},
	}
	for i := range sampleTurns {
		c.Turns = append(c.Turns, sampleTurn(i))
	}
	if level != schemas.LevelGreen {
		addFindings(c)
	}
	return c
}

func sampleTurn(i int) schemas.Turn {
	t := schemas.Turn{
		Idx: i, Role: schemas.RoleAgent, Speaker: "spk_0", Channel: ptr(i % 2),
		StartMS: ptr(int64(i) * 10_000), EndMS: ptr(int64(i)*10_000 + 8_000),
		Text: "您好,请问这个季度厂里开工情况怎么样?", Lang: "zh", Phase: i/7 + 1, Confidence: ptr(0.5),
	}
	if i%2 == 1 {
		t.Role, t.Speaker = schemas.RoleCustomer, "spk_1"
		t.Text = "我们接了单子。可是上个月有两条线停工了,欠了三百万货款。"
		t.Sentiment = &schemas.Sentiment{Label: schemas.SentimentNegative, Score: -0.5, Abstained: i == 1}
		t.Tokens = []schemas.Token{
			{Start: 0, End: 2, POS: "r"},
			{Start: 2, End: 3, POS: "v"},
			{Start: 4, End: 6, POS: "n"},
			{Start: 10, End: 12, POS: "t"},
			{Start: 13, End: 16, POS: "m"},
			{Start: 16, End: 18, POS: "vn"},
			{Start: 20, End: 21, POS: "v"},
			{Start: 21, End: 22, POS: "ul"},
			{Start: 22, End: 25, POS: "m"},
			{Start: 25, End: 27, POS: "n"},
		}
		t.Entities = []schemas.Entity{{
			Type: schemas.EntityMoney, Start: 22, End: 25, Text: "三百万", Value: ptr(3e6), Unit: "CNY",
			Precision: schemas.PrecisionExact,
		}}
	}
	if i == 1 {
		t.Disfluencies = []schemas.Disfluency{{Start: 8, End: 10, Kind: schemas.DisfluencyFiller}, {Start: 10, End: 13, Kind: schemas.DisfluencyRepair}}
		t.LangSpans = []schemas.LangSpan{{Start: 0, End: 7, Lang: "zh"}, {Start: 7, End: 9, Lang: "en"}, {Start: 9, End: 28, Lang: "zh"}}
		t.Entities = append(t.Entities, schemas.Entity{
			Type: schemas.EntityPerson, Start: 0, End: 2, Text: "我们", Norm: "某*", Ref: "P1", Pseudonym: "甲-7f",
		})
	}
	return t
}

// addFindings gives c three signals, one of them asserted, a fact, a
// discrepancy, and an alert that rests on them.
func addFindings(c *schemas.Call) {
	c.Turns[3].Signals = []schemas.Signal{
		{
			Code: "OPR02", Severity: 4, Status: schemas.StatusAsserted, Confidence: 0.75,
			Start: 14, End: 18, Rule: "OPR02/1", Question: ptr(2),
		},
		{Code: "LIQ01", Severity: 3, Status: schemas.StatusHypothetical, Confidence: 0.5, Start: 20, End: 27, Rule: "LIQ01/3", Reason: "if", Match: schemas.MatchPinyin},
	}
	c.Turns[5].Signals = []schemas.Signal{
		{Code: "FIN01", Severity: 2, Status: schemas.StatusNegated, Confidence: 0.5, Start: 20, End: 27, Rule: "FIN01/1", Reason: "no"},
	}
	c.Facts = []schemas.Fact{{
		Key: "payables", Turn: 3, Start: 22, End: 25, Text: "三百万", Value: ptr(3e6), Unit: "CNY",
		Period: "2026Q3", Precision: schemas.PrecisionExact,
	}}
	c.Discrepancies = []schemas.Discrepancy{{
		Turn: 5, Field: "payables", Severity: schemas.DiscrepancyMajor, OnFile: "1000000", Stated: "3000000", Reason: "three times as much",
	}}
	c.Alert.Reasons = []string{"a signal of severity 4"}
	c.Alert.Evidence = []schemas.Evidence{{Turn: 3, Code: "OPR02", Severity: 4}, {Turn: 5, Code: "payables", Severity: 3}}
	c.Repayment.Ability = schemas.Stance{Level: schemas.StanceLacking, Score: -1, Turns: []int{3}}
	c.ComplianceReferral = true
}

// samples returns n calls, every third of them red, the rest green.
func samples(n int) []*schemas.Call {
	calls := make([]*schemas.Call, n)
	for i := range calls {
		level := schemas.LevelGreen
		if i%3 == 0 {
			level = schemas.LevelRed
		}
		calls[i] = sampleCall(i, level)
	}
	return calls
}

func ptr[T any](v T) *T { return &v }
