package literal

import "math/bits"

// tree holds the literals of two characters and more under their first two.
type tree struct {
	twos table
	// nodes are prefixes of two characters and more; the children of one lie
	// together in edges.
	nodes []node
	edges []edge
}

// node is a prefix; literal is the one that ends there, -1 for none.
type node struct {
	literal, edge, edges int32
}

type edge struct {
	r    rune
	node int32
}

func newTree(literals [][]rune) tree {
	var t tree
	twos := map[uint64]int32{}
	var children [][]edge
	add := func() int32 {
		t.nodes, children = append(t.nodes, node{literal: -1}), append(children, nil)
		return int32(len(t.nodes) - 1)
	}
	for id, l := range literals {
		if len(l) == 1 {
			continue
		}
		at, ok := twos[pairKey(l[0], l[1])]
		if !ok {
			at = add()
			twos[pairKey(l[0], l[1])] = at
		}
		for _, r := range l[2:] {
			next := int32(-1)
			for _, e := range children[at] {
				if e.r == r {
					next = e.node
				}
			}
			if next < 0 {
				next = add()
				children[at] = append(children[at], edge{r, next})
			}
			at = next
		}
		t.nodes[at].literal = int32(id)
	}
	for i, c := range children {
		t.nodes[i].edge, t.nodes[i].edges = int32(len(t.edges)), int32(len(c))
		t.edges = append(t.edges, c...)
	}
	t.twos = newTable(twos)
	return t
}

// child follows r from a node, -1 where it does not lead on.
func (t *tree) child(n int32, r rune) int32 {
	from := t.nodes[n].edge
	for _, e := range t.edges[from : from+t.nodes[n].edges] {
		if e.r == r {
			return e.node
		}
	}
	return -1
}

func pairKey(a, b rune) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }

// table maps keys to numbers from 0 on: open addressing with linear probing, at
// most half full.
type table struct {
	slots []slot
	shift uint
}

// slot holds a key and its number, -1 in a free slot.
type slot struct {
	key    uint64
	number int32
}

func newTable(numbers map[uint64]int32) table {
	width := bits.Len(uint(2*len(numbers) + 1))
	t := table{slots: make([]slot, 1<<width), shift: uint(64 - width)}
	for i := range t.slots {
		t.slots[i].number = -1
	}
	for key, number := range numbers {
		at := t.home(key)
		for t.slots[at].number >= 0 {
			at = (at + 1) % uint64(len(t.slots))
		}
		t.slots[at] = slot{key, number}
	}
	return t
}

func (t *table) home(key uint64) uint64 { return key * 0x9e3779b97f4a7c15 >> (t.shift & 63) }

// find returns the number of key, -1 where it is unknown.
func (t *table) find(key uint64) int32 {
	for at := t.home(key); ; at = (at + 1) & uint64(len(t.slots)-1) {
		if s := &t.slots[at]; s.key == key || s.number < 0 {
			return s.number
		}
	}
}
