package entity

import "huifang/nlp/value"

// openings tells from one rune which rules have to look at a place: a table that
// is read once where each rule would read its own. A rule that is not named by
// the rune finds nothing there.
type openings [1 << 16]opening

// opening is a set of rules.
type opening uint8

const (
	opensPlace   opening = 1 << iota // a place or a well-known organisation
	opensBrand                       // a firm by two characters
	opensPerson                      // a person
	opensDigits                      // a run of digits
	closesOrg                        // a firm by its last word
	closesPhase                      // a project
	closesOffice                     // a part of a bank
)

// newOpenings collects what the rules of rec begin or end on.
func newOpenings(rec *Recognizer) *openings {
	o := new(openings)
	for c := range o {
		r := rune(c)
		if rec.brands.member(r) {
			o[c] |= opensBrand
		}
		if rec.persons.begins(r) {
			o[c] |= opensPerson
		}
		if isLetter(r) || value.DictatedDigit(r) != 0 {
			o[c] |= opensDigits
		}
		if rec.orgs.last.has(r) {
			o[c] |= closesOrg
		}
		if rec.projects.last.has(r) {
			o[c] |= closesPhase
		}
		if r == '行' || r == '部' {
			o[c] |= closesOffice
		}
	}
	for _, bucket := range rec.places.buckets {
		for k := range bucket {
			if c := bucket[k].runes[0]; c < 1<<16 {
				o[c] |= opensPlace
			}
		}
	}
	return o
}

// at returns the rules for c: all of them where the table has no place for it.
func (o *openings) at(c rune) opening {
	if uint32(c) >= 1<<16 {
		return ^opening(0)
	}
	return o[c]
}
