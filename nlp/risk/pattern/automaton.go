package pattern

// automaton is an Aho–Corasick machine over symbols: each character that some
// pattern uses is a symbol, all others are symbol 0. Edges live in one
// open-addressing table.
type automaton struct {
	symbols uint16
	ids     map[rune]uint16
	// page is ids as an array for the characters below its length.
	page []uint16

	keys []uint64
	to   []int32
	mask uint64
	fail []int32

	// head is the first output of each state, -1 for none; more chains outputs,
	// those of shorter suffixes included; literal is what an output stands for.
	head    []int32
	more    []int32
	literal []int32
}

// pageSize covers the Basic Multilingual Plane up to the end of CJK ideographs.
const pageSize = 0xa000

func newAutomaton(literals [][]rune) *automaton {
	a := &automaton{symbols: 1, ids: map[rune]uint16{}, page: make([]uint16, pageSize)}
	type edge struct {
		sym uint16
		to  int32
	}
	edges := [][]edge{nil}
	a.head = []int32{-1}
	for id, lit := range literals {
		state := int32(0)
	walk:
		for _, r := range lit {
			sym := a.intern(r)
			for _, e := range edges[state] {
				if e.sym == sym {
					state = e.to
					continue walk
				}
			}
			next := int32(len(edges))
			edges[state] = append(edges[state], edge{sym, next})
			edges = append(edges, nil)
			a.head = append(a.head, -1)
			state = next
		}
		a.more = append(a.more, a.head[state])
		a.literal = append(a.literal, int32(id))
		a.head[state] = int32(len(a.literal) - 1)
	}
	size := 16
	for size < 2*len(edges) {
		size *= 2
	}
	a.keys, a.to, a.mask = make([]uint64, size), make([]int32, size), uint64(size-1)
	for state, es := range edges {
		for _, e := range es {
			a.put(int32(state), e.sym, e.to)
		}
	}
	// Breadth first: a state's failure target is shallower and done before it.
	a.fail = make([]int32, len(edges))
	queue := []int32{0}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		for _, e := range edges[state] {
			if state != 0 {
				a.fail[e.to] = a.next(a.fail[state], e.sym)
			}
			a.inherit(e.to)
			queue = append(queue, e.to)
		}
	}
	return a
}

// inherit puts the outputs of a state's failure target behind its own.
func (a *automaton) inherit(state int32) {
	tail := a.head[a.fail[state]]
	if tail < 0 {
		return
	}
	if a.head[state] < 0 {
		a.head[state] = tail
		return
	}
	last := a.head[state]
	for a.more[last] >= 0 {
		last = a.more[last]
	}
	a.more[last] = tail
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

// key is never 0 for a real edge, since symbols of literals start at 1.
func key(state int32, sym uint16) uint64 { return uint64(uint32(state))<<16 | uint64(sym) }

func slot(k uint64) uint64 { return k * 0x9e3779b97f4a7c15 >> 20 }

func (a *automaton) put(state int32, sym uint16, to int32) {
	k := key(state, sym)
	i := slot(k) & a.mask
	for a.keys[i] != 0 {
		i = (i + 1) & a.mask
	}
	a.keys[i], a.to[i] = k, to
}

// next follows sym from state, through failures where there is no edge.
func (a *automaton) next(state int32, sym uint16) int32 {
	if sym == 0 {
		return 0
	}
	for {
		k := key(state, sym)
		for i := slot(k) & a.mask; a.keys[i] != 0; i = (i + 1) & a.mask {
			if a.keys[i] == k {
				return a.to[i]
			}
		}
		if state == 0 {
			return 0
		}
		state = a.fail[state]
	}
}
