package entity

import (
	"slices"
	"strings"
)

// name is an entry of a gazetteer.
type name struct {
	runes []rune
	kind  string // entity type
	norm  string // full form, empty where it is the name itself
	form  string
}

// gazetteer finds the longest known name at a place in a text. Names have two
// code points or more; a hash of the first two chooses the bucket.
type gazetteer struct {
	buckets [][]name // longest first
	// may tells which buckets hold any, and turned which would if names were told
	// by their first two code points turned round: the two are small where buckets
	// are not, and leave one place in a hundred to be looked up in vain.
	may, turned bits
}

// newGazetteer returns an empty gazetteer with 1<<size buckets, which should be
// some ten times the number of names: most places in a text then meet none.
func newGazetteer(size int) *gazetteer {
	return &gazetteer{make([][]name, 1<<size), newBits(1 << size), newBits(1 << size)}
}

// clear forgets all names.
func (g *gazetteer) clear() {
	clear(g.buckets)
	clear(g.may)
	clear(g.turned)
}

// pairHash is the place of two runes in a table of n places, a power of two.
func pairHash(a, b rune, n int) int {
	return int((uint32(a)*0x9E3779B1^uint32(b)*0x85EBCA6B)>>12) & (n - 1)
}

// add puts a name in; the first kind that a name is given stays. Names shorter
// than two code points are ignored.
func (g *gazetteer) add(text, kind, norm, form string) {
	r := []rune(text)
	if len(r) < 2 {
		return
	}
	place := pairHash(r[0], r[1], len(g.buckets))
	bucket := &g.buckets[place]
	entries := *bucket
	for _, e := range entries {
		if slices.Equal(e.runes, r) {
			return
		}
	}
	if norm == text {
		norm = ""
	}
	at := 0
	for at < len(entries) && len(entries[at].runes) >= len(r) {
		at++
	}
	g.may.set(place)
	g.turned.set(pairHash(r[1], r[0], len(g.buckets)))
	*bucket = slices.Insert(entries, at, name{r, kind, norm, form})
}

// match returns the longest name at i, nil for none.
func (g *gazetteer) match(r []rune, i int) *name {
	if i+1 >= len(r) {
		return nil
	}
	place := pairHash(r[i], r[i+1], len(g.buckets))
	if !g.may.has(place) || !g.turned.has(pairHash(r[i+1], r[i], len(g.buckets))) {
		return nil
	}
	entries := g.buckets[place]
	for k := range entries {
		n := entries[k].runes
		if len(r)-i >= len(n) && slices.Equal(r[i:i+len(n)], n) && !splitsWord(r, i, i+len(n)) {
			return &entries[k]
		}
	}
	return nil
}

// splitsWord tells whether [start, end) cuts an English word.
func splitsWord(r []rune, start, end int) bool {
	return isLetter(r[start]) && isLetter(at(r, start-1)) || isLetter(r[end-1]) && isLetter(at(r, end))
}

// has tells whether text is a name of the given kind.
func (g *gazetteer) has(text []rune, kind string) bool {
	n := g.match(text, 0)
	return n != nil && len(n.runes) == len(text) && n.kind == kind
}

// loadPlaces and loadOrganizations read the embedded lists.
func (g *gazetteer) loadPlaces(list, kind string) {
	for line := range strings.Lines(list) {
		g.add(strings.TrimSpace(line), kind, "", "")
	}
}

func (g *gazetteer) loadOrganizations(list, kind string) {
	for line := range strings.Lines(list) {
		full, short, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		g.add(full, kind, "", "")
		for s := range strings.FieldsSeq(short) {
			g.add(s, kind, full, "")
		}
	}
}
