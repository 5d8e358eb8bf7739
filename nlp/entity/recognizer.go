package entity

import (
	"slices"
	"strings"
	"sync"
	"time"

	"huifang/nlp/names"
	"huifang/nlp/normalize"
	"huifang/nlp/value"
	"huifang/schemas"
)

// Recognizer finds the entities of calls. It is immutable and safe for
// concurrent use on different calls.
type Recognizer struct {
	values     *value.Scanner
	places     *gazetteer // places and well-known organisations
	trade      *gazetteer // trade words inside firm names
	persons    *persons
	orgs       *organizations
	brands     *brands
	projects   *projects
	openings   *openings
	english    *englishNames
	contacts   *contacts
	legalForms []string
	brackets   *strings.Replacer
	tagger     *names.Tagger // nil for rules alone
	registers  *registers
	personKeys []string
	orgKeys    []string
	scratch    sync.Pool // of *talk: the working state is most of what a call allocates
	// projectKeys, like the keys above, are keys of the loan file.
	projectKeys []string
}

// NewRecognizer builds the tables from the embedded word lists. values finds
// quantities and dates.
func NewRecognizer(values *value.Scanner) *Recognizer {
	rec := &Recognizer{
		values:      values,
		places:      newGazetteer(16),
		trade:       newGazetteer(12),
		persons:     newPersons(nameLists{strings.TrimSpace(surnameList), strings.TrimSpace(givenList), surnameEndList, surnameStartList}),
		english:     newEnglishNames(),
		registers:   newRegisters(),
		contacts:    newContacts(),
		legalForms:  legalForms(),
		brackets:    strings.NewReplacer("\uff08", "(", "\uff09", ")"),
		personKeys:  personKeys(),
		orgKeys:     orgKeys(),
		projectKeys: projectKeys(),
	}
	rec.scratch.New = func() any { return &talk{known: newGazetteer(10)} }
	rec.places.loadOrganizations(organizationList, schemas.EntityOrg)
	rec.places.loadPlaces(placeList, schemas.EntityLoc)
	rec.places.loadPlaces(englishPlaceList, schemas.EntityLoc)
	for _, w := range trades() {
		rec.trade.add(w, schemas.EntityOrg, "", "")
	}
	rec.orgs = newOrganizations(rec.places, firmLists{brand: strings.TrimSpace(brandList), generic: genericList})
	rec.projects = newProjects(rec.orgs)
	rec.brands = newBrands(rec.orgs, rec.persons, strings.Fields(ordinaryList))
	rec.openings = newOpenings(rec)
	return rec
}

// openingTurns is how many turns count as the opening, where the speakers say
// who they are.
const openingTurns = 6

// Annotate replaces Turn.Entities of every turn of c: names, values and contact
// numbers, sorted by start and without overlaps. It reads the texts, roles, the
// call date and the loan file, with a tagger the tokens as well, and nothing else. Every turn gets a non-nil slice.
func (rec *Recognizer) Annotate(c *schemas.Call) {
	day, err := time.Parse(time.DateOnly, c.CallDate)
	if err != nil {
		day = time.Time{}
	}
	t := rec.read(c, day)
	defer rec.scratch.Put(t)
	rec.fileNames(t.known, c.LoanFile)
	t.sounds.collect(t.known)
	for i := range t.turns {
		rec.names(t, i)
		rec.numbers(t, i)
	}
	t.covered = slices.Grow(t.covered[:0], t.longest())
	if rec.tagger != nil {
		rec.tag(c, t, rec.registers.of(t))
	}
	rec.learn(t)
	found := 0
	for i := range t.turns {
		turn := &t.turns[i]
		rec.recall(t, turn)
		t.sounds.find(turn, c.Turns[i].Tokens)
		turn.found = settle(turn.found, t.covered[:len(turn.text)])
		found += len(turn.found)
	}
	all := make([]schemas.Entity, 0, found) // of all turns, in one piece
	for i := range t.turns {
		from := len(all)
		all = t.turns[i].entities(all, c.Turns[i].Text)
		c.Turns[i].Entities = all[from:len(all):len(all)]
	}
	rec.link(c, t)
}

// read prepares the turns and finds their values and digits.
func (rec *Recognizer) read(c *schemas.Call, day time.Time) *talk {
	t := rec.scratch.Get().(*talk)
	t.reset(len(c.Turns))
	length := 0
	for i := range c.Turns {
		length += len(c.Turns[i].Text) // three times what Chinese takes, and quickly told
	}
	t.runes = slices.Grow(t.runes, length) // so that it stays in place below
	for i := range c.Turns {
		turn := &t.turns[i]
		turn.role = c.Turns[i].Role
		from := len(t.runes)
		t.runes = normalize.FoldCased(t.runes, c.Turns[i].Text)
		turn.text = t.runes[from:len(t.runes):len(t.runes)]
		from = len(t.values)
		rec.scan(t, turn.text, c.Turns[i].Disfluencies, value.Context{Date: day, Previous: t.before(i)})
		turn.values = t.values[from:len(t.values):len(t.values)]
		for k, v := range turn.values {
			turn.add(candidate{kind: v.Type, start: v.Start, end: v.End, rank: rankValue, value: k + 1})
		}
		t.digitRuns(turn, rec.openings)
		turn.taken = append(turn.taken, make([]bool, len(turn.runs))...)
	}
	return t
}

// names finds the names in turn i that need no memory of the call.
func (rec *Recognizer) names(t *talk, i int) {
	turn := &t.turns[i]
	r, opening := turn.text, i < openingTurns
	lastOrg, lastFirm, personEnd, titleEnd := 0, 0, 0, 0
	for k := 0; k < len(r); k++ {
		c := r[k]
		if c < 128 {
			if n := rec.places.match(r, k); n != nil && n.kind == schemas.EntityOrg && !isUpper(c) {
				rec.addGazetteered(turn, k, n)
			}
			k = rec.ascii(turn, k, opening, &lastOrg)
			continue
		}
		if n := t.known.match(r, k); n != nil && n.kind == schemas.EntityOrg {
			lastOrg = k + len(n.runes)
		}
		rules := rec.openings.at(c)
		if n := rec.place(rules, r, k); n != nil && !insideWater(r, k, n) {
			rec.addGazetteered(turn, k, n)
			if n.kind == schemas.EntityOrg {
				lastOrg = k + len(n.runes)
			} else if end := rec.brands.placed(r, k+len(n.runes)); end > 0 {
				turn.add(candidate{kind: schemas.EntityOrg, start: k, end: end, rank: rankPlaced})
			}
		}
		if rules&closesOrg != 0 {
			if start, n := rec.orgs.endingAt(r, k+1, max(lastFirm, titleEnd, turn.valueBefore(k))); n > 0 {
				end := k + 1
				if rec.trade.match(r, end-n) != nil {
					end = rec.throughTrades(r, end) // 恒安机械租赁
				}
				turn.add(candidate{kind: schemas.EntityOrg, start: start, end: end, rank: rankOrg})
				lastOrg, lastFirm = end, end
			}
		}
		if rules&closesPhase != 0 {
			if start := rec.projects.endingAt(r, k+1, max(lastFirm, titleEnd)); start >= 0 {
				turn.add(candidate{kind: schemas.EntityProject, start: start, end: k + 1, rank: rankProject})
			}
		}
		if opening && rules&closesOffice != 0 && office(r, k, lastOrg) {
			lastOrg = k + 1
		}
		if rules&opensBrand != 0 {
			if end := rec.brands.at(r, k); end > 0 {
				turn.add(candidate{kind: schemas.EntityOrg, start: k, end: end, rank: rankBrand})
			}
		}
		if k >= personEnd && rules&opensPerson != 0 {
			personEnd = rec.person(turn, k, lastOrg, opening)
			// What ends such a name begins no firm: 小舅子何海波担保.
			if n := len(turn.found); personEnd > 0 && (turn.found[n-1].form == formTitle || rec.persons.evidenceBefore(r, k, lastOrg, opening) != noEvidence) {
				titleEnd = personEnd
			}
		}
	}
}

// place returns the place or well-known organisation at k, nil for none.
func (rec *Recognizer) place(rules opening, r []rune, k int) *name {
	if rules&opensPlace == 0 {
		return nil
	}
	return rec.places.match(r, k)
}

// ascii handles the rune at k of English text and returns where to go on.
func (rec *Recognizer) ascii(turn *turn, k int, opening bool, lastOrg *int) int {
	r := turn.text
	switch {
	case r[k] == '@':
		if start, end := email(r, k); end > 0 {
			turn.add(candidate{kind: schemas.EntityEmail, start: start, end: end, rank: rankContact})
			return end - 1
		}
	case isUpper(r[k]):
		if end := streetAddress(r, k); end > 0 {
			turn.add(candidate{kind: schemas.EntityAddress, start: k, end: end, rank: rankContact})
			return end - 1
		}
		if n := rec.places.match(r, k); n != nil {
			rec.addGazetteered(turn, k, n)
		}
		if c, ok := rec.english.nameAt(r, k, opening); ok {
			turn.add(c)
			if c.kind == schemas.EntityOrg {
				*lastOrg = c.end
			}
			return c.end - 1
		}
	}
	return k
}

// insideWater tells whether the place at k is the name of a river or a lake
// rather than the place: 嘉陵 in 嘉陵江.
func insideWater(r []rune, k int, n *name) bool {
	c := at(r, k+len(n.runes))
	return n.kind == schemas.EntityLoc && (c == '江' || c == '湖')
}

func (rec *Recognizer) addGazetteered(turn *turn, k int, n *name) {
	rank := rankPlace
	if n.kind == schemas.EntityOrg {
		rank = rankOrg
	}
	turn.add(candidate{kind: n.kind, start: k, end: k + len(n.runes), rank: rank, norm: n.norm})
}

// person adds the name of a person that starts at k, if one does, and returns
// where it ends.
func (rec *Recognizer) person(turn *turn, k, lastOrg int, opening bool) int {
	r, p := turn.text, rec.persons
	if c := r[k]; c == '老' || c == '小' || c == '阿' {
		if end := p.familiar(r, k); end > 0 {
			turn.add(candidate{kind: schemas.EntityPerson, start: k, end: end, rank: rankTitle, form: formTitle})
			return end
		}
	}
	titled := p.titled(r, k)
	if end := p.full(r, k, lastOrg, opening); end > titled && !rec.placeCovers(r, k, end) {
		turn.add(candidate{kind: schemas.EntityPerson, start: k, end: end, rank: rankName})
		return end
	}
	if titled > 0 {
		turn.add(candidate{kind: schemas.EntityPerson, start: k, end: titled, rank: rankTitle, form: formTitle})
	}
	return titled
}

// office tells whether a part of a bank ends at k: 支行, 分行, 公司部. A name may
// follow it as it may follow the bank.
func office(r []rune, k, lastOrg int) bool {
	switch before := at(r, k-1); r[k] {
	case '行':
		return before == '支' || before == '分' || before == '总'
	case '部':
		return before == '司' || before == '户' || before == '贷' || before == '务' || before == '控' || before == '业' || lastOrg > 0 && k-lastOrg <= 6
	}
	return false
}

// placeCovers tells whether a place begins at k and reaches end.
func (rec *Recognizer) placeCovers(r []rune, k, end int) bool {
	n := rec.places.match(r, k)
	return n != nil && k+len(n.runes) >= end
}
