package fact

import (
	"slices"
	"strings"

	"huifang/nlp/disfluency"
	"huifang/nlp/risk"
	"huifang/schemas"
)

// figure is a value in the customer's turn that may be what a topic is about.
type figure struct {
	entity schemas.Entity
	// bare is true for a number without a unit, money or not.
	bare   bool
	clause int
}

// appendFigures lists the values of a turn in order: its entities and the plain
// numbers outside them, less what was taken back. text is that of the turn, folded.
func appendFigures(dst []figure, text []rune, clauses []span, in *schemas.Turn) []figure {
	entities := in.Entities
	for i := range entities {
		e := &entities[i]
		if disfluency.TakenBack(in.Disfluencies, e.Start, e.End) {
			continue
		}
		switch e.Type {
		case schemas.EntityMoney, schemas.EntityCount, schemas.EntityPercent:
			if e.Value == nil || e.Type == schemas.EntityCount && pointed(text, e.Start) {
				continue
			}
		case schemas.EntityDate:
			if e.From == "" {
				continue
			}
		default:
			continue
		}
		if k := clauseAt(clauses, e.Start); k >= 0 {
			dst = append(dst, figure{entity: *e, bare: isBare(e), clause: k})
		}
	}
	for i := 0; i < len(text); i++ {
		if !begins(text[i]) && !isLetter(text[i]) || covered(entities, i) || disfluency.TakenBack(in.Disfluencies, i, i+1) {
			continue
		}
		n, ok := readNumeral(text, i)
		if !ok && n.end == i && isLetter(text[i]) {
			n, ok = readEnglish(text, i)
		}
		if n.end > i {
			i = n.end - 1
		}
		if !ok || n.value == 0 {
			continue
		}
		if k := clauseAt(clauses, n.start); k >= 0 {
			dst = append(dst, figure{entity: n.entity(text), bare: true, clause: k})
		}
	}
	slices.SortStableFunc(dst, func(a, b figure) int { return a.entity.Start - b.entity.Start })
	return dst
}

func (n *numeral) entity(text []rune) schemas.Entity {
	precision := schemas.PrecisionExact
	if n.about {
		precision = schemas.PrecisionAbout
	}
	value := n.value
	return schemas.Entity{
		Type: schemas.EntityCount, Start: n.start, End: n.end, Text: string(text[n.start:n.end]),
		Value: &value, Precision: precision,
	}
}

func covered(entities []schemas.Entity, i int) bool {
	for j := range entities {
		if entities[j].Start <= i && i < entities[j].End {
			return true
		}
	}
	return false
}

// isBare tells whether an amount was said without 万, 元 or a currency, as in
// 两百二: it may as well be a count.
func isBare(e *schemas.Entity) bool {
	return e.Type == schemas.EntityMoney && !strings.ContainsAny(e.Text, "万亿元块毛角钱$¥￥€£") && !hasLatin(e.Text)
}

func hasLatin(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

// fits tells whether the figure can be a value of the topic; strict is whether
// the question asked for just that figure.
func (f *figure) fits(t *topic, strict bool) bool {
	e := &f.entity
	switch t.kind {
	case risk.FactAmount:
		if goods(t) && e.Type == schemas.EntityCount && !f.bare && !countsPeople(e.Unit) {
			return true
		}
		return e.Type == schemas.EntityMoney && (e.Unit == "" || e.Unit == "CNY") && !isPrice(e)
	case risk.FactCount:
		if f.bare {
			return *e.Value < maxBareCount
		}
		if e.Type == schemas.EntityPercent {
			return true // a share of them left: 走了三成
		}
		return e.Type == schemas.EntityCount && countsPeople(e.Unit)
	case risk.FactPercent:
		return e.Type == schemas.EntityPercent || f.bare && strict && *e.Value <= 100
	case risk.FactDate:
		return e.Type == schemas.EntityDate
	default:
		return false
	}
}

// isPrice tells whether an amount is too small for a total and said in the
// coins that one pays with, as prices are.
func isPrice(e *schemas.Entity) bool {
	return *e.Value < maxPrice && strings.ContainsAny(e.Text, "块毛角分元")
}

const maxPrice = 10000

// saysPeople tells whether the figure can count nothing but people.
func (f *figure) saysPeople() bool {
	e := &f.entity
	return e.Type == schemas.EntityCount && e.Unit != "" && e.Unit != "个" && countsPeople(e.Unit)
}

// handful tells whether the figure is a small number of something else that
// follows (两个铺), rather than of people.
func (f *figure) handful(text []rune) bool {
	e := &f.entity
	return e.Unit == "个" && *e.Value < maxHandful && e.End < len(text) && !endsNumber(text[e.End])
}

// maxHandful is the size from which 个 after an asked headcount means people.
const maxHandful = 30

// pointed tells whether a figure is one already spoken of (那两台) or no figure
// at all (好几个).
func pointed(text []rune, start int) bool {
	switch text[start] {
	case '几', '好':
		return true
	}
	return start > 0 && (text[start-1] == '那' || text[start-1] == '这' || text[start-1] == '好')
}

// goods tells whether a topic's amount may be counted in goods instead of money.
func goods(t *topic) bool { return t.key == "inventory" }

// maxBareCount bounds a number without a unit that may be a headcount.
const maxBareCount = 10000

func countsPeople(unit string) bool {
	switch unit {
	case "人", "个", "口", "号", "名", "", "staff", "people", "employees", "workers", "heads":
		return true
	}
	return false
}
