package entity

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huifang/schemas"
)

// linker is the working state of linking one call.
type linker struct {
	people []person
	firms  []firm
}

// firm is a name under which a firm is spoken of.
type firm struct {
	name string
	root int // index of the firm that this one is a name of; its own for a firm
	ref  string
}

func (l *linker) reset() { l.people, l.firms = l.people[:0], l.firms[:0] }

// link sets Entity.Ref of the people and firms in c, whose entities have been
// found, and Entity.Norm of people who are called by a title and named in full
// elsewhere. Numbers go by first mention; the borrower is O0, or P0 where a
// person borrows.
//
// Two names are one firm where they have the same full form, or where one is a
// form in which people say the other (言叶智能 for 深圳言叶智能科技有限公司). A short
// form that fits two firms is a firm of its own, and so is a branch that is named
// as one: an office is not the bank as a whole. For people see resolve.
func (rec *Recognizer) link(c *schemas.Call, t *talk) {
	l := &t.links
	l.reset()
	rec.markTitles(c, t)
	borrower := c.LoanFile.Borrower()
	rec.firmNames(l, c, borrower)
	rec.fullNames(l, c, t, borrower)
	people, firms := 0, 0
	for i := range c.Turns {
		found := c.Turns[i].Entities
		for k := range found {
			switch e := &found[k]; e.Type {
			case schemas.EntityOrg:
				f := &l.firms[l.rootOf(canonical(e))]
				if f.ref == "" {
					firms++
					f.ref = reference('O', firms)
				}
				e.Ref = f.ref
			case schemas.EntityPerson:
				p := rec.personOf(t, i, found, k)
				if p.ref == "" {
					people++
					p.ref = reference('P', people)
				}
				e.Ref = p.ref
				if e.Form != "" && e.Norm == "" && len(p.name) > 0 {
					e.Norm = string(p.name)
				}
			}
		}
	}
}

func reference(kind byte, n int) string {
	b := make([]byte, 1, 4)
	b[0] = kind
	return string(strconv.AppendInt(b, int64(n), 10))
}

// canonical returns the fullest form of a firm's name that is known.
func canonical(e *schemas.Entity) string {
	if e.Norm != "" {
		return e.Norm
	}
	return e.Text
}

// firmNames collects the firms of c, the borrower among them, and joins those
// that are one.
func (rec *Recognizer) firmNames(l *linker, c *schemas.Call, borrower string) {
	if borrower != "" {
		l.addFirm(borrower)
		l.firms[0].ref = reference('O', 0)
	}
	for i := range c.Turns {
		for k := range c.Turns[i].Entities {
			if e := &c.Turns[i].Entities[k]; e.Type == schemas.EntityOrg {
				l.addFirm(canonical(e))
			}
		}
	}
	if len(l.firms) > 1 {
		rec.joinFirms(l)
	}
}

func (l *linker) addFirm(name string) {
	for i := range l.firms {
		if l.firms[i].name == name {
			return
		}
	}
	l.firms = append(l.firms, firm{name: name, root: len(l.firms)})
}

// joinFirms makes each name that is a short form of one firm a name of it. Longer
// names come first, so that a form of a form finds its way; the borrower stays in
// front whatever the length of its name.
func (rec *Recognizer) joinFirms(l *linker) {
	named := l.firms
	if named[0].ref != "" {
		named = named[1:]
	}
	slices.SortStableFunc(named, func(a, b firm) int { return len(b.name) - len(a.name) })
	for i := range l.firms {
		l.firms[i].root = i
		for j := range l.firms[:i] {
			full := &l.firms[j]
			if !rec.shortFor(l.firms[i].name, full.name) && (full.ref == "" || !rec.shortFor(full.name, l.firms[i].name)) {
				continue
			}
			if r := l.firms[i].root; r == i || r == full.root {
				l.firms[i].root = full.root
			} else {
				l.firms[i].root = i // a form of two firms is a firm of its own
				break
			}
		}
	}
}

// shortFor tells whether short is a form in which people say full.
func (rec *Recognizer) shortFor(short, full string) bool {
	first, n := utf8.DecodeRuneInString(short)
	if len(short) >= len(full) || n == len(short) || !strings.ContainsRune(full, first) {
		return false
	}
	return slices.Contains(rec.firmForms(full), short)
}

func (l *linker) rootOf(name string) int {
	for i := range l.firms {
		if l.firms[i].name == name {
			return l.firms[i].root
		}
	}
	return 0
}
