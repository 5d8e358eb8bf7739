package entity

import (
	"huifang/nlp/pinyin"
	"huifang/schemas"
)

// soundNames finds the firms of the loan file by their sound, for calls in which
// the recogniser has never seen the name: 言叶智能 for 言业智能.
type soundNames struct {
	list  pinyin.List
	names []name // by number in list
	hits  []pinyin.Hit
}

// collect takes the names of firms that g holds, which are those of the loan file.
func (s *soundNames) collect(g *gazetteer) {
	s.list.Reset()
	s.names = s.names[:0]
	for _, bucket := range g.buckets {
		for _, n := range bucket {
			if n.kind == schemas.EntityOrg && s.list.Add(n.runes) {
				s.names = append(s.names, n)
			}
		}
	}
}

// find adds the firms that the turn's text sounds like. Norm is the full name, as
// it is written in the loan file.
func (s *soundNames) find(turn *turn, tokens []schemas.Token) {
	if len(tokens) == 0 {
		return // nothing tells a slip from other words
	}
	s.hits = s.list.Match(s.hits[:0], turn.text, tokens)
	for _, h := range s.hits {
		norm := s.names[h.Word].norm
		if norm == "" {
			norm = string(s.list.Word(h.Word))
		}
		for k := range turn.found {
			// The name as heard is the same firm, whoever found it.
			if c := &turn.found[k]; c.kind == schemas.EntityOrg && c.start == h.Start && c.end == h.End {
				c.norm = norm
			}
		}
		turn.add(candidate{kind: schemas.EntityOrg, start: h.Start, end: h.End, rank: rankOrg, norm: norm})
	}
}
