package risk

import (
	"testing"

	"huifang/schemas"
)

// BenchmarkAnnotate measures patterns and assertion on a call of the usual size:
// 24 turns of some 30 characters.
func BenchmarkAnnotate(b *testing.B) {
	rs, err := LoadRuleSet(Embedded())
	if err != nil {
		b.Fatal(err)
	}
	t := NewTagger(rs, nil)
	exchange := []string{
		"下游那几家付款怎么样,有没有拖?", "原来四十五天,今年都拖到四个月了,光宏达一家就欠我六百来万,催了也没用。",
		"那工资都正常发吧?", "工资没拖过,一天都没晚,就是奖金还没定,大家也没说什么。",
		"十二月二十一号那笔三百万,还款资金落实了吗?", "说实话有点悬,要是客户月底能回两百万就够,回不来我再想办法。",
		"有没有被起诉或者账户冻结的情况?", "没有没有,去年有过一个劳动仲裁,早就结案了,赔了两万块钱。",
	}
	c := &schemas.Call{ID: "b"}
	for i := range 24 {
		role := schemas.RoleAgent
		if i%2 == 1 {
			role = schemas.RoleCustomer
		}
		c.Turns = append(c.Turns, schemas.Turn{Idx: i, Role: role, Text: exchange[i%len(exchange)]})
	}
	b.ReportAllocs()
	for b.Loop() {
		t.Annotate(c)
	}
}

func BenchmarkLoadRuleSet(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := LoadRuleSet(Embedded()); err != nil {
			b.Fatal(err)
		}
	}
}
