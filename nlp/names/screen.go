package names

// screen tells where a name is possible at all: a linear model of five features
// a code point, in tables small enough for the near caches.
type screen struct {
	alone  [screenSize]int8 // by the code point
	before [screenSize]int8 // by the pair with the one before
	after  [screenSize]int8 // by the pair with the one after
	word   [screenSize]int8 // by the word
	tags   [screenSize]int8 // by the parts of speech of the word and its neighbours
	// least is the sum from which a code point may be part of a name, by
	// register.
	least [registers]int32
}

const (
	screenWidth = 16
	screenSize  = 1 << screenWidth
)

// screenKeys are the places of a code point's features in the tables.
type screenKeys struct{ alone, before, after, word, tags uint16 }

func (v *view) screenKeys(i int) screenKeys {
	a, c, b := v.marks[i+reach-1], v.marks[i+reach], v.marks[i+reach+1]
	w := &v.words[v.of[i]]
	return screenKeys{c, screenPair(a, c), screenPair(c, b), w.screen, w.screenTags}
}

func screenPair(a, b uint16) uint16 {
	return uint16((uint32(a)<<16 | uint32(b)) * 0x9E3779B1 >> (32 - screenWidth))
}

func (s *screen) score(k screenKeys) int32 {
	return int32(s.alone[k.alone]) + int32(s.before[k.before]) + int32(s.after[k.after]) +
		int32(s.word[k.word]) + int32(s.tags[k.tags])
}

// longestWindow bounds the sums of a path. Only text made of nothing but names is
// as long.
const longestWindow = 1 << 12

// window is a stretch of a text in which names are possible.
type window struct{ start, end int }

// windows appends the windows of v to dst: the places that pass, each with its
// neighbours.
func (s *screen) windows(dst []window, v *view, r Register) []window {
	n, least := len(v.of), s.least[r]
	for i := range n {
		if s.score(v.screenKeys(i)) < least {
			continue
		}
		start, end := max(i-1, 0), min(i+2, n)
		if k := len(dst) - 1; k >= 0 && start <= dst[k].end {
			start = dst[k].end
			if end-dst[k].start <= longestWindow {
				dst[k].end = end
				continue
			}
		}
		dst = append(dst, window{start, end})
	}
	return dst
}
