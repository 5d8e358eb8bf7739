package train

import (
	"slices"

	"huifang/nlp/names"
	"huifang/schemas"
)

// allTypes stands for the types of names together.
const allTypes = "all"

func nameTypes() []string {
	return []string{allTypes, schemas.EntityPerson, schemas.EntityLoc, schemas.EntityOrg}
}

// nameTally counts names by exact span and type.
type nameTally struct{ right, found, wanted int }

func (n *nameTally) score(set string, turns int) Score {
	p, r := ratio(n.right, n.found), ratio(n.right, n.wanted)
	return Score{Set: set, Turns: turns, Precision: p, Recall: r, F1: harmonic(p, r)}
}

// countNames adds the names of a text to the tallies by type.
func countNames(tally map[string]*nameTally, wanted, found []names.Name) {
	add := func(kind string, f func(*nameTally)) {
		for _, k := range []string{kind, allTypes} {
			if tally[k] == nil {
				tally[k] = &nameTally{}
			}
			f(tally[k])
		}
	}
	for _, w := range wanted {
		add(w.Type, func(n *nameTally) { n.wanted++ })
	}
	for _, f := range found {
		add(f.Type, func(n *nameTally) { n.found++ })
		if slices.ContainsFunc(wanted, func(w names.Name) bool {
			return w.Type == f.Type && w.Start == f.Start && w.End == f.End
		}) {
			add(f.Type, func(n *nameTally) { n.right++ })
		}
	}
}
