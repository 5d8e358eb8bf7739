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
	items   []risk.ChecklistDef
	scratch sync.Pool
}

// scratch holds the buffers of one annotation.
type scratch struct {
	extractor
	features []uint32
	// scores holds numOutputs log-odds a block.
	scores []float32
	row    []float32
}

// NewAnalyzer prepares an analyzer for the checklist of rs with the embedded
// model.
func NewAnalyzer(rs *risk.RuleSet) (*Analyzer, error) {
	m, err := LoadModel(modelBytes, movesBytes)
	if err != nil {
		return nil, err
	}
	return m.Analyzer(rs)
}

// Analyzer prepares an analyzer for the checklist of rs with a model of one's
// own.
func (m *Model) Analyzer(rs *risk.RuleSet) (*Analyzer, error) {
	c, err := loadCues(cuesYAML)
	if err != nil {
		return nil, err
	}
	a := &Analyzer{model: m, items: rs.Checklist}
	a.scratch.New = func() any { return &scratch{extractor: extractor{cues: c}} }
	return a, nil
}

// Annotate sets Turn.Phase on every turn and Call.Checklist to all items of the
// checklist in its order. It replaces what an earlier run set.
func (a *Analyzer) Annotate(c *schemas.Call) {
	bs := blocks(c)
	s := a.scratch.Get().(*scratch)
	s.scores = s.scores[:0]
	for k, b := range bs {
		s.read(c, b, k, len(bs))
		s.features = append(append(s.features[:0], s.grams...), s.signs...)
		s.row = a.model.scorer.Scores(s.row, s.features)
		s.scores = append(s.scores, s.row...)
	}
	for k, phase := range a.model.decode(s.scores) {
		for i := bs[k].first; i < bs[k].last; i++ {
			c.Turns[i].Phase = phase + 1
		}
	}
	c.Checklist = a.checklist(c, bs, s.scores)
	a.scratch.Put(s)
}
