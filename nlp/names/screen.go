package names

// screen tells where a name is possible at all: a linear model of five features
// a code point, in tables small enough for the near caches.
type screen struct {
	alone [screenSize]int8 // by the code point
	pairs [screenSize]screenOfPair
	word  [screenSize]int8 // by the word
	tags  [screenSize]int8 // by the parts of speech of the word and its neighbours
	// least is the sum from which a code point may be part of a name, by
	// register.
	least [registers]int32
}

// screenOfPair is what a pair of neighbours says of its second and of its first.
// The two are read one after the other, so they lie together.
type screenOfPair struct{ second, first int8 }

const (
	screenWidth = 16
	screenSize  = 1 << screenWidth
	// screenTables is the number of features.
	screenTables = 5
	// screenSure is how far above the least sum one place of a window must be in
	// talk, in units of the tables: most windows there hold no name, and those
	// that do have a place that tells.
	screenSure = 48
)

// at is the weight at place i of a table, in the order of screenKeys.
func (s *screen) at(table, i int) *int8 {
	switch table {
	case 0:
		return &s.alone[i]
	case 1:
		return &s.pairs[i].second
	case 2:
		return &s.pairs[i].first
	case 3:
		return &s.word[i]
	}
	return &s.tags[i]
}

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
	return int32(s.alone[k.alone]) + int32(s.pairs[k.before].second) + int32(s.pairs[k.after].first) +
		int32(s.word[k.word]) + int32(s.tags[k.tags])
}

// longestWindow bounds the sums of a path. Only text made of nothing but names is
// as long.
const longestWindow = 1 << 12

// window is a stretch of a text in which names are possible.
type window struct {
	start, end int
	most       int32 // the largest sum of its places that are not known
}

// sure is what the largest sum of a window must be for names to be looked for.
func (s *screen) sure(r Register) int32 {
	if r == Spoken {
		return s.least[r] + screenSure
	}
	return s.least[r]
}

// windows appends the windows of v to dst: the places that pass, each with its
// neighbours. The sums are those of score, with what a word says read once. known
// marks places of names that are known; it is as long as the text or empty.
func (s *screen) windows(dst []window, v *view, r Register, known []bool) []window {
	n, least := len(v.of), s.least[r]
	m := v.marks[reach-1:] // from the one before the text
	right := s.pairs[screenPair(m[0], m[1])]
	for _, w := range v.words[wordReach : len(v.words)-wordReach] {
		ofWord := int32(s.word[w.screen]) + int32(s.tags[w.screenTags])
		for i := int(w.start); i < int(w.end); i++ {
			left := right
			right = s.pairs[screenPair(m[i+1], m[i+2])]
			sum := ofWord + int32(s.alone[m[i+1]]) + int32(left.second) + int32(right.first)
			if sum < least {
				continue
			}
			if len(known) > 0 && known[i] {
				sum = never
			}
			dst = pass(dst, window{max(i-1, 0), min(i+2, n), sum})
		}
	}
	return dst
}

// pass appends w to dst, or joins it to the last window, which does not begin
// after it.
func pass(dst []window, w window) []window {
	if k := len(dst) - 1; k >= 0 && w.start <= dst[k].end {
		last := &dst[k]
		if w.end-last.start <= longestWindow {
			last.end, last.most = w.end, max(last.most, w.most)
			return dst
		}
		w.start = last.end
	}
	return append(dst, w)
}
