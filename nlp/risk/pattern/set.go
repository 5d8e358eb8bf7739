package pattern

import "sync"

// Hit is one pattern found: its index in the Set, and what it covers in code
// points of the text. Hits of one pattern do not overlap.
type Hit struct {
	Pattern    int
	Start, End int
}

// Set is a list of patterns compiled together. It is immutable and safe for
// concurrent use.
type Set struct {
	exprs []program
	auto  *automaton
	// owners lists, for each literal of the automaton, the patterns that need it.
	owners  [][]int32
	scratch sync.Pool
}

// program is a pattern whose literals are written in the automaton's symbols.
type program struct {
	parts []step
}

type step struct {
	op   op
	syms []uint16
	gap  int
	kids []step
}

// window is the number of positions in one word of bits, less the one after the
// last character; stride keeps any match of maxLength whole in some window.
const (
	window = 63
	stride = window - maxLength
)

type scratch struct {
	syms []uint16
	// masks holds, per symbol, the positions of the window where it stands.
	masks      []uint64
	seen       []bool
	candidates []int32
}

// Compile builds a Set of the patterns in their order.
func Compile(exprs []Expr) *Set {
	s := &Set{}
	ids := map[string]int{}
	var literals [][]rune
	for i, e := range exprs {
		needed, _ := required(e.parts[0])
		for _, p := range e.parts[1:] {
			if c, _ := required(p); tells(c, needed) {
				needed = c
			}
		}
		for _, lit := range needed {
			id, ok := ids[string(lit)]
			if !ok {
				id = len(literals)
				ids[string(lit)] = id
				literals = append(literals, lit)
				s.owners = append(s.owners, nil)
			}
			s.owners[id] = append(s.owners[id], int32(i))
		}
	}
	s.auto = newAutomaton(literals)
	for _, e := range exprs {
		var p program
		for _, part := range e.parts {
			p.parts = append(p.parts, s.assemble(part))
		}
		s.exprs = append(s.exprs, p)
	}
	symbols, n := int(s.auto.symbols), len(exprs)
	s.scratch.New = func() any {
		return &scratch{masks: make([]uint64, symbols), seen: make([]bool, n)}
	}
	return s
}

func (s *Set) assemble(n node) step {
	out := step{op: n.op, gap: n.gap}
	for _, r := range n.literal {
		out.syms = append(out.syms, s.auto.intern(r))
	}
	for _, k := range n.kids {
		out.kids = append(out.kids, s.assemble(k))
	}
	return out
}

// Match appends to dst the hits in text, sentence by sentence, and within one in
// the order of the patterns, and returns it. text is folded (normalize.Fold).
func (s *Set) Match(dst []Hit, text []rune) []Hit {
	sc := s.scratch.Get().(*scratch)
	first, last := 0, len(text)
	for first < last && isPunctuation(text[first]) {
		first++
	}
	for last > first && (isPunctuation(text[last-1]) || EndsSentence(text, last-1)) {
		last--
	}
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && !EndsSentence(text, end) {
			end++
		}
		if end > start {
			dst = s.sentence(dst, sc, text[start:end], start, first, last)
		}
		start = end + 1
	}
	s.scratch.Put(sc)
	return dst
}

// sentence matches one sentence that begins at offset in the turn; first and
// last are where ^ and $ hold in the turn.
func (s *Set) sentence(dst []Hit, sc *scratch, text []rune, offset, first, last int) []Hit {
	sc.syms, sc.candidates = sc.syms[:0], sc.candidates[:0]
	state := int32(0)
	for _, r := range text {
		sym := s.auto.symbol(r)
		sc.syms = append(sc.syms, sym)
		state = s.auto.next(state, sym)
		for o := s.auto.head[state]; o >= 0; o = s.auto.more[o] {
			for _, p := range s.owners[s.auto.literal[o]] {
				if !sc.seen[p] {
					sc.seen[p] = true
					sc.candidates = append(sc.candidates, p)
				}
			}
		}
	}
	if len(sc.candidates) == 0 {
		return dst
	}
	from := len(dst)
	for at := 0; ; at += stride {
		end := min(at+window, len(text))
		w := positions{masks: sc.masks, n: end - at, first: first - offset - at, last: last - offset - at, text: text[at:end]}
		for i, sym := range sc.syms[at:end] {
			sc.masks[sym] |= 1 << i
		}
		for _, p := range sc.candidates {
			dst = w.match(dst, from, int(p), &s.exprs[p], offset+at)
		}
		for _, sym := range sc.syms[at:end] {
			sc.masks[sym] = 0
		}
		if end == len(text) {
			break
		}
	}
	for _, p := range sc.candidates {
		sc.seen[p] = false
	}
	sortHits(dst[from:])
	return dst
}
