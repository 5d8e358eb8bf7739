package disfluency

import (
	"fmt"
	"sync"

	"huifang/nlp/linear"
	"huifang/nlp/normalize"
	"huifang/schemas"
)

// Tagger marks disfluencies. It is immutable and safe for concurrent use.
type Tagger struct {
	model   *linear.Model
	lexicon *lexicon
	scratch sync.Pool // of *scratch
}

// scratch is what a call needs while it is marked.
type scratch struct {
	text     text
	runes    []rune
	features []uint32
	scores   []float32
	found    []schemas.Disfluency // of all turns
	ends     []int                // by turn
}

// threshold is the log-odds from which a candidate is marked.
const threshold = 0

// New returns a tagger with the embedded model. An error means that the program
// was built with a damaged one.
func New() (*Tagger, error) {
	m, err := linear.Unmarshal(modelBytes)
	if err != nil {
		return nil, fmt.Errorf("disfluency: %w", err)
	}
	return NewTagger(m)
}

// NewTagger returns a tagger with a model of one's own, trained on Examples.
func NewTagger(m *linear.Model) (*Tagger, error) {
	if got := len(m.Classes()); got != len(classes) {
		return nil, fmt.Errorf("disfluency: the model has %d classes, want %d", got, len(classes))
	}
	l, err := parseLexicon(fillerList)
	if err != nil {
		return nil, err
	}
	t := &Tagger{model: m, lexicon: l}
	t.scratch.New = func() any { return new(scratch) }
	return t, nil
}

// Annotate sets Turn.Disfluencies of every turn of c from its text and tokens;
// nil where there are none.
func (t *Tagger) Annotate(c *schemas.Call) {
	s := t.scratch.Get().(*scratch)
	defer t.scratch.Put(s)
	s.found, s.ends = s.found[:0], s.ends[:0]
	alone := monologue(c)
	for i := range c.Turns {
		s.runes = normalize.Fold(s.runes[:0], c.Turns[i].Text)
		s.found = t.find(s, s.found, s.runes, c.Turns[i].Tokens, alone)
		s.ends = append(s.ends, len(s.found))
	}
	var all []schemas.Disfluency
	if len(s.found) > 0 {
		all = append(make([]schemas.Disfluency, 0, len(s.found)), s.found...)
	}
	from := 0
	for i, end := range s.ends {
		c.Turns[i].Disfluencies = nil
		if end > from {
			c.Turns[i].Disfluencies = all[from:end:end]
		}
		from = end
	}
}

// Find appends the disfluencies of a turn to dst, sorted and without overlap, and
// returns it. text is folded (normalize.Fold), tokens are its words; without
// them less is found and told apart. alone says that nobody is spoken to, as in a
// dictated note: more words count as fillers then, and none as an answer.
func (t *Tagger) Find(dst []schemas.Disfluency, text []rune, tokens []schemas.Token, alone bool) []schemas.Disfluency {
	s := t.scratch.Get().(*scratch)
	defer t.scratch.Put(s)
	return t.find(s, dst, text, tokens, alone)
}

func (t *Tagger) find(s *scratch, dst []schemas.Disfluency, runes []rune, tokens []schemas.Token, alone bool) []schemas.Disfluency {
	x := &s.text
	x.reset(runes, tokens, alone)
	x.fillers(t.lexicon)
	t.judge(s)
	x.repeats()
	t.judge(s)
	x.english()
	x.repairs()
	return x.spans(dst)
}

// monologue reports that one speaker holds all turns.
func monologue(c *schemas.Call) bool {
	for i := range c.Turns {
		if c.Turns[i].Role != c.Turns[0].Role || c.Turns[i].Speaker != c.Turns[0].Speaker {
			return false
		}
	}
	return true
}

// judge paints the candidates that are disfluencies and forgets all. Restarts are
// left by rules that are strict enough; the rest is for the model.
func (t *Tagger) judge(s *scratch) {
	x := &s.text
	for i := range x.found {
		c := &x.found[i]
		if c.kind != kindRestart {
			s.features = x.features(s.features[:0], c)
			if s.scores = t.model.Scores(s.scores, s.features); s.scores[0] < threshold {
				continue
			}
		}
		x.mark(c.start, c.end, c.kind)
	}
	x.found = x.found[:0]
}

// mark paints runes with a kind. What is painted already stays, since the filler
// within a repeat is one, and takes the pause after it along; only a repair takes
// all.
func (x *text) mark(start, end int, kind uint8) {
	for k := start; k < end; k++ {
		switch {
		case kind != kindRepair && x.paint[k] != kindNone:
		case kind != kindRepair && k > start && isPause(x.runes[k]) && x.paint[k-1] == kindFiller:
			x.paint[k] = kindFiller
		default:
			x.paint[k] = kind
		}
	}
}

// spans appends what is painted.
func (x *text) spans(dst []schemas.Disfluency) []schemas.Disfluency {
	for i := 0; i < len(x.paint); {
		end := i + 1
		for end < len(x.paint) && x.paint[end] == x.paint[i] {
			end++
		}
		if kind := x.paint[i]; kind != kindNone {
			dst = append(dst, schemas.Disfluency{Start: i, End: end, Kind: kindNames[kind]})
		}
		i = end
	}
	return dst
}
