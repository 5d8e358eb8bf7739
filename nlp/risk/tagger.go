package risk

import (
	"slices"
	"sync"

	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

// Scorer is a statistical model of the same codes. It is safe for concurrent
// use and a pure function of its arguments.
type Scorer interface {
	// Codes lists the codes in the order of the probabilities.
	Codes() []string
	// Score returns the probability of each code, 0…1, in dst's memory if that
	// is large enough. text is the turn, prev the turn of the other side before
	// it, empty where there is none; agent says that the agent speaks text.
	Score(prev, text string, agent bool, dst []float32) []float32
}

// Tagger finds risk signals. It is immutable and safe for concurrent use; the
// same call always gets the same signals.
type Tagger struct {
	rs     *RuleSet
	scorer Scorer
	// slots maps the scorer's codes to indices of rs.Signals, -1 for unknown.
	slots   []int
	scratch sync.Pool
}

// NewTagger returns a Tagger that works by rs and, unless it is nil, scorer.
func NewTagger(rs *RuleSet, scorer Scorer) *Tagger {
	t := &Tagger{rs: rs, scorer: scorer}
	if scorer != nil {
		for _, code := range scorer.Codes() {
			slot, ok := rs.byCode[code]
			if !ok {
				slot = -1
			}
			t.slots = append(t.slots, slot)
		}
	}
	n := len(rs.Signals)
	t.scratch.New = func() any {
		return &scratch{
			fired: make([]bool, n), found: make([]candidate, n), blocked: make([]bool, n), topical: make([]bool, n),
			probability: make([]float32, n), active: newCodeSet(n),
		}
	}
	return t
}

// Version is the version of the rules.
func (t *Tagger) Version() string { return t.rs.Version }

// scratch is the memory of one call's analysis.
type scratch struct {
	turns []turn
	// fired marks the codes that the call has asserted so far.
	fired []bool
	// Per code, for the turn at hand: what was found, whether an Unless pattern
	// stands in it, and whether the question before is about the code.
	found []candidate
	// active are the codes of which found holds something.
	active           codeSet
	blocked, topical []bool
	probability      []float32
	// topics lists the codes that are topical, replies what their reply patterns
	// have found in the turn.
	topics  []int
	replies []pattern.Hit
	// admits: the turn says no to a question whether all is well, in the words
	// before position answered.
	admits   bool
	answered int
	// scores holds the scorer's probabilities of all turns, one after another.
	scores []float32
	// faint marks the characters of turn faintOf that the recogniser was not sure
	// of, clear is that turn without them, and doubts are the signals so far that
	// rest on such characters alone.
	faint   []bool
	faintOf int
	clear   words
	doubts  []doubt
}

// next forgets the turn before.
func (sc *scratch) next() {
	for i := range sc.active.all {
		sc.found[i] = candidate{}
	}
	clear(sc.active)
	clear(sc.blocked)
	clear(sc.topical)
	sc.topics, sc.admits = sc.topics[:0], false
}

// Annotate sets Turn.Signals on every turn of c, from Turn.Text, Turn.Role,
// LoanFile and, where they are there, Turn.Entities, Turn.Tokens,
// Turn.Disfluencies, Turn.Words and the recogniser's confidence. Signals of a turn
// are in the order of the rule set's codes; those not asserted are listed with
// their status.
func (t *Tagger) Annotate(c *schemas.Call) {
	sc := t.scratch.Get().(*scratch)
	defer t.scratch.Put(sc)
	clear(sc.fired)
	sc.faintOf, sc.doubts = -1, sc.doubts[:0]
	t.score(sc, c)
	n := len(c.Turns)
	sc.turns = slices.Grow(sc.turns[:0], n)[:n]
	t.read(sc.turns, c)
	for i := range c.Turns {
		in := input{call: c, index: i, cur: &sc.turns[i]}
		if answersOther(c, i) {
			in.prev = &sc.turns[i-1]
		}
		t.tag(sc, &in)
		c.Turns[i].Signals = t.signals(sc, &in)
	}
	sc.settleDoubts(c)
}

// score fills sc.scores for all turns before any is read: the scorer's weights
// and the patterns are each as large as the fast caches, and do not displace each
// other at every turn then.
func (t *Tagger) score(sc *scratch, c *schemas.Call) {
	if t.scorer == nil {
		return
	}
	n := len(t.slots)
	sc.scores = slices.Grow(sc.scores[:0], n*len(c.Turns))
	for i := range c.Turns {
		prev := ""
		if answersOther(c, i) {
			prev = c.Turns[i-1].Text
		}
		at := len(sc.scores)
		scores := t.scorer.Score(prev, c.Turns[i].Text, c.Turns[i].Role == schemas.RoleAgent, sc.scores[at:at:at+n])
		sc.scores = append(sc.scores, scores...)
	}
}

// answersOther reports that turn i comes after one of the other side.
func answersOther(c *schemas.Call, i int) bool {
	if i == 0 {
		return false
	}
	before := c.Turns[i-1].Role
	return before != c.Turns[i].Role || before == schemas.RoleUnknown
}

// input is the turn at hand in its place.
type input struct {
	call  *schemas.Call
	index int
	cur   *turn
	// prev is the turn of the other side just before, nil where there is none.
	prev *turn
}

func (in *input) turn() *schemas.Turn { return &in.call.Turns[in.index] }

// speaks reports whether a code of this scope can arise on the turn.
func (in *input) speaks(scope string) bool {
	switch in.turn().Role {
	case schemas.RoleAgent:
		return scope == ScopeAgent
	case schemas.RoleCustomer:
		return scope == ScopeCustomer
	}
	return true
}
