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
	linear  *linear.Model
	conduct []bool // by class: whether the code is one of agent conduct
	scratch sync.Pool
}

// Load decodes the embedded model. It takes some tens of milliseconds; load once
// and share.
func Load() (*Model, error) {
	return Decode(artefact)
}

// Decode reads a model in the form that linear.Model.Marshal gives it.
func Decode(data []byte) (*Model, error) {
	lin, err := linear.Unmarshal(data)
	if err != nil {
		return nil, fmt.Errorf("risk model: %w", err)
	}
	return New(lin), nil
}

// New returns a Model over a classifier that was trained on
// exchange.Blocks and whose
// classes are risk codes.
func New(lin *linear.Model) *Model {
	m := &Model{linear: lin}
	for _, code := range lin.Classes() {
		m.conduct = append(m.conduct, AgentConduct(code))
	}
	m.scratch.New = func() any { return new(exchange.Features) }
	return m
}

// Codes returns the risk codes in the order of Score's result. The slice is the
// caller's.
func (m *Model) Codes() []string { return slices.Clone(m.linear.Classes()) }

// Score writes the probability of each code for a turn to dst, which is grown
// where it is too small, and returns it with len(Codes()) elements.
//
// Text is the turn, prev the turn of the other side directly before it, empty
// where there is none; both as spoken, not folded. Agent tells whose turn it is.
// Codes that the speaker cannot fire have probability 0. With a dst of
// sufficient capacity it allocates nothing in the steady state.
func (m *Model) Score(prev, text string, agent bool, dst []float32) []float32 {
	f := m.scratch.Get().(*exchange.Features)
	f.Extract(prev, text)
	dst = m.linear.Scores(dst, f.Hashes)
	m.scratch.Put(f)
	for c, z := range dst {
		if m.conduct[c] != agent {
			dst[c] = 0
			continue
		}
		dst[c] = float32(1 / (1 + math.Exp(-float64(z))))
	}
	return dst
}

// AgentConduct reports whether code is one of agent conduct, CMP02 … CMP07,
// which only fire on turns of the agent.
func AgentConduct(code string) bool {
	return len(code) == 5 && code[:4] == "CMP0" && code[4] >= '2' && code[4] <= '7'
}
