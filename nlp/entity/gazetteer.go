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
// code points or more: the first two are the key.
type gazetteer struct {
	byKey map[uint64][]name // longest first
	may   []bool            // by hash of the first two: some name may begin with them
}

// newGazetteer returns an empty gazetteer whose filter has 1<<bits places. A
// filter some ten times the number of names spares most look-ups in the map.
func newGazetteer(bits int) *gazetteer {
	return &gazetteer{byKey: map[uint64][]name{}, may: make([]bool, 1<<bits)}
}

// pairHash is the place of two runes in a filter of n places, a power of two.
func pairHash(a, b rune, n int) int { return int(uint32(a)*31+uint32(b)) & (n - 1) }

func key(a, b rune) uint64 { return uint64(a)<<32 | uint64(b) }

// add puts a name in; the first kind that a name is given stays. Names shorter
// than two code points are ignored.
func (g *gazetteer) add(text, kind, norm, form string) {
	r := []rune(text)
	if len(r) < 2 {
		return
	}
	k := key(r[0], r[1])
	entries := g.byKey[k]
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
	g.byKey[k] = slices.Insert(entries, at, name{r, kind, norm, form})
	g.may[pairHash(r[0], r[1], len(g.may))] = true
}

// match returns the longest name at i, nil for none.
func (g *gazetteer) match(r []rune, i int) *name {
	if i+1 >= len(r) || !g.may[pairHash(r[i], r[i+1], len(g.may))] {
		return nil
	}
	entries := g.byKey[key(r[i], r[i+1])]
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
