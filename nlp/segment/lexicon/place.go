package lexicon

// growth is the step in cells by which a trie under construction grows.
const growth = 1 << 16

// scatteredTries is the number of misfits after which the search for a place
// for several children starts further up next time: without it packing the
// last gaps costs quadratic time.
const scatteredTries = 64

// branch is a child to place: its code and the keys below it.
type branch struct {
	code   uint16
	lo, hi int
}

// place puts the node at cell at, whose words share their first depth codes,
// and everything below it.
func (b *builder) place(at int32, keys []key, depth int) {
	if len(keys[0].codes) == depth {
		b.t.cells[at].weight = keys[0].weight
		keys = keys[1:]
	}
	if len(keys) == 0 {
		return
	}
	var children []branch
	for lo := 0; lo < len(keys); {
		hi := lo + 1
		for hi < len(keys) && keys[hi].codes[depth] == keys[lo].codes[depth] {
			hi++
		}
		children = append(children, branch{keys[lo].codes[depth], lo, hi})
		lo = hi
	}
	base := b.findBase(children)
	b.t.cells[at].base = base
	b.baseUsed[base] = true
	for _, c := range children {
		b.occupied[base+int32(c.code)] = true
		b.t.cells[base+int32(c.code)].label = c.code
	}
	for _, c := range children {
		b.place(base+int32(c.code), keys[c.lo:c.hi], depth+1)
	}
}

// findBase returns the lowest base, from where the search starts, that is no
// other node's and has room for all children.
func (b *builder) findBase(children []branch) int32 {
	first := int32(children[0].code)
	from := first + 1
	if len(children) > 1 {
		from = max(from, b.dense)
	}
	start := b.free(from)
	tries := 0
	for at := start; ; at = b.free(at + 1) {
		base := at - first
		b.reserve(int(base) + b.top + 1)
		if !b.baseUsed[base] && b.fits(base, children[1:]) {
			if len(children) > 1 && tries > scatteredTries && start >= b.dense {
				b.dense = start + (at-start)/2
			}
			return base
		}
		tries++
	}
}

func (b *builder) fits(base int32, children []branch) bool {
	for _, c := range children {
		if b.occupied[base+int32(c.code)] {
			return false
		}
	}
	return true
}

// free returns the first free cell at or after from. Links over occupied cells
// are shortened on the way, as in a disjoint-set forest.
func (b *builder) free(from int32) int32 {
	b.reserve(int(from) + 1)
	to := from
	for b.occupied[to] {
		to = b.nextFree[to]
		b.reserve(int(to) + 1)
	}
	for from != to && b.occupied[from] {
		from, b.nextFree[from] = b.nextFree[from], to
	}
	return to
}

// reserve makes room for n cells.
func (b *builder) reserve(n int) {
	for len(b.occupied) < n {
		at := len(b.occupied)
		b.t.cells = append(b.t.cells, make([]cell, growth)...)
		b.occupied = append(b.occupied, make([]bool, growth)...)
		b.baseUsed = append(b.baseUsed, make([]bool, growth)...)
		for i := range growth {
			b.nextFree = append(b.nextFree, int32(at+i+1))
		}
	}
}
