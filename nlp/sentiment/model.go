package sentiment

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"huifang/nlp/linear"
	"huifang/nlp/sentiment/written"
	"huifang/schemas"
)

// Classes returns the labels in the order in which both layers number them.
func Classes() []string {
	return []string{schemas.SentimentNegative, schemas.SentimentNeutral, schemas.SentimentPositive}
}

// Numbers of the classes.
const (
	negative = iota
	neutral
	positive
	classes
)

// head is the second layer as it is stored.
type head struct {
	// Features names the columns, so that weights never meet other features
	// than those they were trained on.
	Features []string        `json:"features"`
	Layer    *linear.Softmax `json:"layer"`
	// Offsets are added to the log-probabilities of the classes before the
	// likeliest is chosen: those for the best macro F1, since the likeliest class
	// alone would almost never be positive.
	Offsets []float64 `json:"offsets"`
}

// Marshal joins the two trained layers and the offsets to an artefact for
// Decode. The layers must have been trained on the features that this package
// extracts.
func Marshal(words *linear.Model, layer *linear.Softmax, offsets [classes]float64) ([]byte, error) {
	c, err := parseCues(cueList)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(head{Features: c.featureNames(), Layer: layer, Offsets: offsets[:]})
	if err != nil {
		return nil, fmt.Errorf("sentiment model: %w", err)
	}
	body, err := words.Marshal()
	if err != nil {
		return nil, err
	}
	data := append(binary.AppendUvarint(nil, uint64(len(text))), text...)
	return append(data, body...), nil
}

// Decode returns an analyzer over an artefact that Marshal made and one that
// written.Model has.
func Decode(data, notes []byte) (*Analyzer, error) {
	c, err := parseCues(cueList)
	if err != nil {
		return nil, err
	}
	size, n := binary.Uvarint(data)
	if n <= 0 || size > uint64(len(data)-n) {
		return nil, errors.New("sentiment model: damaged")
	}
	var h head
	if err := json.Unmarshal(data[n:n+int(size)], &h); err != nil {
		return nil, fmt.Errorf("sentiment model: %w", err)
	}
	names := c.featureNames()
	if !slices.Equal(h.Features, names) {
		return nil, errors.New("sentiment model: trained on other features than this release has; train again")
	}
	if err := h.check(len(names)); err != nil {
		return nil, err
	}
	words, err := linear.Unmarshal(data[n+int(size):])
	if err != nil {
		return nil, fmt.Errorf("sentiment model: %w", err)
	}
	v, err := NewVectorizer(words)
	if err != nil {
		return nil, err
	}
	a := &Analyzer{vectorizer: v, layer: h.Layer}
	for k, offset := range h.Offsets {
		a.offsets[k] = math.Exp(offset)
	}
	if a.written, err = written.Unmarshal(notes); err != nil {
		return nil, err
	}
	a.scratch.New = func() any { return new(scratch) }
	return a, nil
}

func (h *head) check(features int) error {
	if h.Layer == nil || len(h.Layer.Bias) != classes || len(h.Layer.Weights) != classes || len(h.Offsets) != classes {
		return errors.New("sentiment model: not three classes")
	}
	for _, row := range h.Layer.Weights {
		if len(row) != features {
			return errors.New("sentiment model: wrong number of weights")
		}
	}
	return nil
}
