package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strconv"
	"sync"

	"huifang/nlp/normalize"
	"huifang/schemas"
)

// pseudonymBytes is how much of the HMAC a pseudonym shows: of a thousand people
// around one borrower two share one with a chance of one in eight thousand.
const pseudonymBytes = 4

// pseudonymizer makes pseudonyms. It is safe for concurrent use.
type pseudonymizer struct {
	// states are keyed HMACs; nil where there is no key.
	states *sync.Pool
}

func newPseudonymizer(key []byte) pseudonymizer {
	if len(key) == 0 {
		return pseudonymizer{}
	}
	return pseudonymizer{&sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}}
}

// alias is the pseudonym of the people of a call who share a reference.
type alias struct{ ref, pseudonym string }

// aliases returns the pseudonyms of the people of c, one for each reference.
// Without a key they are the references.
func (p pseudonymizer) aliases(c *schemas.Call) []alias {
	var list []alias
	borrower := schemas.BorrowerKey(c.BorrowerID, c.LoanFile.Borrower(), c.ID)
	for i := range c.Turns {
		for k := range c.Turns[i].Entities {
			e := &c.Turns[i].Entities[k]
			if e.Type != schemas.EntityPerson || e.Ref == "" || pseudonymOf(list, e.Ref) != "" {
				continue
			}
			list = append(list, alias{e.Ref, p.pseudonym(list, borrower, e)})
		}
	}
	return list
}

func pseudonymOf(list []alias, ref string) string {
	for i := range list {
		if list[i].ref == ref {
			return list[i].pseudonym
		}
	}
	return ""
}

// pseudonym returns the pseudonym of the person of e, whose reference is in none
// of taken. A second person of one surname who is never named in full gets
// another one, by the order in which they are mentioned.
func (p pseudonymizer) pseudonym(taken []alias, borrower string, e *schemas.Entity) string {
	if p.states == nil {
		return e.Ref
	}
	name, named := e.Norm, true
	switch {
	case name != "":
	case e.Form == "":
		name = e.Text
	default:
		name, named = surnameOf(e.Text), false
	}
	for n := 0; ; n++ {
		pseudonym := p.sum(borrower, name, named, n)
		if named || !isTaken(taken, pseudonym) {
			return pseudonym
		}
	}
}

func isTaken(list []alias, pseudonym string) bool {
	for i := range list {
		if list[i].pseudonym == pseudonym {
			return true
		}
	}
	return false
}

// sum is the keyed hash of a person of a borrower. Each field is preceded by its
// length, so that no two sets of fields make one message.
func (p pseudonymizer) sum(borrower, name string, named bool, n int) string {
	state := p.states.Get().(hash.Hash)
	defer p.states.Put(state)
	state.Reset()
	kind := "name"
	if !named {
		kind = "surname"
	}
	var message []byte
	for _, field := range [...]string{borrower, kind, string(normalize.Fold(nil, name)), strconv.Itoa(n)} {
		message = binary.AppendUvarint(message, uint64(len(field)))
		message = append(message, field...)
	}
	state.Write(message)
	return "P-" + hex.EncodeToString(state.Sum(nil)[:pseudonymBytes])
}

// surnameOf returns the surname in a title form: 王 of 王总, 老王 and 小王, Chen of
// Mr. Chen; all of a form that has none.
func surnameOf(title string) string {
	r := []rune(title)
	if len(r) == 0 {
		return ""
	}
	if isLetter(r[0]) {
		last := len(r)
		for last > 0 && r[last-1] != ' ' {
			last--
		}
		return string(r[last:])
	}
	if len(r) > 1 && (r[0] == '老' || r[0] == '小') {
		r = r[1:]
	}
	switch {
	case r[0] == '阿':
		return string(r)
	case len(r) > 1 && compound(r[0], r[1]):
		return string(r[:2])
	}
	return string(r[:1])
}
