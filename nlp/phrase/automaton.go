package phrase

import "slices"

// automaton is an Aho–Corasick machine over character classes: runes that fold
// together share a class, runes in no literal have class 0 and reset the
// machine at once. Edges live in one open-addressing table, which keeps a few
// thousand states over a thousand characters at some tens of kilobytes.
type automaton struct {
	classes map[rune]int32
	// page is the class of every rune below its length, for speed.
	page []int32

	// root is the root's edge by class, 0 where it has none: most characters
	// are looked up there.
	root []int32

	keys []uint64
	to   []int32
	mask uint64

	fail []int32
	// first is the head of each state's output list, -1 where empty; next and
	// literal are the lists' cells. Outputs of the failure chain are linked in.
	first   []int32
	next    []int32
	literal []int32

	length    []int32
	wordBound []bool
}

func newAutomaton(literals []string) *automaton {
	a := &automaton{classes: map[rune]int32{}}
	type edge struct {
		class, to int32
	}
	children := [][]edge{nil}
	own := [][]int32{nil}
	for id, lit := range literals {
		node := int32(0)
		runes := []rune(lit)
		for _, r := range runes {
			c := a.intern(fold(r))
			k := slices.IndexFunc(children[node], func(e edge) bool { return e.class == c })
			if k < 0 {
				k = len(children[node])
				children[node] = append(children[node], edge{c, int32(len(children))})
				children = append(children, nil)
				own = append(own, nil)
			}
			node = children[node][k].to
		}
		own[node] = append(own[node], int32(id))
		a.length = append(a.length, int32(len(runes)))
		a.wordBound = append(a.wordBound, isLatin(runes[0]) || isLatin(runes[len(runes)-1]))
	}

	size := uint64(16)
	for size < 4*uint64(len(children)) {
		size *= 2
	}
	a.keys, a.to, a.mask = make([]uint64, size), make([]int32, size), size-1
	a.fail, a.first = make([]int32, len(children)), make([]int32, len(children))
	for from, edges := range children {
		for _, e := range edges {
			a.insert(int32(from), e.class, e.to)
		}
	}
	a.root = make([]int32, len(a.classes)+1)
	for _, e := range children[0] {
		a.root[e.class] = e.to
	}
	a.first[0] = -1
	queue := []int32{0}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for _, e := range children[node] {
			if node != 0 {
				a.fail[e.to] = a.walk(a.fail[node], e.class)
			}
			a.first[e.to] = a.first[a.fail[e.to]]
			for _, id := range own[e.to] {
				a.literal = append(a.literal, id)
				a.next = append(a.next, a.first[e.to])
				a.first[e.to] = int32(len(a.literal) - 1)
			}
			queue = append(queue, e.to)
		}
	}
	a.buildPage()
	return a
}

func (a *automaton) intern(r rune) int32 {
	c, ok := a.classes[r]
	if !ok {
		c = int32(len(a.classes) + 1)
		a.classes[r] = c
	}
	return c
}

// pageSize covers Latin, the Chinese of the Basic Multilingual Plane and its
// full-width forms.
const pageSize = 0x10000

func (a *automaton) buildPage() {
	a.page = make([]int32, pageSize)
	for r := range rune(pageSize) {
		a.page[r] = a.classes[fold(r)]
	}
}

func (a *automaton) class(r rune) int32 {
	if r >= 0 && int(r) < len(a.page) {
		return a.page[r]
	}
	return a.classes[r]
}

func (a *automaton) step(node int32, r rune) int32 {
	c := a.class(r)
	if c == 0 {
		return 0
	}
	return a.walk(node, c)
}

func (a *automaton) walk(node, class int32) int32 {
	for node != 0 {
		if to, ok := a.edge(node, class); ok {
			return to
		}
		node = a.fail[node]
	}
	return a.root[class]
}

// key is never 0, which marks a free slot, since classes count from 1.
func key(node, class int32) uint64 { return uint64(node)<<32 | uint64(class) }

func slot(k uint64) uint64 { return (k * 0x9e3779b97f4a7c15) >> 20 }

func (a *automaton) insert(node, class, to int32) {
	k := key(node, class)
	i := slot(k) & a.mask
	for a.keys[i] != 0 {
		i = (i + 1) & a.mask
	}
	a.keys[i], a.to[i] = k, to
}

func (a *automaton) edge(node, class int32) (int32, bool) {
	k := key(node, class)
	for i := slot(k) & a.mask; a.keys[i] != 0; i = (i + 1) & a.mask {
		if a.keys[i] == k {
			return a.to[i], true
		}
	}
	return 0, false
}

func (a *automaton) firstOutput(node int32) int32 { return a.first[node] }

func (a *automaton) nextOutput(out int32) int32 { return a.next[out] }
