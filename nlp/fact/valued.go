package fact

import (
	"math"

	"huifang/nlp/risk"
	"huifang/schemas"
)

// Weights by which figures of one topic are ranked. What the customer corrects
// to stands above all, then totals and what holds now; what the file already
// says, parts and the past stand below.
const (
	correctionWeight = 8
	totalWeight      = 4
	presentWeight    = 2
	ownWordWeight    = 1
	pastWeight       = -3
	changeWeight     = -3
	differenceWeight = -6
	onFileWeight     = -4
)

// near is how many code points may part a word of change from its figure. A
// word of comparison stands right before it (比去年少三千万).
const near = 6

// valued picks the figure of the topic.
func (t *turn) valued(k int) (schemas.Fact, bool) {
	tp := &t.topics.list[k]
	best, bestScore, bestChange := -1, 0, 0.0
	for i := range t.figures {
		f := &t.figures[i]
		if !f.fits(tp, t.asked[k] == wanted) {
			continue
		}
		own, veto := t.ownTopic(k, f)
		if veto || !own && t.asked[k] == notAsked {
			continue
		}
		score, change := t.score(k, f, own)
		if f.entity.Type == schemas.EntityPercent && tp.kind == risk.FactCount && change == 0 || score <= differenceWeight {
			continue
		}
		if tp.kind == risk.FactCount && !t.counts(k, f, own, score) {
			continue
		}
		if best < 0 || score > bestScore || score == bestScore && tp.kind == risk.FactDate {
			best, bestScore, bestChange = i, score, change
		}
	}
	if best < 0 {
		return schemas.Fact{}, false
	}
	fact := t.fromFigure(&t.figures[best], tp)
	if bestChange != 0 && fact.Value != nil {
		base := t.filed[k].value
		if !t.filed[k].ok {
			return schemas.Fact{}, false
		}
		by := *fact.Value
		if t.figures[best].entity.Type == schemas.EntityPercent {
			by *= base / 100
		}
		left := math.Max(0, base+bestChange*by)
		fact.Value, fact.High, fact.Precision = &left, nil, schemas.PrecisionAbout
	}
	return fact, true
}

// counts guards headcounts, which any number of people may look like: one that
// was not asked for must be of people in so many words, and a total or what is
// there now, and a handful of something else is none.
func (t *turn) counts(k int, f *figure, own bool, score int) bool {
	if t.asked[k] != wanted {
		return f.saysPeople() && (own || score > 0)
	}
	return score > 0 || !f.handful(t.text)
}

// ownTopic tells whether the customer's own words put the figure under topic k,
// and whether they rule it out: a veto of k in its clause, or a nearer word of
// another topic of the same kind.
func (t *turn) ownTopic(k int, f *figure) (own, veto bool) {
	clause := t.clauses[f.clause]
	from := t.clauses[sentenceStart(t.text, t.clauses, f.clause)].start
	distance := math.MaxInt
	for _, h := range t.hits {
		m := t.topics.meanings[h.Expr]
		if m.topic < 0 || h.Start < from || h.Start >= clause.end {
			continue
		}
		if m.veto {
			if m.topic == k && clause.holds(h.Start) {
				return false, true
			}
			continue
		}
		if t.topics.list[m.topic].kind != t.topics.list[k].kind {
			continue
		}
		d := f.entity.Start - h.End
		if d < 0 {
			d = 2 * (h.Start - f.entity.End)
		}
		switch {
		case d < distance:
			distance, own = d, m.topic == k
		case d == distance && m.topic == k:
			own = true
		}
	}
	if distance < math.MaxInt && !own {
		return false, true
	}
	return own, false
}

// score ranks a figure; change is -1 or +1 for a figure that is taken from or
// added to what there was.
func (t *turn) score(k int, f *figure, own bool) (score int, change float64) {
	clause := t.clauses[f.clause]
	if own {
		score += ownWordWeight
	}
	before := false
	for _, h := range t.hits {
		m := t.topics.meanings[h.Expr]
		if m.topic >= 0 || h.Start >= f.entity.Start {
			continue
		}
		if m.rank == correction {
			before = true
			continue
		}
		if !clause.holds(h.Start) {
			continue
		}
		switch m.rank {
		case total:
			score += totalWeight
		case present:
			score += presentWeight
		case past:
			if !t.pastAsked {
				score += pastWeight
			}
		case difference:
			if f.entity.Start == h.End {
				score += differenceWeight
			}
		case less, more:
			if f.entity.Start-h.End <= near && changes(t.topics.list[k].kind) {
				score += changeWeight
				change = 1
				if m.rank == less {
					change = -1
				}
			}
		}
	}
	if before {
		score += correctionWeight
	}
	if f.entity.Value != nil && t.filed[k].is(*f.entity.Value) {
		score += onFileWeight
	}
	return score, change
}

// changes tells whether values of a kind are added to and taken from in words.
func changes(kind string) bool { return kind == risk.FactAmount || kind == risk.FactCount }

func (t *turn) fromFigure(f *figure, tp *topic) schemas.Fact {
	e := &f.entity
	out := schemas.Fact{
		Start: e.Start, End: e.End, Value: e.Value, High: e.High, Unit: e.Unit, Precision: e.Precision,
	}
	switch tp.kind {
	case risk.FactDate:
		out.From, out.To = e.From, e.To
	case risk.FactCount:
		out.Unit = "人"
	case risk.FactPercent:
		out.Unit = "%"
	case risk.FactAmount:
		out.Period = t.period(f)
		if goods(tp) && f.bare && t.questionUnit != "" {
			out.Unit = t.questionUnit
		}
	}
	return out
}

// period is the stretch that the figure's sentence names last before it, or the
// question's.
func (t *turn) period(f *figure) string {
	from := t.clauses[sentenceStart(t.text, t.clauses, f.clause)].start
	for i := len(t.dates) - 1; i >= 0; i-- {
		if d := &t.dates[i]; d.Start >= from && d.Start < f.entity.Start {
			if p := period(d.From, d.To); p != "" {
				return p
			}
		}
	}
	return period(t.questionDate.From, t.questionDate.To)
}
