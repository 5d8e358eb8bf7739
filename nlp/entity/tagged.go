package entity

import (
	"huifang/nlp/lang"
	"huifang/nlp/names"
	"huifang/nlp/value"
	"huifang/schemas"
)

// NewTaggedRecognizer returns a recognizer by rules and tagger. It reads
// Turn.Tokens and Turn.Lang besides what one by rules alone reads, and does
// without the tagger on turns that have no tokens or are English.
//
// On talk the rules lead, since they know the loan file, titles and who is
// speaking, and the tagger adds what they passed over and it is sure of. On
// written text the tagger leads, and of the rules' names those stay that touch
// none of its own and rest on a title or on English capitals. The names of the
// loan file are looked for in either.
func NewTaggedRecognizer(values *value.Scanner, tagger *names.Tagger) *Recognizer {
	rec := NewRecognizer(values)
	rec.tagger = tagger
	return rec
}

// Margins from which the tagger's names count in talk, in natural log-odds: of
// firms and people that the rules passed over, and, surer, of those of which the
// rules see a part (海联合银行 of 前海联合银行) and that are looked for in the rest
// of the call. Places of which the gazetteer knows no part are wrong more often
// than right at any margin.
const (
	leastPerson = 2
	surePerson  = 4
	leastOrg    = 0
	sureOrg     = 4
	leastPlace  = 3
)

// tag adds the names that the tagger finds in the turns to their candidates.
func (rec *Recognizer) tag(c *schemas.Call, t *talk, register names.Register) {
	for i := range t.turns {
		turn := &t.turns[i]
		if len(c.Turns[i].Tokens) == 0 || c.Turns[i].Lang == lang.English {
			continue
		}
		var known []bool
		if register == names.Spoken {
			known = turn.settled(t.covered)
		}
		t.names = rec.tagger.FindBeside(t.names[:0], turn.text, c.Turns[i].Tokens, register, known)
		if register == names.Written {
			turn.found = turn.yield(t.names)
		}
		for k := range t.names {
			n := &t.names[k]
			if rank := rec.rankOf(n, turn.text, register); rank > 0 {
				turn.add(candidate{kind: n.Type, start: n.Start, end: n.End, rank: rank, form: rec.formOf(n, turn.text)})
			}
		}
	}
}

// settled marks the code points of what the rules have found and no hint of the
// tagger's would displace, in scratch, which is as long as the text or longer.
func (t *turn) settled(scratch []bool) []bool {
	scratch = scratch[:len(t.text)]
	clear(scratch)
	for k := range t.found {
		if c := &t.found[k]; c.rank >= rankValue {
			for i := c.start; i < c.end; i++ {
				scratch[i] = true
			}
		}
	}
	return scratch
}

// rankOf is the rank of a name of the tagger's, 0 for one that does not count.
func (rec *Recognizer) rankOf(n *names.Name, text []rune, register names.Register) int {
	switch {
	case register == names.Written:
		return rankTagged
	case isLetter(text[n.Start]):
		return 0 // the rules know English
	case n.Type == schemas.EntityPerson && n.Margin >= leastPerson:
		if n.Margin >= surePerson && rec.formOf(n, text) == "" {
			return rankName
		}
		return rankHinted
	case n.Type == schemas.EntityOrg && n.Margin >= leastOrg && !rec.common(text[n.Start:n.End]):
		if n.Margin >= sureOrg {
			return rankOrg
		}
		return rankHinted
	case n.Type == schemas.EntityLoc && n.Margin >= leastPlace && rec.extendsPlace(text[n.Start:n.End]):
		return rankPlace
	}
	return 0
}

// extendsPlace tells whether the gazetteer knows a part of a place: 白山 of 长白山.
func (rec *Recognizer) extendsPlace(text []rune) bool {
	for k := range text {
		if n := rec.places.match(text, k); n != nil && n.kind == schemas.EntityLoc && len(n.runes) < len(text) {
			return true
		}
	}
	return false
}

// formOf tells whether a person is called by surname and title.
func (rec *Recognizer) formOf(n *names.Name, text []rune) string {
	if n.Type == schemas.EntityPerson && n.End-n.Start > 1 && rec.persons.titleAt(text, n.Start+1) == n.End-n.Start-1 {
		return formTitle
	}
	return ""
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
func (rec *Recognizer) common(text []rune) bool {
	return rec.orgs.generic[string(text)] || rec.ordinary(text)
}
