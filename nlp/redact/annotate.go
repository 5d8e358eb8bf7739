package redact

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"huifang/nlp/normalize"
	"huifang/schemas"
)

// Types of schemas.PIISpan.
const (
	Name        = "NAME"
	Phone       = "PHONE"
	IDCard      = "ID_CARD"
	BankAccount = "BANK_ACCOUNT"
	Email       = "EMAIL"
	Address     = "ADDRESS"
	Plate       = "PLATE"
	WeChat      = "WECHAT"
	Secret      = "SECRET"
	USCC        = "USCC"
)

// Annotate replaces Turn.PII of every turn of c. It reads the texts and
// Turn.Entities. Spans are sorted by start and do not overlap; every turn gets a
// non-nil slice. It is safe for concurrent use on different calls.
func Annotate(c *schemas.Call) {
	var text []rune
	for i := range c.Turns {
		turn := &c.Turns[i]
		spans := []schemas.PIISpan{}
		for k := range turn.Entities {
			e := &turn.Entities[k]
			if kind := personal(e); kind != "" {
				spans = append(spans, schemas.PIISpan{Type: kind, Start: e.Start, End: e.End})
			}
		}
		if announces(turn.Text) {
			text = normalize.FoldCased(text[:0], turn.Text)
			spans = detect(spans, text)
		}
		turn.PII = settle(spans)
	}
}

// personal returns the type of personal data that an entity is, if it is any.
func personal(e *schemas.Entity) string {
	switch e.Type {
	case schemas.EntityPerson:
		if e.Form == "" || fullEnglishName(e.Text) {
			return Name
		}
	case schemas.EntityPhone:
		return Phone
	case schemas.EntityIDCard:
		return IDCard
	case schemas.EntityBankAccount:
		return BankAccount
	case schemas.EntityEmail:
		return Email
	case schemas.EntityAddress:
		return Address
	}
	return ""
}

// fullEnglishName tells whether a form of address gives a first name away: Ms. Helen
// Wong, but not Mr. Wong.
func fullEnglishName(s string) bool {
	return strings.Count(s, " ") >= 2 && s[0] < utf8.RuneSelf
}

// settle sorts spans and drops those that overlap an earlier or, from the same
// start, a longer one.
func settle(spans []schemas.PIISpan) []schemas.PIISpan {
	slices.SortFunc(spans, func(a, b schemas.PIISpan) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Type, b.Type))
	})
	kept, end := spans[:0], 0
	for _, s := range spans {
		if s.Start >= end {
			kept, end = append(kept, s), s.End
		}
	}
	return kept
}
