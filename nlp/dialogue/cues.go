package dialogue

import (
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v4"

	"huifang/nlp/phrase"
)

//go:embed cues.yaml
var cuesYAML []byte

// items are the points of the checklist in order, as the cues and the model
// number them.
var items = [numItems]string{
	"K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08",
	"K09", "K10", "K11", "K12", "K13", "K14", "K15", "K16",
}

const (
	numItems  = 16
	numPhases = 4
	// numOutputs is what the model scores: the phases, then the items.
	numOutputs = numPhases + numItems
)

// cues tells which outputs a turn's phrases speak for.
type cues struct {
	lexicon *phrase.Lexicon
	output  []uint8 // per expression
}

func loadCues(data []byte) (*cues, error) {
	var file struct {
		Checklist []struct {
			ID    string
			Agent []string
		}
		Phases []struct {
			ID    int
			Agent []string
		}
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("cues: %w", err)
	}
	c := &cues{}
	var exprs []string
	add := func(output int, agent []string) {
		exprs = append(exprs, agent...)
		for range agent {
			c.output = append(c.output, uint8(output))
		}
	}
	for _, item := range file.Checklist {
		i, ok := itemIndex(item.ID)
		if !ok {
			return nil, fmt.Errorf("cues: %q is no checklist item", item.ID)
		}
		add(numPhases+i, item.Agent)
	}
	for _, p := range file.Phases {
		if p.ID < 1 || p.ID > numPhases {
			return nil, fmt.Errorf("cues: %d is no phase", p.ID)
		}
		add(p.ID-1, p.Agent)
	}
	lexicon, err := phrase.Compile(exprs)
	if err != nil {
		return nil, fmt.Errorf("cues: %w", err)
	}
	c.lexicon = lexicon
	return c, nil
}

func itemIndex(id string) (int, bool) {
	for i, item := range items {
		if item == id {
			return i, true
		}
	}
	return 0, false
}
