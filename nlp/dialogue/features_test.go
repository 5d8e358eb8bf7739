package dialogue

import (
	"slices"
	"testing"

	"huifang/schemas"
)

// The cues of a question are found through what the officer stumbles over.
func TestCuesAreReadThroughDisfluencies(t *testing.T) {
	c, err := loadCues(cuesYAML)
	if err != nil {
		t.Fatal(err)
	}
	signs := func(turn schemas.Turn) []uint32 {
		x := &extractor{cues: c}
		x.read(&schemas.Call{Turns: []schemas.Turn{turn}}, block{first: 0, answer: 1, last: 1}, 0, 1)
		return x.signs
	}
	fluent := signs(schemas.Turn{Text: "仓库里的存货现在有多少?"})
	halting := schemas.Turn{Text: "仓库里的存呃货现在有多少?"}
	if slices.Equal(signs(halting), fluent) {
		t.Fatal("the hesitation does not stand in the cue's way")
	}
	halting.Disfluencies = []schemas.Disfluency{{Start: 5, End: 6, Kind: schemas.DisfluencyFiller}}
	if !slices.Equal(signs(halting), fluent) {
		t.Error("the cue is not found through the hesitation")
	}
}
