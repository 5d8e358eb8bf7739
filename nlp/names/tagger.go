package names

import (
	"sync"

	"huifang/schemas"
)

// Register is the kind of language of a text.
type Register uint8

// Registers.
const (
	Written Register = iota // news, notes
	Spoken                  // talk as a recogniser writes it
	registers
)

// Name is a name in a text.
type Name struct {
	Start, End int    // code points, half-open
	Type       string // schemas.EntityPerson, EntityLoc or EntityOrg
	// Margin is the log-odds of the name's tags against no name at all at its
	// place, by the model's own weights; above 0 but for names that only their
	// neighbours carry.
	Margin float32
}

// Tagger finds names with a model. It is immutable and safe for concurrent use.
type Tagger struct {
	model   *Model
	scratch sync.Pool // of *tagging
}

type tagging struct {
	view    view
	lattice lattice
	windows []window
}

// NewTagger returns a tagger with the model.
func NewTagger(m *Model) *Tagger {
	t := &Tagger{model: m}
	t.scratch.New = func() any { return new(tagging) }
	return t
}

// Find appends the names in a text to dst, sorted and without overlaps, and
// returns it. text is folded, letters of either case; tokens are its words with
// their parts of speech as package segment finds them. It allocates only to grow
// dst.
func (t *Tagger) Find(dst []Name, text []rune, tokens []schemas.Token, r Register) []Name {
	return t.FindBeside(dst, text, tokens, r, nil)
}

// FindBeside is Find for a caller that knows some names already: known marks
// their code points, and is as long as the text or empty. Where nothing else may
// be part of a name none is looked for, which saves half the work on talk; what
// is found may overlap what is known.
func (t *Tagger) FindBeside(dst []Name, text []rune, tokens []schemas.Token, r Register, known []bool) []Name {
	s := t.scratch.Get().(*tagging)
	s.view.reset(text, tokens)
	s.windows = t.model.screen.windows(s.windows[:0], &s.view, r, known)
	sure := t.model.screen.sure(r)
	for _, w := range s.windows {
		if w.most >= sure {
			dst = t.model.find(dst, s, w, r)
		}
	}
	t.scratch.Put(s)
	return dst
}

// find appends the names in a window.
func (m *Model) find(dst []Name, s *tagging, w window, r Register) []Name {
	l := &s.lattice
	l.scores = l.scores[:0]
	var f features
	for i := w.start; i < w.end; i++ {
		s.view.extract(&f, i, r)
		var sum scores
		m.table.sum(&sum, &f)
		sum[outside] = m.outside[r]
		l.scores = append(l.scores, sum)
	}
	m.decode(l)
	types := kindTypes()
	for i := 0; i < len(l.tags); i++ {
		if l.tags[i] == outside {
			continue
		}
		start, kind := i, kindOf(int(l.tags[i]))
		for goesOn(int(l.tags[i])) {
			i++
		}
		dst = append(dst, Name{
			Start: w.start + start, End: w.start + i + 1, Type: types[kind],
			Margin: float32(m.odds(l, start, i+1)) * m.scale,
		})
	}
	return dst
}

// odds is the score of the tags from start to end less that of none.
func (m *Model) odds(l *lattice, start, end int) int32 {
	sum := m.transitions[outside][l.tags[start]] + m.transitions[l.tags[end-1]][outside] -
		int32(end-start+1)*m.transitions[outside][outside]
	for i := start; i < end; i++ {
		sum += l.scores[i][l.tags[i]] - l.scores[i][outside]
		if i > start {
			sum += m.transitions[l.tags[i-1]][l.tags[i]]
		}
	}
	return sum
}
