package sentiment

import (
	"fmt"
	"slices"

	"huifang/nlp/exchange"
	"huifang/nlp/linear"
	"huifang/nlp/normalize"
	"huifang/nlp/sentiment/written"
	"huifang/nlp/vader"
	"huifang/schemas"
)

// Vectorizer turns the customer's turns of a call into features of the second
// layer, on top of a first one. It is immutable and safe for concurrent use.
type Vectorizer struct {
	words *linear.Model
	cues  *cues
	named namedGroups
	// english scores the English of a turn.
	english *vader.Lexicon
}

// namedGroups are the places of cue groups that combined features need.
type namedGroups struct {
	good, ready, bad, settled, others int
}

// NewVectorizer returns a Vectorizer on the first layer words, which must have
// been trained on exchange.Blocks with the classes of Classes.
func NewVectorizer(words *linear.Model) (*Vectorizer, error) {
	c, err := parseCues(cueList)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(words.Classes(), Classes()) {
		return nil, fmt.Errorf("sentiment: first layer has classes %q", words.Classes())
	}
	v := &Vectorizer{words: words, cues: c}
	if v.english, err = vader.New(); err != nil {
		return nil, err
	}
	g := &v.named
	for name, at := range map[string]*int{"good": &g.good, "ready": &g.ready, "bad": &g.bad, "settled": &g.settled, "others": &g.others} {
		if *at = slices.Index(c.groups, name); *at < 0 {
			return nil, fmt.Errorf("cues.tsv: no group %s", name)
		}
	}
	return v, nil
}

// vector returns x with one element a feature.
func (w *Vectorizer) vector(x []float64) []float64 {
	n := fixedFeatures + 3*len(w.cues.groups)
	return slices.Grow(x[:0], n)[:n]
}

// Vectors returns the features of each turn of c that is not the agent's, and
// the indices of these turns: what the second layer is trained on.
func (w *Vectorizer) Vectors(c *schemas.Call) (turns []int, x [][]float64) {
	var s scratch
	w.look(&s, c)
	sums := sumMoods(s.turns)
	for k := range s.turns {
		row := w.vector(nil)
		w.fill(row, s.turns, sums, k)
		turns, x = append(turns, s.turns[k].index), append(x, row)
	}
	return turns, x
}

// scratch is what one call needs, to be used again.
type scratch struct {
	turns  []turnView // the customer's side of the call
	hits   []hits     // cues in all turns
	runes  []rune
	words  exchange.Features
	scores []float32
	x      []float64

	written written.Scratch
	english vader.Scratch
}

// turnView is what the second layer knows of one turn of the customer.
type turnView struct {
	index          int  // in Call.Turns
	length         int  // in code points
	first          rune // folded
	asks, exclaims bool
	turn, question hits
	neg, pos       float64 // first layer, log-odds against neutral
	english        float64 // score of its English words
}

// look fills s.turns with the turns of c that are not the agent's.
func (w *Vectorizer) look(s *scratch, c *schemas.Call) {
	s.turns, s.hits = s.turns[:0], s.hits[:0]
	for i := range c.Turns {
		text := c.Turns[i].Text
		s.runes = normalize.Fold(s.runes[:0], text)
		s.hits = append(s.hits, w.cues.find(s.runes))
		if c.Turns[i].Role == schemas.RoleAgent {
			continue
		}
		prev := ""
		if answers(c, i) {
			prev = c.Turns[i-1].Text
		}
		s.words.Extract(prev, text)
		s.scores = w.words.Scores(s.scores, s.words.Hashes)
		v := turnView{
			index:  i,
			length: len(s.runes),
			neg:    float64(s.scores[negative] - s.scores[neutral]),
			pos:    float64(s.scores[positive] - s.scores[neutral]),
		}
		if v.length > 0 {
			v.first = s.runes[0]
		}
		latin := false
		for _, r := range s.runes {
			v.asks, v.exclaims, latin = v.asks || r == '?', v.exclaims || r == '!', latin || isLatin(r)
		}
		if latin {
			v.english = w.english.Score(&s.english, text)
		}
		s.turns = append(s.turns, v)
	}
	for k := range s.turns {
		v := &s.turns[k]
		v.turn = s.hits[v.index]
		if answers(c, v.index) {
			v.question = s.hits[v.index-1]
		}
	}
}

// answers tells whether another one than the speaker of turn i speaks before it.
func answers(c *schemas.Call, i int) bool {
	if i == 0 {
		return false
	}
	t, p := &c.Turns[i], &c.Turns[i-1]
	return t.Role != p.Role || t.Speaker != p.Speaker
}
