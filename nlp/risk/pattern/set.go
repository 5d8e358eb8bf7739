package pattern

import (
	"slices"
	"sync"

	"huifang/nlp/literal"
)

// Hit is one pattern found: its index in the Set, and what it covers in code
// points of the text. Hits of one pattern do not overlap.
type Hit struct {
	Pattern    int
	Start, End int
}

// Set is a list of patterns compiled together. It is immutable and safe for
// concurrent use.
type Set struct {
	// programs are by pattern; those of plain patterns are empty. firsts are the
	// first words of their others: most candidates fail there.
	programs []program
	firsts   []maskedWord
	finder   *literal.Finder
	// anchored: all patterns are literals behind ^.
	anchored bool
	// uses tells what each literal is for; the one after the last bounds them.
	uses []use
	// users are the patterns that uses refer to.
	users    []user
	alphabet *alphabet
	scratch  sync.Pool
}

// user is a pattern that a literal serves, on some occasions. For a hit the literal
// must stand where ^ or $ holds, if the pattern says so.
type user struct {
	pattern        int32
	on             Occasion
	atStart, atEnd bool
}

// Occasion is a set of occasions on which patterns of a Set are matched: each is a
// bit. What they stand for is the caller's.
type Occasion uint8

// Always is all occasions.
const Always = ^Occasion(0)

// use is what follows where a literal stands. It makes candidates of the patterns
// users[queue:hit], and is a hit of users[hit:queue of the next].
type use struct {
	queue, hit int32
	// on are the occasions of any pattern with the literal, noted those of patterns
	// with a group that holds it.
	on, noted Occasion
}

// Compile builds a Set of the patterns in their order.
func Compile(exprs []Expr) *Set {
	return CompileOn(exprs, slices.Repeat([]Occasion{Always}, len(exprs)))
}

// CompileOn builds a Set of the patterns in their order, of which pattern i is
// matched on the occasions on[i] alone. Patterns of several occasions are kept
// once.
func CompileOn(exprs []Expr, on []Occasion) *Set {
	simple := make([]Expr, len(exprs))
	for i, e := range exprs {
		for _, part := range e.parts {
			simple[i].parts = append(simple[i].parts, simplify(part))
		}
	}
	l := &literals{ids: map[string]int32{}}
	s := &Set{programs: make([]program, len(simple)), alphabet: newAlphabet(), anchored: true}
	for i, e := range simple {
		if u, texts, ok := e.plain(); ok {
			u.pattern, u.on = int32(i), on[i]
			for _, lit := range texts {
				id := l.number(lit)
				l.hits[id] = append(l.hits[id], u)
			}
			s.anchored = s.anchored && u.atStart
			continue
		}
		s.anchored = false
		s.programs[i] = l.program(e, user{pattern: int32(i), on: on[i]})
		s.programs[i].assemble(e, s.alphabet)
	}
	for i := range s.programs {
		first := maskedWord{}
		if others := s.programs[i].others; len(others) > 0 {
			first = others[0]
		}
		s.firsts = append(s.firsts, first)
	}
	s.finder = literal.Compile(l.texts)
	for id := range l.texts {
		u := use{queue: int32(len(s.users)), on: l.noted[id], noted: l.noted[id]}
		s.users = append(s.users, l.queues[id]...)
		u.hit = int32(len(s.users))
		s.users = append(s.users, l.hits[id]...)
		for _, user := range s.users[u.queue:] {
			u.on |= user.on
		}
		s.uses = append(s.uses, u)
	}
	s.uses = append(s.uses, use{queue: int32(len(s.users))})
	symbols, n := int(s.alphabet.symbols), len(l.texts)
	s.scratch.New = func() any {
		return &scratch{
			seen: make([]uint64, n/64+1), latest: make([]int32, n), queued: make([]bool, len(exprs)),
			positions: positions{masks: make([]uint64, symbols), loaded: -1},
		}
	}
	return s
}

// plain returns the literals of an expression that is nothing but a choice of
// them, and ^ before or $ behind: where one stands is the hit.
func (e Expr) plain() (u user, texts [][]rune, ok bool) {
	if len(e.parts) != 1 {
		return u, nil, false
	}
	n := e.parts[0]
	if n.op == opSeq {
		kids := n.kids
		if kids[0].op == opStart {
			u.atStart, kids = true, kids[1:]
		}
		if len(kids) > 0 && kids[len(kids)-1].op == opEnd {
			u.atEnd, kids = true, kids[:len(kids)-1]
		}
		if len(kids) != 1 {
			return u, nil, false
		}
		n = kids[0]
	}
	if !n.isPlain() {
		return u, nil, false
	}
	return u, groups(n)[0], true
}

// literals are the texts to be found, and the patterns that each makes candidates
// and hits.
type literals struct {
	ids          map[string]int32
	texts        [][]rune
	queues, hits [][]user
	noted        []Occasion
}

// number returns the number of a literal, a new one for a new text.
func (l *literals) number(text []rune) int32 {
	id, ok := l.ids[string(text)]
	if !ok {
		id = int32(len(l.texts))
		l.ids[string(text)] = id
		l.texts = append(l.texts, text)
		l.queues, l.hits, l.noted = append(l.queues, nil), append(l.hits, nil), append(l.noted, 0)
	}
	return id
}
