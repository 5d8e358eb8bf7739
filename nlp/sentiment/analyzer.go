package sentiment

import (
	_ "embed"
	"math"
	"strings"
	"sync"
	"unicode"

	"huifang/nlp/linear"
	"huifang/nlp/sentiment/written"
	"huifang/schemas"
)

//go:embed model.bin
var talkArtefact []byte

//go:embed written.bin
var writtenArtefact []byte

// Analyzer labels turns. It is immutable and safe for concurrent use.
type Analyzer struct {
	vectorizer *Vectorizer
	layer      *linear.Softmax
	offsets    [classes]float64
	written    *written.Model
	scratch    sync.Pool
}

// New decodes the embedded models.
func New() (*Analyzer, error) { return Decode(talkArtefact, writtenArtefact) }

// Annotate sets the sentiment of every turn whose role is customer or unknown,
// clears it on turns of the agent, and sets the course of the mood. The label is
// the likeliest class, the score the probability of positive less that of
// negative, rounded to three decimals, both by probabilities that favour the
// rare classes as far as the macro F1 gains by it. A turn abstains where it is
// called neutral at a plain probability below 0.7.
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
	talk := isTalk(c)
	for k := range s.turns {
		turn := &c.Turns[s.turns[k].index]
		a.vectorizer.fill(s.x, s.turns, sums, k)
		var plain [classes]float64
		a.layer.Probabilities(plain[:], s.x)
		favoured := a.favour(plain)
		if !talk {
			a.read(s, turn.Text, &plain, &favoured)
		}
		if turn.Emotion != "" {
			hear(&plain, turn.Emotion)
			hear(&favoured, turn.Emotion)
		}
		moods[k] = judge(plain, favoured)
		turn.Sentiment = &moods[k]
	}
	c.Mood = Course(c)
}

// favour applies the offsets for the best macro F1.
func (a *Analyzer) favour(p [classes]float64) [classes]float64 {
	sum := 0.0
	for k := range p {
		p[k] *= a.offsets[k]
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// talkChanges is how often the floor changes hands in the shortest talk.
const talkChanges = 3

// isTalk tells a talk from a note, a post or a letter that was put in as one: in
// a talk the floor changes hands.
func isTalk(c *schemas.Call) bool {
	changes := 0
	for i := 1; i < len(c.Turns) && changes < talkChanges; i++ {
		t, p := &c.Turns[i], &c.Turns[i-1]
		if t.Role != p.Role || t.Speaker != p.Speaker {
			changes++
		}
	}
	return changes >= talkChanges
}

// lonelyTalk is by how much the odds of talk fall where nobody is talked to. The
// gate has learned from turns that stand in talks.
const lonelyTalk = 0.25

// read weighs what the experts on written text say of a turn that may be such
// into its probabilities. English is left to its valences.
func (a *Analyzer) read(s *scratch, text string, plain, favoured *[classes]float64) {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		if score := a.vectorizer.english.Score(&s.english, text); score != 0 {
			*plain = valenceMood(score)
			*favoured = *plain
		}
		return
	}
	o := a.written.Judge(&s.written, text)
	talk := float64(lonelyTalk * o.Domain[written.Talk])
	talk /= talk + o.Domain[written.Forum] + o.Domain[written.Review]
	for k := range plain {
		note := float64((1 - talk) * o.Mood[k])
		plain[k] = float64(talk*plain[k]) + note
		favoured[k] = float64(talk*favoured[k]) + note
	}
}

// neutralValence is the size of a score up to which VADER's authors call a text
// neutral.
const neutralValence = 0.05

// valenceMood spreads a valence score over the classes: at neutralValence its
// side is as likely as neutral.
func valenceMood(score float64) (p [classes]float64) {
	side := positive
	if score < 0 {
		side = negative
	}
	size := math.Abs(score)
	p[side] = size / (size + neutralValence)
	p[neutral] = 1 - p[side]
	return p
}

const (
	// leastMargin is the distance between the two sides that taking one needs.
	leastMargin = 0.02
	// leastNeutral is the probability that makes neutral a finding. Of the turns
	// called neutral below it, fewer than two in three are.
	leastNeutral = 0.7
)

// judge turns probabilities into a label and a score.
func judge(plain, favoured [classes]float64) schemas.Sentiment {
	neg, neu, pos := favoured[negative], favoured[neutral], favoured[positive]
	label := schemas.SentimentNeutral
	switch {
	case math.Abs(pos-neg) < leastMargin:
	case neg > neu && neg > pos:
		label = schemas.SentimentNegative
	case pos > neu && pos > neg:
		label = schemas.SentimentPositive
	}
	return schemas.Sentiment{
		Label:     label,
		Score:     round(pos - neg),
		Abstained: label == schemas.SentimentNeutral && plain[neutral] < leastNeutral,
	}
}
