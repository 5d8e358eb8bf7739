package names

import (
	_ "embed"
	"fmt"
)

// shipped is the model that `huifang train names` made.
//
//go:embed model.bin
var shipped []byte

// Model holds the weights. It is immutable and safe for concurrent use.
type Model struct {
	table       table
	transitions [tags][tags]int32
	outside     [registers]int32 // score of no name, by register
	scale       float32          // natural log-odds in one unit of the weights
	screen      screen
	// keys and weights are what table was made of, in ascending order of keys,
	// for Marshal; nil in a model that was loaded.
	keys    []uint32
	weights [][tags - 1]int8
}

// Load returns a tagger with the shipped model. It takes some tens of
// milliseconds; callers share the result.
func Load() (*Tagger, error) {
	m, err := Unmarshal(shipped)
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	return NewTagger(m), nil
}

// Features returns the number of features of a model that Learn made.
func (m *Model) Features() int { return len(m.keys) }
