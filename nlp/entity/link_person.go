package entity

import (
	"slices"
	"strings"

	"huifang/schemas"
)

// person is someone whom a call speaks of.
type person struct {
	// name is the full name; empty for one who is only called by a title.
	name []rune
	// surname is the length of the surname in name; 0 where name is not Chinese.
	surname int
	// side is the role of the turns that this person speaks, empty for a third
	// person or where the call does not tell.
	side string
	// introduced is true where that is by the person's own words.
	introduced bool
	// filed is true of a name that stands in the loan file and is not said.
	filed bool
	// callings are the titles that were taken to mean this person.
	callings []calling
	ref      string
}

// calling is a title form with the role of who used it.
type calling struct {
	address
	role string
}

// fullNames collects the people who are named in full, in the turns and in the
// loan file, and the titles that stand right beside a full name: 刘建军刘总.
func (rec *Recognizer) fullNames(l *linker, c *schemas.Call, t *talk, borrower string) {
	for i := range c.Turns {
		turn, found := &t.turns[i], c.Turns[i].Entities
		for k := range found {
			e := &found[k]
			if e.Type != schemas.EntityPerson || e.Form != "" {
				continue
			}
			p := rec.named(l, turn.text[e.Start:e.End])
			if p.side == "" {
				p.side = t.sideOf(i, found, k)
				p.introduced = p.side == turn.role
			}
			if n := rec.persons.titleAt(turn.text, e.End); n >= 2 && p.surname > 0 {
				title := turn.text[e.End : e.End+n] // 刘志强厂长: he is 刘厂长
				said := slices.Concat(p.name[:p.surname], title)
				p.callings = append(p.callings, calling{address{text: said, surname: said[:p.surname], title: said[p.surname:]}, turn.role})
			}
			for _, j := range [2]int{k - 1, k + 1} {
				if j < 0 || j == len(found) || found[j].Type != schemas.EntityPerson || found[j].Form == "" || !adjoin(turn.text, e, &found[j]) {
					continue
				}
				if a := rec.persons.address(turn.text[found[j].Start:found[j].End]); p.calledBy(&a) {
					p.callings = append(p.callings, calling{a, turn.role})
				}
			}
		}
	}
	said := len(l.people)
	for _, key := range rec.personKeys {
		for part := range strings.FieldsFuncSeq(c.LoanFile.String(key), listBreak) {
			rec.file(l, part, said)
		}
	}
	if n := rec.file(l, borrower, said); n >= 0 {
		l.people[n].ref = reference('P', 0)
	}
}

// file adds a person whose name stands in the loan file, unless it is no
// person's name, and returns the index; said is the number of people who are named
// in the turns.
func (rec *Recognizer) file(l *linker, name string, said int) int {
	r := []rune(name)
	if len(r) < 2 || len(r) > 4 || !allHan(r) || rec.persons.surnameLength(r) == 0 {
		return -1
	}
	n := l.indexOf(r)
	if n < 0 {
		rec.named(l, r)
		n = len(l.people) - 1
	}
	l.people[n].filed = n >= said
	return n
}

// named returns the person of a full name, who is new where the name is.
func (rec *Recognizer) named(l *linker, name []rune) *person {
	if n := l.indexOf(name); n >= 0 {
		return &l.people[n]
	}
	p := l.newPerson()
	p.name, p.surname = name, rec.persons.surnameLength(name)
	return p
}

func (l *linker) indexOf(name []rune) int {
	return slices.IndexFunc(l.people, func(p person) bool { return len(p.name) > 0 && equalFolded(p.name, name) })
}

// newPerson adds a person in the place of one of an earlier call, if there is any.
func (l *linker) newPerson() *person {
	if len(l.people) < cap(l.people) {
		l.people = l.people[:len(l.people)+1]
	} else {
		l.people = append(l.people, person{})
	}
	p := &l.people[len(l.people)-1]
	*p = person{callings: p.callings[:0]}
	return p
}

// personOf returns the person whom entity k of turn i stands for.
func (rec *Recognizer) personOf(t *talk, i int, found []schemas.Entity, k int) *person {
	l, turn, e := &t.links, &t.turns[i], &found[k]
	said := turn.text[e.Start:e.End]
	switch {
	case e.Form == "":
		return rec.named(l, said)
	case e.Norm != "":
		return rec.named(l, []rune(e.Norm)) // a given name alone
	}
	c := calling{rec.persons.address(said), turn.role}
	side := t.sideOf(i, found, k)
	p := l.resolve(&c, side == turn.role)
	if p.side == "" {
		p.side, p.introduced = side, side == turn.role
	}
	p.callings = append(p.callings, c)
	return p
}

// resolve returns the person whom a title stands for. In order:
//
//  1. one who is called so already, a title beside a full name counting first;
//  2. the one person named in full in the call whom it fits, or else the one of
//     them who is on the other side of the call;
//  3. the one person of the loan file whom it fits, unless the customer uses a
//     form for the officer (小王, 王经理);
//  4. the one person, known by titles only, whom it fits;
//  5. a new person. So a title that fits two people is neither's.
//
// It fits whoever has that surname, is not its speaker unless he says it of
// himself, and is called by no title that goes ill with it, see fits.
func (l *linker) resolve(c *calling, self bool) *person {
	for i := range l.people {
		if p := &l.people[i]; p.allows(c, self) {
			for k := range p.callings {
				if slices.Equal(p.callings[k].text, c.text) {
					return p
				}
			}
		}
	}
	fitting, opposite := -1, -1
	several, both := false, false
	for i := range l.people {
		p := &l.people[i]
		if len(p.name) == 0 || p.filed || !p.calledBy(&c.address) || !p.allows(c, self) || !p.fits(c) {
			continue
		}
		several = several || fitting >= 0
		fitting = i
		if p.side != "" && p.side != c.role {
			both = both || opposite >= 0
			opposite = i
		}
	}
	switch {
	case fitting >= 0 && !several:
		return &l.people[fitting]
	case opposite >= 0 && !both:
		return &l.people[opposite]
	case fitting < 0 && !(c.role == schemas.RoleCustomer && c.officer()):
		if p := l.only(func(p *person) bool { return p.filed && p.calledBy(&c.address) && p.fits(c) }); p != nil {
			return p
		}
	}
	if p := l.only(func(p *person) bool { return len(p.name) == 0 && p.sharesSurname(c) && p.allows(c, self) && p.fits(c) }); p != nil {
		return p
	}
	return l.newPerson()
}

// only returns the one person of whom accept is true, nil for none and for more.
func (l *linker) only(accept func(*person) bool) *person {
	var found *person
	for i := range l.people {
		if accept(&l.people[i]) {
			if found != nil {
				return nil
			}
			found = &l.people[i]
		}
	}
	return found
}

// calledBy tells whether a person of this name can be called by a: it has the
// surname, for 阿强 the last character, or in English one of the words.
func (p *person) calledBy(a *address) bool {
	switch {
	case len(p.name) == 0:
		return false
	case a.prefix == '阿':
		return p.surname > 0 && p.name[len(p.name)-1] == a.text[len(a.text)-1]
	case len(a.surname) == 0:
		return false
	case p.surname > 0:
		return slices.Equal(p.name[:p.surname], a.surname)
	}
	return hasWord(p.name, a.surname)
}

func (p *person) sharesSurname(c *calling) bool {
	return len(p.callings) > 0 && len(c.surname) > 0 && equalFolded(p.callings[0].surname, c.surname)
}

// allows tells whether the speaker of c can mean p: who says a title of himself
// means one of his side, and not somebody named in passing; nobody who has said who
// he is calls himself by a title otherwise, and an officer of the bank is no boss.
func (p *person) allows(c *calling, self bool) bool {
	switch {
	case self:
		return p.side == c.role
	case p.side == "":
		return true
	case p.side == c.role && p.introduced:
		return false
	}
	return p.side != schemas.RoleAgent || c.class() != classBoss
}

// fits tells whether c goes with all titles of p.
func (p *person) fits(c *calling) bool {
	for k := range p.callings {
		if !goTogether(&p.callings[k], c, p.side != "") {
			return false
		}
	}
	return true
}
