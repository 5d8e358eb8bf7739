package sentiment

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"huifang/nlp/linear"
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
}

// Marshal joins the two trained layers to an artefact for Decode. The layers
// must have been trained on the features that this package extracts.
func Marshal(words *linear.Model, layer *linear.Softmax) ([]byte, error) {
	c, err := parseCues(cueList)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(head{Features: c.featureNames(), Layer: layer})
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

// Decode returns an analyzer over an artefact that Marshal made.
func Decode(data []byte) (*Analyzer, error) {
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
	a.scratch.New = func() any { return new(scratch) }
	return a, nil
}

func (h *head) check(features int) error {
	if h.Layer == nil || len(h.Layer.Bias) != classes || len(h.Layer.Weights) != classes {
		return errors.New("sentiment model: not three classes")
	}
	for _, row := range h.Layer.Weights {
		if len(row) != features {
			return errors.New("sentiment model: wrong number of weights")
		}
	}
	return nil
}
