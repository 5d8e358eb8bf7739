package redact

import (
	"slices"
	"strings"

	"huifang/schemas"
)

// secret is something to hide wherever it is said: a name, or a number in the
// very words in which it was told.
type secret struct {
	runes  []rune
	masked []rune
}

// known is what one call gives away, longest first.
type known struct {
	secrets []secret
	aliases []alias
	// first marks the lower bytes of the characters that begin secrets: most
	// places of a text need no further look.
	first [256]bool
}

// newKnown collects the names and numbers of c, whose turns say said.
func newKnown(c *schemas.Call, said [][]rune) *known {
	k := &known{}
	for i := range c.Turns {
		t, r := &c.Turns[i], said[i]
		for _, p := range t.PII {
			if p.Start < 0 || p.End > len(r) || p.End-p.Start < 2 {
				continue
			}
			k.add(p.Type, r[p.Start:p.End], wholeNumber(t, p))
		}
		for n := range t.Entities {
			e := &t.Entities[n]
			switch {
			case e.Norm == "":
			case e.Type == schemas.EntityPerson && e.Form != "":
				k.add(Name, []rune(e.Norm), nil)
				if strings.HasSuffix(e.Norm, e.Text) {
					k.addGivenName(e, r)
				}
			case len(e.Norm) >= 7 && personal(e) != "":
				k.add(personal(e), []rune(e.Norm), nil)
			}
		}
	}
	slices.SortStableFunc(k.secrets, func(a, b secret) int { return len(b.runes) - len(a.runes) })
	return k
}

// add remembers r; whole is as for hide. Short pieces of numbers are no secret
// by themselves: the same three digits stand in many amounts.
func (k *known) add(kind string, r, whole []rune) {
	if kind != Name && len(r) < 7 {
		return
	}
	for _, s := range k.secrets {
		if slices.Equal(s.runes, r) {
			return
		}
	}
	masked := slices.Clone(r)
	hide(kind, masked, whole)
	k.append(secret{slices.Clone(r), masked})
}

// addGivenName hides the given name that is e where it stands for the person.
func (k *known) addGivenName(e *schemas.Entity, r []rune) {
	if e.Start < 0 || e.End > len(r) || e.Start >= e.End {
		return
	}
	given := r[e.Start:e.End]
	k.append(secret{slices.Clone(given), slices.Repeat([]rune{hidden}, len(given))})
}

func (k *known) append(s secret) {
	k.first[byte(s.runes[0])] = true
	k.secrets = append(k.secrets, s)
}

// mask hides everything known in r.
func (k *known) mask(r []rune) {
	for i := 0; i < len(r); i++ {
		if s := k.at(r, i); s != nil {
			copy(r[i:], s.masked)
			i += len(s.runes) - 1
		}
	}
}

// in tells whether anything known stands in r.
func (k *known) in(r []rune) bool {
	for i := range r {
		if k.at(r, i) != nil {
			return true
		}
	}
	return false
}

// at returns the longest secret that stands at i, nil for none.
func (k *known) at(r []rune, i int) *secret {
	if !k.first[byte(r[i])] {
		return nil
	}
	for n := range k.secrets {
		s := &k.secrets[n]
		if len(r)-i >= len(s.runes) && slices.Equal(r[i:i+len(s.runes)], s.runes) {
			return s
		}
	}
	return nil
}

// text returns s with everything known hidden.
func (k *known) text(s string) string {
	for _, c := range s {
		if k.first[byte(c)] {
			r := []rune(s)
			k.mask(r)
			return spell(s, r)
		}
	}
	return s
}

func (k *known) texts(list []string) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = k.text(s)
	}
	return out
}
