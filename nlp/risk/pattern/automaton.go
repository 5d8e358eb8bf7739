package pattern

// automaton is an Aho–Corasick machine over symbols: each character that some
// pattern uses is a symbol, all others are symbol 0. States lie in a double
// array: the edge of state s along a symbol leads to cell base+symbol if the
// parent there is s. Whatever a step needs stands in one cell, since the whole
// is larger than the fast caches.
type automaton struct {
	symbols uint16
	ids     map[rune]uint16
	// page is ids as an array for the characters below its length.
	page []uint16

	cells []cell
	// used bounds the symbols that have edges.
	used uint16
	// outputs are chained: those of a state, then those of shorter suffixes.
	outputs []output
}

// cell is a state in its place. Cell 0 is the start.
type cell struct {
	// parent is where the edge to here comes from, -1 for the start and for free
	// cells.
	base, parent, fail int32
	// head is the first output, -1 for none.
	head int32
}

// output is a literal that ends where a state is reached.
type output struct {
	literal, length int32
	// more is the next output, -1 for none.
	more int32
}

// pageSize covers the Basic Multilingual Plane up to the end of CJK ideographs.
const pageSize = 0xa000

// newAutomaton compiles literals, all different and none empty.
func newAutomaton(literals [][]rune) *automaton {
	a := &automaton{symbols: 1, ids: map[rune]uint16{}, page: make([]uint16, pageSize)}
	t := newTrie()
	for id, lit := range literals {
		node := int32(0)
		for _, r := range lit {
			node = t.child(node, a.intern(r))
		}
		t.ends[node] = int32(id)
	}
	a.used = a.symbols
	place := a.place(t)
	// Breadth first: a state's failure target is shallower and done before it.
	queue := []int32{0}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for _, e := range t.edges[node] {
			if node != 0 {
				a.cells[place[e.to]].fail = a.next(a.cells[place[node]].fail, e.sym)
			}
			c := &a.cells[place[e.to]]
			c.head = a.cells[c.fail].head
			if id := t.ends[e.to]; id >= 0 {
				a.outputs = append(a.outputs, output{literal: id, length: int32(len(literals[id])), more: c.head})
				c.head = int32(len(a.outputs) - 1)
			}
			queue = append(queue, e.to)
		}
	}
	return a
}

// intern returns the symbol of r, a new one for a new character. Only during
// compilation.
func (a *automaton) intern(r rune) uint16 {
	if sym, ok := a.ids[r]; ok {
		return sym
	}
	sym := a.symbols
	a.symbols++
	a.ids[r] = sym
	if r >= 0 && int(r) < len(a.page) {
		a.page[r] = sym
	}
	return sym
}

func (a *automaton) symbol(r rune) uint16 {
	if r >= 0 && int(r) < len(a.page) {
		return a.page[r]
	}
	return a.ids[r]
}

// next follows sym from state, through failures where there is no edge.
func (a *automaton) next(state int32, sym uint16) int32 {
	if sym == 0 || sym >= a.used {
		return 0
	}
	for {
		c := &a.cells[state]
		if to := c.base + int32(sym); a.cells[to].parent == state {
			return to
		}
		if state == 0 {
			return 0
		}
		state = c.fail
	}
}
