package dialogue

import (
	"sync"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// coverFrom is the log-odds from which an item counts as covered, set where F1
// peaks on authors held out.
const coverFrom = -0.75

// Analyzer sets phases and the checklist. It is immutable and safe for
// concurrent use.
type Analyzer struct {
	model   *Model
	cues    *cues
	items   []risk.ChecklistDef
	buffers sync.Pool
}

// NewAnalyzer prepares an analyzer for the checklist of rs with the embedded
// model.
func NewAnalyzer(rs *risk.RuleSet) (*Analyzer, error) {
	m := new(Model)
	if err := m.UnmarshalBinary(modelBytes); err != nil {
		return nil, err
	}
	return newAnalyzer(rs, m)
}

func newAnalyzer(rs *risk.RuleSet, m *Model) (*Analyzer, error) {
	c, err := loadCues(cuesYAML)
	if err != nil {
		return nil, err
	}
	a := &Analyzer{model: m, cues: c, items: rs.Checklist}
	a.buffers.New = func() any { return &extractor{cues: c} }
	return a, nil
}

// Annotate sets Turn.Phase on every turn and Call.Checklist to all items of the
// checklist in its order. It replaces what an earlier run set.
func (a *Analyzer) Annotate(c *schemas.Call) {
	bs := blocks(c)
	scores := make([][numOutputs]float32, len(bs))
	x := a.buffers.Get().(*extractor)
	for k, b := range bs {
		scores[k] = a.model.scores(x.block(c, b, k, len(bs)))
	}
	a.buffers.Put(x)

	for k, phase := range a.model.decode(scores) {
		for i := bs[k].first; i < bs[k].last; i++ {
			c.Turns[i].Phase = phase + 1
		}
	}
	c.Checklist = a.checklist(c, bs, scores)
}
