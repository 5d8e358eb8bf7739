package entity

import (
	"cmp"
	"slices"
	"strings"

	"huifang/nlp/value"
	"huifang/schemas"
)

// scan finds the values of a turn without its disfluencies, so that 二百呃五十万 is
// one, and those that were said twice or taken back (一个亿二,不对,一个亿四), which are
// mentions as well unless they broke off before their unit (三百,不对,五百万). Whoever
// builds on a value asks disfluency.TakenBack.
func (rec *Recognizer) scan(t *talk, text []rune, passed []schemas.Disfluency, ctx value.Context) {
	if len(passed) == 0 {
		t.values = rec.values.Scan(t.values, text, ctx)
		return
	}
	from := len(t.values)
	t.view.Reset(text, passed)
	t.values = rec.values.Scan(t.values, t.view.Runes, ctx)
	for k := from; k < len(t.values); k++ {
		v := &t.values[k]
		v.Start, v.End = t.view.Span(v.Start, v.End)
	}
	for _, d := range passed {
		if d.Kind != schemas.DisfluencyFiller && d.Start >= 0 && d.Start < d.End && d.End <= len(text) {
			rec.scanPassed(t, text[:d.End], d.Start, from, ctx)
		}
	}
	slices.SortFunc(t.values[from:], func(a, b value.Value) int { return cmp.Compare(a.Start, b.Start) })
}

// scanPassed adds the values of text[start:] that overlap none from index from on.
func (rec *Recognizer) scanPassed(t *talk, text []rune, start, from int, ctx value.Context) {
	found := len(t.values)
	t.values = rec.values.Scan(t.values, text[start:], ctx)
	kept := t.values[:found]
	for _, v := range t.values[found:] {
		v.Start, v.End = v.Start+start, v.End+start
		overlaps := slices.ContainsFunc(t.values[from:found], func(o value.Value) bool { return o.Start < v.End && v.Start < o.End })
		if !overlaps && (v.Type != schemas.EntityMoney || complete(text[v.Start:v.End])) {
			kept = append(kept, v)
		}
	}
	t.values = kept
}

// complete reports that an amount of money has its unit, be it only 万 or 亿.
func complete(amount []rune) bool {
	return !strings.ContainsRune("零一二两三四五六七八九十百千", amount[len(amount)-1]) ||
		slices.Contains(amount, '万') || slices.Contains(amount, '亿')
}
