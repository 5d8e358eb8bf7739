package dialogue

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"

	"huifang/nlp/linear"
)

//go:embed model.bin
var modelBytes []byte

//go:embed moves.json
var movesBytes []byte

// Model scores the phases and checklist items of a block and knows how phases
// follow each other. It is immutable and safe for concurrent use.
type Model struct {
	scorer *linear.Model
	moves  Moves
	// start and next are log-probabilities: of the first block's phase, and of
	// going from one block's phase to the next one's.
	start [numPhases]float32
	next  [numPhases][numPhases]float32
}

// Moves counts how phases follow each other from block to block.
type Moves struct {
	// Start counts the phases of first blocks, Next[p][q] the steps from phase
	// p+1 to phase q+1.
	Start [numPhases]int            `json:"start"`
	Next  [numPhases][numPhases]int `json:"next"`
}

// newModel joins a scorer of the outputs with moves.
func newModel(scorer *linear.Model, moves Moves) (*Model, error) {
	if got := scorer.Classes(); len(got) != numOutputs {
		return nil, fmt.Errorf("dialogue model has %d outputs, want %d", len(got), numOutputs)
	}
	m := &Model{scorer: scorer, moves: moves, start: logShares(moves.Start)}
	for p := range m.next {
		m.next[p] = logShares(moves.Next[p])
	}
	return m, nil
}

// LoadModel reads the two artefacts of a model: what Artefacts returns.
func LoadModel(model, moves []byte) (*Model, error) {
	scorer, err := linear.Unmarshal(model)
	if err != nil {
		return nil, fmt.Errorf("dialogue: %w", err)
	}
	var counts Moves
	if err := json.Unmarshal(moves, &counts); err != nil {
		return nil, fmt.Errorf("dialogue: moves: %w", err)
	}
	return newModel(scorer, counts)
}

// Artefacts returns the binary form of the scorer and the moves as JSON.
func (m *Model) Artefacts() (model, moves []byte, err error) {
	if model, err = m.scorer.Marshal(); err != nil {
		return nil, nil, fmt.Errorf("dialogue: %w", err)
	}
	if moves, err = json.MarshalIndent(m.moves, "", "  "); err != nil {
		return nil, nil, fmt.Errorf("dialogue: moves: %w", err)
	}
	return model, append(moves, '\n'), nil
}

// Features is the number of n-grams and cues that bear weights.
func (m *Model) Features() int { return m.scorer.Features() }

// unseen is added to every count: phases may return to where labelled calls
// never do.
const unseen = 0.5

func logShares(counts [numPhases]int) (out [numPhases]float32) {
	total := 0.0
	for _, n := range counts {
		total += float64(n) + unseen
	}
	for i, n := range counts {
		out[i] = float32(math.Log((float64(n) + unseen) / total))
	}
	return out
}
