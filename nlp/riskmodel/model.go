package riskmodel

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"sync"

	"huifang/nlp/exchange"
	"huifang/nlp/linear"
)

//go:embed model.bin
var artefact []byte

// Model scores turns. It is immutable and safe for concurrent use.
type Model struct {
	codes []string
	// Codes of agent conduct fire on turns of the agent, the others on all
	// others: each turn is scored by its own side's codes alone.
	agent, others side
	// leastOdds are the log-odds below which a probability is given as 0.
	leastOdds float32
	scratch   sync.Pool // of *scratch
}

// side are the codes that one side can fire, and their places among all.
type side struct {
	linear *linear.Model
	places []int
}

// Orders are those of the features that the classifier is trained on. With n-grams
// a unit longer it is no better on authors held out.
func Orders() exchange.Orders { return exchange.Orders{Turn: 3, Question: 2} }

// roundedToZero are the log-odds of a probability of 0.0005. Four codes in five are
// below on most turns, and not worth an exponential each.
const roundedToZero = -7.6004

// scratch is what scoring a turn needs.
type scratch struct {
	features exchange.Features
	scores   []float32
}

// Load decodes the embedded model. It takes some tens of milliseconds; load once
// and share.
func Load() (*Model, error) {
	return Decode(artefact)
}

// Decode reads a model in the form that linear.Model.Marshal gives it. It gives
// probabilities below 0.0005 as 0.
func Decode(data []byte) (*Model, error) {
	lin, err := linear.Unmarshal(data)
	if err != nil {
		return nil, fmt.Errorf("risk model: %w", err)
	}
	m := New(lin)
	m.leastOdds = roundedToZero
	return m, nil
}

// New returns a Model over a classifier that was trained on the blocks of Orders
// and whose classes are risk codes.
func New(lin *linear.Model) *Model {
	m := &Model{codes: slices.Clone(lin.Classes()), leastOdds: float32(math.Inf(-1))}
	m.agent.linear, m.agent.places = lin.Subset(AgentConduct)
	m.others.linear, m.others.places = lin.Subset(func(code string) bool { return !AgentConduct(code) })
	m.scratch.New = func() any { return &scratch{features: exchange.Features{Orders: Orders()}} }
	return m
}

// Codes returns the risk codes in the order of Score's result. The slice is the
// caller's.
func (m *Model) Codes() []string { return slices.Clone(m.codes) }

// Score writes the probability of each code for a turn to dst, which is grown
// where it is too small, and returns it with len(Codes()) elements.
//
// Text is the turn, prev the turn of the other side directly before it, empty
// where there is none; both as spoken, not folded. Agent tells whose turn it is.
// Codes that the speaker cannot fire have probability 0. With a dst of
// sufficient capacity it allocates nothing in the steady state.
func (m *Model) Score(prev, text string, agent bool, dst []float32) []float32 {
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	s.features.Extract(prev, text)
	of := &m.others
	if agent {
		of = &m.agent
	}
	s.scores = of.linear.Scores(s.scores, s.features.Hashes)
	dst = slices.Grow(dst[:0], len(m.codes))[:len(m.codes)]
	clear(dst)
	for i, z := range s.scores {
		if z >= m.leastOdds {
			dst[of.places[i]] = float32(1 / (1 + math.Exp(-float64(z))))
		}
	}
	return dst
}

// AgentConduct reports whether code is one of agent conduct, CMP02 … CMP07,
// which only fire on turns of the agent.
func AgentConduct(code string) bool {
	return len(code) == 5 && code[:4] == "CMP0" && code[4] >= '2' && code[4] <= '7'
}
