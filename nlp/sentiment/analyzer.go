package sentiment

import (
	_ "embed"
	"math"
	"sync"

	"huifang/nlp/linear"
	"huifang/schemas"
)

//go:embed model.bin
var artefact []byte

// Analyzer labels turns. It is immutable and safe for concurrent use.
type Analyzer struct {
	vectorizer *Vectorizer
	layer      *linear.Softmax
	scratch    sync.Pool
}

// New decodes the embedded model.
func New() (*Analyzer, error) { return Decode(artefact) }

// Annotate sets the sentiment of every turn whose role is customer or unknown,
// and clears it on turns of the agent. The label is the likeliest class; the
// score is the probability of positive less that of negative, rounded to three
// decimals.
func (a *Analyzer) Annotate(c *schemas.Call) {
	s := a.scratch.Get().(*scratch)
	defer a.scratch.Put(s)
	for i := range c.Turns {
		c.Turns[i].Sentiment = nil
	}
	a.vectorizer.look(s, c)
	s.x = a.vectorizer.vector(s.x)
	sums := sumMoods(s.turns)
	moods := make([]schemas.Sentiment, len(s.turns))
	for k := range s.turns {
		a.vectorizer.fill(s.x, s.turns, sums, k)
		var p [classes]float64
		a.layer.Probabilities(p[:], s.x)
		moods[k] = judge(p)
		c.Turns[s.turns[k].index].Sentiment = &moods[k]
	}
}

// judge turns probabilities into a label and a score.
func judge(p [classes]float64) schemas.Sentiment {
	label := schemas.SentimentNeutral
	switch {
	case p[negative] > p[neutral] && p[negative] >= p[positive]:
		label = schemas.SentimentNegative
	case p[positive] > p[neutral]:
		label = schemas.SentimentPositive
	}
	return schemas.Sentiment{Label: label, Score: math.Round((p[positive]-p[negative])*1000) / 1000}
}
