package literal

import "math/bits"

// tree holds the literals of two characters and more under their first two.
type tree struct {
	twos  table
	nodes []node
	// edges of one node lie together.
	edges []edge
}

// node is a prefix of at least two characters that goes on; literal is the one
// that ends there, -1 for none.
type node struct {
	literal, edge, edges int32
}

type edge struct {
	r  rune
	to target
}

// target is where a prefix leads: the number of a node, or a literal that nothing
// goes on from, or nowhere.
type target int32

const nowhere target = -1

func leaf(literal int32) target { return target(-2 - literal) }

// literal is the leaf's.
func (t target) literal() int32 { return int32(-2 - t) }

// branch is a prefix while a tree is built.
type branch struct {
	literal int32
	next    []rune
	to      map[rune]*branch
}

func (b *branch) child(r rune) *branch {
	to, ok := b.to[r]
	if !ok {
		to = &branch{literal: -1, to: map[rune]*branch{}}
		b.next, b.to[r] = append(b.next, r), to
	}
	return to
}

func newTree(literals [][]rune) tree {
	var t tree
	pairs := map[[2]rune]*branch{}
	var order [][2]rune
	for id, l := range literals {
		if len(l) == 1 {
			continue
		}
		pair := [2]rune{l[0], l[1]}
		b, ok := pairs[pair]
		if !ok {
			b = &branch{literal: -1, to: map[rune]*branch{}}
			pairs[pair], order = b, append(order, pair)
		}
		for _, r := range l[2:] {
			b = b.child(r)
		}
		b.literal = int32(id)
	}
	t.twos = newTable(len(order))
	for _, pair := range order {
		t.twos.put(pair[0], pair[1], t.place(pairs[pair]))
	}
	return t
}

// place adds b and what follows it.
func (t *tree) place(b *branch) target {
	if len(b.next) == 0 {
		return leaf(b.literal)
	}
	id := len(t.nodes)
	t.nodes = append(t.nodes, node{b.literal, int32(len(t.edges)), int32(len(b.next))})
	from := len(t.edges)
	t.edges = append(t.edges, make([]edge, len(b.next))...)
	for i, r := range b.next {
		to := t.place(b.to[r])
		t.edges[from+i] = edge{r, to}
	}
	return target(id)
}

// follow goes from n along r.
func (t *tree) follow(n *node, r rune) target {
	for _, e := range t.edges[n.edge : n.edge+n.edges] {
		if e.r == r {
			return e.to
		}
	}
	return nowhere
}

// table maps pairs of characters to where they lead: open addressing with linear
// probing, at most half full. Pairs beyond sixteen bits, which are no Chinese of
// today, stand apart, so that slots are small.
type table struct {
	slots  []slot
	shift  uint
	beyond map[[2]rune]target
}

// slot is free where it leads nowhere.
type slot struct {
	a, b uint16
	to   target
}

func newTable(pairs int) table {
	width := bits.Len(uint(2*pairs + 1))
	t := table{slots: make([]slot, 1<<width), shift: uint(32 - width), beyond: map[[2]rune]target{}}
	for i := range t.slots {
		t.slots[i].to = nowhere
	}
	return t
}

func (t *table) put(a, b rune, to target) {
	if uint32(a|b) >= 1<<16 {
		t.beyond[[2]rune{a, b}] = to
		return
	}
	at := t.home(a, b)
	for t.slots[at].to != nowhere {
		at = (at + 1) & (len(t.slots) - 1)
	}
	t.slots[at] = slot{uint16(a), uint16(b), to}
}

func (t *table) home(a, b rune) int { return int(pairHash(a, b) >> (t.shift & 31)) }

// find returns where a pair leads.
func (t *table) find(a, b rune) target {
	if uint32(a|b) >= 1<<16 {
		if to, ok := t.beyond[[2]rune{a, b}]; ok {
			return to
		}
		return nowhere
	}
	for at := t.home(a, b); ; at = (at + 1) & (len(t.slots) - 1) {
		if s := t.slots[at]; s.to == nowhere || s.a == uint16(a) && s.b == uint16(b) {
			return s.to
		}
	}
}
