package sentiment

import "math"

// Places of the fixed features of the second layer; the cue features follow.
const (
	ownNeg = iota // first layer, log-odds against neutral
	ownPos
	restNeg // mean over the other turns of the customer
	restPos
	beforeNeg // the customer's turn before, and the one after
	beforePos
	afterNeg
	afterPos
	isOpening // among the first two, four turns of the call
	isEarly
	isLast // the last, last two, last four, in the second half of the call
	isLastTwo
	isLastFour
	position // 0 first … 1 last
	tiny     // up to 4, 8, 15 characters
	small
	medium
	logLength
	asks // ? in the turn
	exclaims
	deniesBad // a short denial or affirmation of a question with such cues
	deniesGood
	affirmsBad
	affirmsGood
	settledBad
	othersBad
	english // score by valences
	fixedFeatures
)

// Values where there is no other turn: the usual share of negative and positive
// turns.
const (
	usualNeg = 0.3
	usualPos = 0.1
)

// Lengths of the length features, in characters.
const (
	tinyLength   = 4
	smallLength  = 8
	mediumLength = 15
	// longLength is where further length says nothing more.
	longLength = 40
	// answerLength is up to where a turn lives on its question.
	answerLength = 12
)

// fixedNames names the fixed features in order, for the artefact.
func fixedNames() []string {
	return []string{
		"own_neg", "own_pos", "rest_neg", "rest_pos", "before_neg", "before_pos", "after_neg", "after_pos",
		"opening", "early", "last", "last_two", "last_four", "position", "tiny", "small", "medium", "log_length",
		"asks", "exclaims", "denies_bad", "denies_good", "affirms_bad", "affirms_good", "settled_bad", "others_bad", "english",
	}
}

// featureNames lists all features of the second layer in order.
func (c *cues) featureNames() []string {
	names := fixedNames()
	for _, where := range []string{"turn", "turn_negated", "question"} {
		for _, g := range c.groups {
			names = append(names, where+":"+g)
		}
	}
	return names
}

// fill writes the features of views[k] to x, which comes from vector.
func (w *Vectorizer) fill(x []float64, views []turnView, sums moodSums, k int) {
	v, g := &views[k], &w.named
	n := len(views)
	x[ownNeg], x[ownPos] = v.neg, v.pos
	x[restNeg], x[restPos] = sums.without(v)
	x[beforeNeg], x[beforePos] = usualNeg, usualPos
	if k > 0 {
		x[beforeNeg], x[beforePos] = sigmoid(views[k-1].neg), sigmoid(views[k-1].pos)
	}
	x[afterNeg], x[afterPos] = usualNeg, usualPos
	if k+1 < n {
		x[afterNeg], x[afterPos] = sigmoid(views[k+1].neg), sigmoid(views[k+1].pos)
	}
	x[isOpening], x[isEarly] = bit(v.index < 2), bit(v.index < 4)
	late := 2*k >= n
	x[isLast], x[isLastTwo], x[isLastFour] = bit(late && k >= n-1), bit(late && k >= n-2), bit(late && k >= n-4)
	x[position] = float64(k) / float64(n)
	x[tiny], x[small], x[medium] = bit(v.length <= tinyLength), bit(v.length <= smallLength), bit(v.length <= mediumLength)
	x[logLength] = math.Log1p(float64(min(v.length, longLength)))
	x[asks], x[exclaims] = bit(v.asks), bit(v.exclaims)

	short := v.length <= answerLength
	denies, affirms := short && denial(v.first), short && affirmation(v.first)
	badQuestion := v.question.has(g.bad)
	goodQuestion := v.question.has(g.good) || v.question.has(g.ready)
	x[deniesBad], x[deniesGood] = bit(denies && badQuestion), bit(denies && goodQuestion)
	x[affirmsBad], x[affirmsGood] = bit(affirms && badQuestion), bit(affirms && goodQuestion)
	x[settledBad] = bit(v.turn.has(g.settled) && v.turn.has(g.bad))
	x[english] = v.english
	x[othersBad] = bit(v.turn.has(g.others) && v.turn.has(g.bad))

	at := x[fixedFeatures:]
	groups := len(w.cues.groups)
	for i := range groups {
		at[i] = float64(v.turn.plain >> i & 1)
		at[groups+i] = float64(v.turn.negated >> i & 1)
		at[2*groups+i] = float64((v.question.plain | v.question.negated) >> i & 1)
	}
}

func denial(r rune) bool {
	return r == '没' || r == '不' || r == '无' || r == '未' || r == '冇' || r == 'n'
}

func affirmation(r rune) bool {
	switch r {
	case '对', '是', '有', '嗯', '能', '会', '系', 'y':
		return true
	default:
		return false
	}
}

func bit(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
