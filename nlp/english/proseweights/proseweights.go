// Package proseweights reads the part-of-speech model inside
// github.com/jdkato/prose/v2, for the generator and the tests.
package proseweights

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"github.com/jdkato/prose/v2"
)

// Load returns the words that always have the same tag, and the weights by
// feature and tag.
func Load() (known map[string]string, weights map[string]map[string]float64, err error) {
	if err := decode("tags", &known); err != nil {
		return nil, nil, err
	}
	if err := decode("weights", &weights); err != nil {
		return nil, nil, err
	}
	return known, weights, nil
}

func decode(name string, into any) error {
	data, err := prose.Asset("model/AveragedPerceptron/" + name + ".gob")
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(data)).Decode(into)
	}
	if err != nil {
		return fmt.Errorf("prose: %s: %w", name, err)
	}
	return nil
}
