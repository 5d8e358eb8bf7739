package train

import (
	"math"

	"huifang/nlp/linear"
	"huifang/nlp/sentiment"
)

// moodGuesses are log-probabilities of the second layer and the truth.
type moodGuesses struct {
	author []string
	logs   [][sentimentLabels]float64
	class  []int
}

// add asks layer about the rows of one author, of all where author is empty.
func (g *moodGuesses) add(layer *linear.Softmax, rows *moodRows, author string) {
	for i, x := range rows.x {
		if author != "" && rows.author[i] != author {
			continue
		}
		var p [sentimentLabels]float64
		layer.Probabilities(p[:], x)
		for k := range p {
			p[k] = math.Log(p[k])
		}
		g.author = append(g.author, rows.author[i])
		g.logs = append(g.logs, p)
		g.class = append(g.class, rows.class[i])
	}
}

func (g *moodGuesses) of(author string) *moodGuesses {
	var out moodGuesses
	for i, a := range g.author {
		if a == author {
			out.author = append(out.author, a)
			out.logs = append(out.logs, g.logs[i])
			out.class = append(out.class, g.class[i])
		}
	}
	return &out
}

// bestOffsets searches what to add to the log-probability of each class for the
// best macro F1: the likeliest class would give up the rare positive ones.
func (g *moodGuesses) bestOffsets() [sentimentLabels]float64 {
	var best [sentimentLabels]float64
	top := -1.0
	for neg := -5; neg <= 15; neg++ {
		for pos := -5; pos <= 20; pos++ {
			o := [sentimentLabels]float64{float64(neg) / 10, 0, float64(pos) / 10}
			if s := g.measure("", o); s.F1 > top {
				best, top = o, s.F1
			}
		}
	}
	return best
}

// measure returns the macro averages over the three classes.
func (g *moodGuesses) measure(set string, offsets [sentimentLabels]float64) Score {
	s := Score{Set: set, Turns: len(g.class)}
	for _, k := range g.measureClasses(offsets) {
		s.Precision += k.Precision / sentimentLabels
		s.Recall += k.Recall / sentimentLabels
		s.F1 += k.F1 / sentimentLabels
	}
	return s
}

// measureClasses returns the quality on each class, with the number of turns
// that have it.
func (g *moodGuesses) measureClasses(offsets [sentimentLabels]float64) []Score {
	var right, guessed, wanted [sentimentLabels]int
	for i, logs := range g.logs {
		best := 0
		for k := range logs {
			if logs[k]+offsets[k] > logs[best]+offsets[best] {
				best = k
			}
		}
		guessed[best]++
		wanted[g.class[i]]++
		if best == g.class[i] {
			right[best]++
		}
	}
	var out []Score
	for k, name := range sentiment.Classes() {
		p, r := ratio(right[k], guessed[k]), ratio(right[k], wanted[k])
		out = append(out, Score{Set: name, Turns: wanted[k], Precision: p, Recall: r, F1: harmonic(p, r)})
	}
	return out
}
