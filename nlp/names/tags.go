package names

import "huifang/schemas"

// A tag says which part of which kind of name a code point is: outside of any,
// or the beginning, the inside, the end or the whole of a person, a place or an
// organisation (the BIOES scheme of Ratinov and Roth 2009).
const (
	outside = 0
	kinds   = 3
	tags    = 1 + partsOfName*kinds
)

// Parts of a name. Tags of one kind follow each other in this order.
const (
	begin = iota
	inside
	end
	whole
	partsOfName
)

// kindTypes returns the entity types of the kinds.
func kindTypes() [kinds]string {
	return [kinds]string{schemas.EntityPerson, schemas.EntityLoc, schemas.EntityOrg}
}

func tagOf(kind, part int) int { return 1 + partsOfName*kind + part }

func kindOf(tag int) int { return (tag - 1) / partsOfName }

func partOf(tag int) int { return (tag - 1) % partsOfName }

// goesOn tells whether a name goes on after tag t.
func goesOn(t int) bool {
	return t != outside && partOf(t) <= inside
}

// follows tells whether tag b may stand right after tag a.
func follows(a, b int) bool {
	if !goesOn(a) {
		return b == outside || partOf(b) == begin || partOf(b) == whole
	}
	return b != outside && kindOf(a) == kindOf(b) && (partOf(b) == inside || partOf(b) == end)
}

// spell writes the tags of spans to dst, which is as long as the text. It
// reports false if a span is of no kind, out of range or overlaps another.
func spell(dst []uint8, spans []Name) bool {
	clear(dst)
	for _, s := range spans {
		kind := -1
		for k, name := range kindTypes() {
			if name == s.Type {
				kind = k
			}
		}
		if kind < 0 || s.Start < 0 || s.Start >= s.End || s.End > len(dst) {
			return false
		}
		for i := s.Start; i < s.End; i++ {
			if dst[i] != outside {
				return false
			}
			dst[i] = uint8(tagOf(kind, inside))
		}
		if s.End-s.Start == 1 {
			dst[s.Start] = uint8(tagOf(kind, whole))
			continue
		}
		dst[s.Start], dst[s.End-1] = uint8(tagOf(kind, begin)), uint8(tagOf(kind, end))
	}
	return true
}
