package risk

import (
	"testing"

	"huifang/schemas"
)

func TestCompare(t *testing.T) {
	money := func(start, end int, value float64) schemas.Entity {
		return schemas.Entity{Type: schemas.EntityMoney, Start: start, End: end, Value: &value, Unit: "CNY"}
	}
	const text = "今年三千六百万,去年五千二百万"
	const about, aside = "上半年营收做了多少? => " + text, "抵押的厂房谁在用? => " + text
	for _, c := range []struct {
		name, turns string
		now, before float64
		want        string
	}{
		{"fall", about, 36e6, 52e6, schemas.StatusAsserted},
		{"slight fall", about, 49e6, 52e6, ""},
		{"level", about, 52e6, 52e6, schemas.StatusNegated},
		{"rise", about, 60e6, 52e6, schemas.StatusNegated},
		{"another unit", about, 36, 52e6, ""},
		{"another topic", aside, 36e6, 52e6, ""},
	} {
		call := exchange(c.turns, schemas.RoleCustomer)
		call.Turns[1].Entities = []schemas.Entity{money(2, 7, c.now), money(10, 15, c.before)}
		NewTagger(ruleSet(t), nil).Annotate(call)
		if got := status(call, "FIN01"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		// Amounts without values say nothing.
		call.Turns[1].Entities = []schemas.Entity{{Type: schemas.EntityMoney, Start: 2, End: 7}}
		NewTagger(ruleSet(t), nil).Annotate(call)
		if got := status(call, "FIN01"); got != "" {
			t.Errorf("%s without values: %q", c.name, got)
		}
	}
}
