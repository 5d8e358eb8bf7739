package entity

import (
	"huifang/nlp/names"
	"huifang/nlp/value"
	"huifang/schemas"
)

// NewTaggedRecognizer returns a recognizer by rules and tagger. It reads
// Turn.Tokens besides what one by rules alone reads, and does without the tagger
// on turns that have none.
//
// On talk the rules lead, since they know the loan file, titles and who is
// speaking, and the tagger adds what they passed over and it is sure of. On
// written text the tagger leads, and of the rules' names those stay that touch
// none of its own and rest on the loan file, on a title or on English capitals.
func NewTaggedRecognizer(values *value.Scanner, tagger *names.Tagger) *Recognizer {
	rec := NewRecognizer(values)
	rec.tagger = tagger
	return rec
}

// leastMargin is how sure the tagger must be of a name in talk that the rules
// do not see, in natural log-odds.
const leastMargin = 3

// tag adds the names that the tagger finds in the turns to their candidates.
func (rec *Recognizer) tag(c *schemas.Call, t *talk, register names.Register) {
	for i := range t.turns {
		turn := &t.turns[i]
		if len(c.Turns[i].Tokens) == 0 {
			continue
		}
		t.names = rec.tagger.Find(t.names[:0], turn.text, c.Turns[i].Tokens, register)
		if register == names.Written {
			turn.found = turn.yield(t.names)
			for k := range t.names {
				turn.add(candidate{kind: t.names[k].Type, start: t.names[k].Start, end: t.names[k].End, rank: rankTagged})
			}
			continue
		}
		for k := range t.names {
			if n := &t.names[k]; n.Margin >= leastMargin && !rec.common(turn.text[n.Start:n.End], n.Type) {
				turn.add(candidate{kind: n.Type, start: n.Start, end: n.End, rank: rankHinted})
			}
		}
	}
}

// yield drops the rules' names that stand back on written text behind those of
// the tagger.
func (t *turn) yield(tagged []names.Name) []candidate {
	kept := t.found[:0]
	for _, c := range t.found {
		if c.value > 0 || c.rank >= rankContact || (formal(c, t.text) || isLetter(t.text[c.start])) && !touches(c, tagged) {
			kept = append(kept, c)
		}
	}
	return kept
}

// formal tells whether c is a surname with a title that is nothing else: 王总,
// 李行长, but not 小王 or 高工, which prose has as other words too.
func formal(c candidate, text []rune) bool {
	return c.form == formTitle && text[c.start] != '老' && text[c.start] != '小' && text[c.start] != '阿' &&
		(c.end-c.start > 2 || text[c.end-1] == '总')
}

func touches(c candidate, tagged []names.Name) bool {
	for k := range tagged {
		if tagged[k].Start < c.end && c.start < tagged[k].End {
			return true
		}
	}
	return false
}

// common tells whether what the tagger found names nobody in a call: 公司, 银行,
// which are names in newspapers.
func (rec *Recognizer) common(text []rune, kind string) bool {
	return kind == schemas.EntityOrg && (rec.orgs.generic[string(text)] || rec.ordinary(text))
}
