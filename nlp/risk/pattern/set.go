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
	// programs are by pattern; those of plain patterns are empty.
	programs []program
	auto     *automaton
	scratch  sync.Pool
}

// Compile builds a Set of the patterns in their order.
func Compile(exprs []Expr) *Set {
	simple := make([]Expr, len(exprs))
	for i, e := range exprs {
		for _, part := range e.parts {
			simple[i].parts = append(simple[i].parts, simplify(part))
		}
	}
	l := &literals{ids: map[string]int32{}}
	s := &Set{programs: make([]program, len(simple))}
	for i, e := range simple {
		if e.isPlain() {
			for _, lit := range groups(e.parts[0])[0] {
				l.add(lit, action{kind: actHit, arg: int32(i)})
			}
			continue
		}
		s.programs[i] = l.program(e, int32(i))
	}
	s.auto = newAutomaton(l)
	for i, e := range simple {
		if !e.isPlain() {
			s.programs[i].assemble(e, s.auto)
		}
	}
	symbols, n := int(s.auto.symbols), len(l.texts)
	s.scratch.New = func() any {
		return &scratch{
			seen: make([]uint64, n/64+1), latest: make([]int32, n), queued: make([]bool, len(exprs)),
			positions: positions{masks: make([]uint64, symbols), loaded: -1},
		}
	}
	return s
}

// isPlain reports that e is nothing but alternative literals: what the automaton
// finds is the hit.
func (e Expr) isPlain() bool { return len(e.parts) == 1 && e.parts[0].isPlain() }

// literals are the texts that the automaton looks for, and what is to be done
// where one is found.
type literals struct {
	ids     map[string]int32
	texts   [][]rune
	actions [][]action
}

// add returns the number of a literal, a new one for a new text.
func (l *literals) add(text []rune, a action) int32 {
	id, ok := l.ids[string(text)]
	if !ok {
		id = int32(len(l.texts))
		l.ids[string(text)] = id
		l.texts = append(l.texts, text)
		l.actions = append(l.actions, nil)
	}
	if a.kind == actNote {
		a.arg = id
		for _, b := range l.actions[id] {
			if b.kind == actNote {
				return id
			}
		}
	}
	l.actions[id] = append(l.actions[id], a)
	return id
}
