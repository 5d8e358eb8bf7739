package entity

import "huifang/schemas"

// learn puts the names that were recognised anywhere in the call into its
// dictionary, together with the short forms that speakers fall back on.
func (rec *Recognizer) learn(t *talk) {
	for i := range t.turns {
		turn := &t.turns[i]
		for _, c := range turn.found {
			name := turn.text[c.start:c.end]
			switch {
			case c.kind == schemas.EntityPerson && c.rank == rankName:
				if isHan(name[0]) {
					rec.addPerson(t.known, name)
				} else {
					t.known.add(string(name), c.kind, "", "")
				}
			case c.kind == schemas.EntityOrg && c.rank == rankOrg && c.norm == "":
				t.known.add(string(name), c.kind, "", "")
				rec.learnBrand(t, name)
			}
		}
	}
}

// learnBrand adds the brand of a firm (宏岳 of 宏岳化工), unless it means something
// else too: a place or a word.
func (rec *Recognizer) learnBrand(t *talk, full []rune) {
	brand := full
	for k := 2; k < len(full); k++ {
		if rec.trade.match(full, k) != nil || hasAt(full, k, "银行") > 0 || hasAt(full, k, "公司") > 0 || hasAt(full, k, "集团") > 0 {
			brand = full[:k]
			break
		}
	}
	if len(brand) == len(full) || len(brand) > 4 || !allHan(brand) {
		return
	}
	if rec.places.match(brand, 0) != nil || !rec.orgs.branded(brand) || rec.orgs.generic[string(brand)] {
		return
	}
	t.known.add(string(brand), schemas.EntityOrg, string(full), "")
}

// recall finds the names in the dictionary of the call again.
func (rec *Recognizer) recall(t *talk, turn *turn) {
	for k := 0; k < len(turn.text); k++ {
		n := t.known.match(turn.text, k)
		if n == nil {
			continue
		}
		if n.kind == schemas.EntityPerson && n.form == formTitle && !rec.persons.boundary(turn.text, k+len(n.runes)) {
			continue
		}
		rank := rankName
		if n.kind == schemas.EntityOrg {
			rank = rankOrg
		}
		end := k + len(n.runes)
		if n.kind == schemas.EntityOrg && n.norm != "" {
			end = rec.throughTrades(turn.text, end)
		}
		turn.add(candidate{kind: n.kind, start: k, end: end, rank: rank, norm: n.norm, form: n.form})
	}
}

// throughTrades returns where a firm's name ends whose known part ends at k: 万都
// is said as 万都置业 and 万都置业集团, too.
func (rec *Recognizer) throughTrades(r []rune, k int) int {
	for {
		n := rec.trade.match(r, k)
		if n == nil {
			return k
		}
		if next := at(r, k+len(n.runes)); next == '过' || next == '了' || next == '的' && hasAt(r, k, "担保") > 0 {
			return k // 给万都担保过: a verb
		}
		k += len(n.runes)
	}
}
