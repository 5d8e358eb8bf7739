package entity

import (
	"cmp"
	"slices"

	"huifang/schemas"
)

// candidate is a possible entity before overlaps are settled.
type candidate struct {
	kind       string
	start, end int
	rank       int
	norm, form string
	value      int // index into turn.values plus one, 0 for names
}

// Ranks of candidates. Where two overlap, the one of the higher tier stays (the
// tens of the rank), then the longer, then the higher rank, then the earlier.
const (
	rankBrand   = 5
	rankHinted  = 10 // by the tagger, in talk
	rankPlace   = 11
	rankPlaced  = 12 // a firm by its town and brand
	rankValue   = 20
	rankTitle   = 30
	rankName    = 31
	rankOrg     = 32
	rankProject = 33
	rankTagged  = 34 // by the tagger, on written text
	rankContact = 40
)

// tier is the part of a rank that outweighs length.
func (c *candidate) tier() int { return c.rank / 10 }

// settle sorts candidates and drops those that overlap a better one. covered is
// scratch space as long as the text.
func settle(c []candidate, covered []bool) []candidate {
	clear(covered)
	slices.SortStableFunc(c, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.tier(), a.tier()), cmp.Compare(b.end-b.start, a.end-a.start),
			cmp.Compare(b.rank, a.rank), cmp.Compare(a.start, b.start))
	})
	kept := c[:0]
	for _, x := range c {
		span := covered[x.start:x.end]
		if slices.Contains(span, true) {
			continue
		}
		for k := range span {
			span[k] = true
		}
		kept = append(kept, x)
	}
	slices.SortFunc(kept, func(a, b candidate) int { return cmp.Compare(a.start, b.start) })
	return kept
}

// entity makes the wire form of c; surface is the text of its span.
func (c *candidate) entity(surface string) schemas.Entity {
	return schemas.Entity{
		Type: c.kind, Start: c.start, End: c.end, Text: surface,
		Norm: c.norm, Form: c.form,
	}
}
