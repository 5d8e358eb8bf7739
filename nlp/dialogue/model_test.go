package dialogue

import (
	"bytes"
	"testing"
)

// TestArtefactIsWhatTrainMakes keeps the embedded model reproducible: it must
// be what training on the corpus gives, byte for byte.
func TestArtefactIsWhatTrainMakes(t *testing.T) {
	if testing.Short() {
		t.Skip("trains a model")
	}
	m, err := Train(labelled(t, "train_calls.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, modelBytes) {
		t.Error("model.bin is not what the trainer makes of the corpus: run go generate ./nlp/dialogue")
	}
}

func FuzzUnmarshalBinary(f *testing.F) {
	f.Add(modelBytes)
	f.Add(modelBytes[:100])
	f.Add([]byte("hfdial02"))
	f.Add(append(bytes.Clone(modelBytes), 0))
	f.Fuzz(func(t *testing.T, data []byte) {
		var m Model
		if err := m.UnmarshalBinary(data); err != nil {
			return
		}
		again, err := m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		// NaN has many bit patterns, all of which survive binary encoding.
		if !bytes.Equal(again, data) {
			t.Error("a model that was read is not written the same")
		}
	})
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
