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

	// root is where each symbol leads to from the start, 0 where it has no edge:
	// most characters are looked up here.
	root  []int32
	cells []cell
	// actions are in runs, of which each ends in an actLink.
	actions []action
}

// cell is a state in its place. Cell 0 is the start.
type cell struct {
	// parent is where the edge to here comes from, -1 for the start and for free
	// cells.
	base, parent, fail int32
	// head is the first action, -1 for none.
	head int32
}

// action is what to do where a literal ends.
type action struct {
	// arg is a literal for actNote, a pattern for actQueue and actHit, and for
	// actLink the run of a shorter literal that ends here too, -1 for none.
	arg    int32
	length uint16 // of the literal
	kind   actionKind
}

type actionKind uint8

const (
	actNote  actionKind = iota // the place is needed to evaluate patterns
	actQueue                   // the pattern is a candidate
	actHit                     // the pattern is found
	actLink
)

// pageSize covers the Basic Multilingual Plane up to the end of CJK ideographs.
const pageSize = 0xa000

// newAutomaton compiles literals, none of them empty.
func newAutomaton(l *literals) *automaton {
	a := &automaton{symbols: 1, ids: map[rune]uint16{}, page: make([]uint16, pageSize)}
	t := newTrie()
	for id, text := range l.texts {
		node := int32(0)
		for _, r := range text {
			node = t.child(node, a.intern(r))
		}
		t.ends[node] = int32(id)
	}
	a.root = make([]int32, a.symbols)
	place := a.place(t)
	for _, e := range t.edges[0] {
		a.root[e.sym] = place[e.to]
	}
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
				c.head = a.run(l.actions[id], len(l.texts[id]), c.head)
			}
			queue = append(queue, e.to)
		}
	}
	return a
}

// run appends the actions of a literal, linked to those of a shorter one, and
// returns where they begin.
func (a *automaton) run(actions []action, length int, shorter int32) int32 {
	head := int32(len(a.actions))
	for _, x := range actions {
		x.length = uint16(length)
		a.actions = append(a.actions, x)
	}
	a.actions = append(a.actions, action{kind: actLink, arg: shorter})
	return head
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

// next follows sym from state, through failures where there is no edge. Symbols
// that no literal of the automaton has lead to the start.
func (a *automaton) next(state int32, sym uint16) int32 {
	if int(sym) >= len(a.root) {
		return 0
	}
	for state != 0 {
		c := &a.cells[state]
		if to := c.base + int32(sym); a.cells[to].parent == state {
			return to
		}
		state = c.fail
	}
	return a.root[sym]
}
