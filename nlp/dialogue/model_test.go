package dialogue

import (
	"bytes"
	"testing"

	"huifang/nlp/linear"
)

// TestArtefactsAreWhatTrainMakes keeps the embedded model reproducible: it must
// be what training on the corpus gives, byte for byte.
func TestArtefactsAreWhatTrainMakes(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a model")
	}
	m, err := Train(t.Context(), labelled(t, trainingCalls))
	if err != nil {
		t.Fatal(err)
	}
	model, moves, err := m.Artefacts()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(model, modelBytes) || !bytes.Equal(moves, movesBytes) {
		t.Error("model.bin or moves.json is not what the trainer makes of the corpus: run huifang train dialogue --out nlp/dialogue/model.bin")
	}
}

func TestLoadModelRejects(t *testing.T) {
	foreign, err := linear.Train(t.Context(), []string{"a", "b"}, nil, options())
	if err != nil {
		t.Fatal(err)
	}
	twoClasses, err := foreign.Quantize().Marshal()
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name         string
		model, moves []byte
	}{
		{"cut short", modelBytes[:len(modelBytes)/2], movesBytes},
		{"empty", nil, movesBytes},
		{"another task's", twoClasses, movesBytes},
		{"moves that are none", modelBytes, []byte(`{"start": 3}`)},
	} {
		if _, err := LoadModel(tc.model, tc.moves); err == nil {
			t.Errorf("%s: accepted", tc.name)
		}
	}
}

func TestLoadCuesRejects(t *testing.T) {
	for _, bad := range []string{
		"checklist: [{id: K99, agent: [a]}]",
		"phases: [{id: 5, agent: [a]}]",
		"checklist: [{id: K01, agent: ['a||b']}]",
		"checklist: 3",
	} {
		if _, err := loadCues([]byte(bad)); err == nil {
			t.Errorf("cues %q accepted", bad)
		}
	}
}
