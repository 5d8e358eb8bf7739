package literal

// Match is a literal, by its index, at [Start, End) of the text in code points.
type Match struct {
	Literal, Start, End int32
}

// Finder finds the literals that it was compiled of. It is immutable and safe for
// concurrent use.
type Finder struct {
	// singles has a bit for each character, by its lower sixteen bits, that is a
	// literal; pairs for hashes of the first two characters of longer ones.
	singles, pairs []uint64
	shift          uint
	tree
}

// pairBits is how many bits of pairs there are for each pair, at least.
const pairBits = 8

// Compile prepares a Finder of literals that are all different and not empty.
func Compile(literals [][]rune) *Finder {
	f := &Finder{singles: make([]uint64, 1<<16/64)}
	f.tree = newTree(literals)
	width := 6
	for 1<<width < pairBits*len(f.twos.slots)/2 {
		width++
	}
	f.pairs, f.shift = make([]uint64, 1<<(width-6)), uint(32-width)
	for _, l := range literals {
		if len(l) == 1 {
			f.singles[uint16(l[0])/64] |= 1 << (l[0] & 63)
		} else {
			h := pairHash(l[0], l[1]) >> f.shift
			f.pairs[h/64] |= 1 << (h % 64)
		}
	}
	return f
}

func pairHash(a, b rune) uint32 { return (uint32(a)*0x9e3779b1 + uint32(b)) * 0x85ebca6b }

// chunk is how many places are tested before any is looked at.
const chunk = 128

// Find appends all places of literals in text to dst, overlapping ones included,
// and returns it. They come by their end, and of those that end together the
// longest first.
func (f *Finder) Find(dst []Match, text []rune) []Match {
	from := len(dst)
	shift := f.shift & 31
	for start := 0; start < len(text); start += chunk {
		var places [chunk]uint8
		n := 0
		piece := text[start:min(start+chunk, len(text))]
		for i, a := range piece {
			b := rune(0)
			if at := start + i + 1; at < len(text) {
				b = text[at]
			}
			h := pairHash(a, b) >> shift
			hit := f.singles[uint16(a)/64]>>(a&63)&1 | f.pairs[h/64]>>(h%64)&1
			places[n%chunk] = uint8(i)
			n += int(hit)
		}
		for _, at := range places[:n] {
			dst = f.at(dst, from, text, start+int(at))
		}
	}
	return dst
}

// at appends the literals that begin at text[i].
func (f *Finder) at(dst []Match, from int, text []rune, i int) []Match {
	a := text[i]
	if f.singles[uint16(a)/64]>>(a&63)&1 != 0 {
		if literal := f.ones.find(uint64(uint32(a))); literal >= 0 {
			dst = insert(dst, from, Match{literal, int32(i), int32(i + 1)})
		}
	}
	if i+1 == len(text) {
		return dst
	}
	node := f.twos.find(pairKey(a, text[i+1]))
	for end := i + 2; node >= 0; end++ {
		if literal := f.nodes[node].literal; literal >= 0 {
			dst = insert(dst, from, Match{literal, int32(i), int32(end)})
		}
		if end == len(text) {
			break
		}
		node = f.child(node, text[end])
	}
	return dst
}

// insert puts m where it belongs in dst[from:]. Matches come by their start, so
// that few end after one that comes later.
func insert(dst []Match, from int, m Match) []Match {
	dst = append(dst, m)
	for i := len(dst) - 1; i > from && dst[i-1].End > m.End; i-- {
		dst[i], dst[i-1] = dst[i-1], m
	}
	return dst
}
