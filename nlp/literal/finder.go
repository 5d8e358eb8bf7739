package literal

// Match is a literal, by its index, at [Start, End) of the text in code points.
type Match struct {
	Literal, Start, End int32
}

// Finder finds the literals that it was compiled of. It is immutable and safe for
// concurrent use.
type Finder struct {
	singles singles
	// pairs has a bit for hashes of the first two characters of longer literals.
	pairs []uint64
	shift uint
	tree
}

// pairBits is how many bits of pairs there are for each pair, at least.
const pairBits = 8

// Compile prepares a Finder of literals that are all different and not empty.
func Compile(literals [][]rune) *Finder {
	f := &Finder{singles: newSingles(literals), tree: newTree(literals)}
	width := 6
	for 1<<width < pairBits*len(f.twos.slots)/2 {
		width++
	}
	f.pairs, f.shift = make([]uint64, 1<<(width-6)), uint(32-width)
	for _, l := range literals {
		if len(l) > 1 {
			h := pairHash(l[0], l[1]) >> f.shift
			f.pairs[h/64] |= 1 << (h % 64)
		}
	}
	return f
}

func pairHash(a, b rune) uint32 { return (uint32(a)*0x9e3779b1 + uint32(b)) * 0x85ebca6b }

// chunk is how many places are tested before any is looked at; what it leaves of
// a byte marks the places where a pair begins.
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
			pair := f.pairs[h/64] >> (h % 64) & 1
			places[n%chunk] = uint8(i) | uint8(pair)*chunk
			n += int(f.singles.bit(a) | pair)
		}
		for _, at := range places[:n] {
			i := start + int(at%chunk)
			if id := f.singles.find(text[i]); id >= 0 {
				dst = insert(dst, from, Match{id, int32(i), int32(i + 1)})
			}
			if at >= chunk {
				dst = f.longer(dst, from, text, i)
			}
		}
	}
	return dst
}

// MayBegin reports that a literal may begin at text[i]; where it reports false, none
// does.
func (f *Finder) MayBegin(text []rune, i int) bool {
	if f.singles.bit(text[i]) != 0 {
		return true
	}
	if i+1 == len(text) {
		return false
	}
	h := pairHash(text[i], text[i+1]) >> (f.shift & 31)
	return f.pairs[h/64]>>(h%64)&1 != 0
}

// longer appends the literals of two characters and more that begin at text[i].
func (f *Finder) longer(dst []Match, from int, text []rune, i int) []Match {
	if i+1 == len(text) {
		return dst
	}
	to := f.twos.find(text[i], text[i+1])
	for end := i + 2; to != nowhere; end++ {
		if to < 0 {
			return insert(dst, from, Match{to.literal(), int32(i), int32(end)})
		}
		n := &f.nodes[to]
		if n.literal >= 0 {
			dst = insert(dst, from, Match{n.literal, int32(i), int32(end)})
		}
		if end == len(text) {
			break
		}
		to = f.follow(n, text[end])
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
