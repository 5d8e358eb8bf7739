package pattern

// trie is a tree of literals while an automaton is built.
type trie struct {
	edges [][]edge // by node; node 0 is the root
	ends  []int32  // by node: the literal that ends there, -1 for none
}

type edge struct {
	sym uint16
	to  int32
}

func newTrie() *trie { return &trie{edges: [][]edge{nil}, ends: []int32{-1}} }

// child returns the node that the edge along sym leads to, a new one if there
// is none yet.
func (t *trie) child(node int32, sym uint16) int32 {
	for _, e := range t.edges[node] {
		if e.sym == sym {
			return e.to
		}
	}
	to := int32(len(t.edges))
	t.edges[node] = append(t.edges[node], edge{sym, to})
	t.edges, t.ends = append(t.edges, nil), append(t.ends, -1)
	return to
}

// place lays the nodes of t out in cells and returns where each went: a node
// after its parent, at the first base where cells for all its edges are free.
func (a *automaton) place(t *trie) []int32 {
	place := make([]int32, len(t.edges))
	a.reserve(1)
	a.cells[0].head = -1
	from := int32(1) // cells before are taken
	for node, edges := range t.edges {
		if len(edges) == 0 {
			continue
		}
		a.reserve(int(from) + 1)
		for from < int32(len(a.cells)) && a.taken(from) {
			from++
		}
		base := max(from-int32(edges[0].sym), 0)
		for !a.fits(base, edges) {
			base++
		}
		a.cells[place[node]].base = base
		for _, e := range edges {
			place[e.to] = base + int32(e.sym)
			a.cells[place[e.to]].parent = place[node]
		}
	}
	a.reserve(len(a.cells) + len(a.root))
	return place
}

// reserve lengthens cells to at least n.
func (a *automaton) reserve(n int) {
	for len(a.cells) < n {
		a.cells = append(a.cells, cell{parent: -1, head: -1})
	}
}

func (a *automaton) taken(at int32) bool { return at == 0 || a.cells[at].parent >= 0 }

func (a *automaton) fits(base int32, edges []edge) bool {
	for _, e := range edges {
		at := base + int32(e.sym)
		a.reserve(int(at) + 1)
		if a.taken(at) {
			return false
		}
	}
	return true
}
