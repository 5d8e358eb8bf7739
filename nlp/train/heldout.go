package train

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"

	"huifang/nlp/linear"
	"huifang/nlp/riskmodel"
)

// heldOut holds turns and the scores of models that have not seen their author.
type heldOut struct {
	turns       []riskTurn
	scores      [][]float32
	calibration linear.Calibration
}

// crossValidate leaves each author out once and calibrates over all of them.
func (c *riskCorpus) crossValidate(ctx context.Context) (*heldOut, error) {
	h := &heldOut{turns: c.turns, scores: make([][]float32, len(c.turns))}
	for _, author := range authors(c.turns) {
		rest := slices.Clone(c.utterances)
		for _, t := range c.turns {
			if t.author != author {
				rest = append(rest, t)
			}
		}
		lin, err := c.train(ctx, rest, linear.Calibration{Slope: 1})
		if err != nil {
			return nil, err
		}
		m := riskmodel.New(lin)
		for i, t := range c.turns {
			if t.author == author {
				h.scores[i] = m.Score(t.prev, t.text, t.agent, nil)
			}
		}
	}
	h.calibrate(c)
	return h, nil
}

// authors lists the authors of turns in order.
func authors(turns []riskTurn) []string {
	var names []string
	for _, t := range turns {
		names = append(names, t.author)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// calibrate fits the calibration and applies it to the scores.
func (h *heldOut) calibrate(c *riskCorpus) {
	var z []float32
	var truth []bool
	for i := range h.turns {
		for code, p := range h.scores[i] {
			if p > 0 && !h.optional(c, i, code) {
				z = append(z, logit(p))
				truth = append(truth, h.positive(c, i, code))
			}
		}
	}
	h.calibration = linear.FitCalibration(z, truth)
	for _, scores := range h.scores {
		for code, p := range scores {
			if p > 0 {
				scores[code] = h.calibration.Probability(logit(p))
			}
		}
	}
}

func logit(p float32) float32 {
	return float32(math.Log(float64(p)) - math.Log1p(-float64(p)))
}

func (h *heldOut) positive(c *riskCorpus, turn, code int) bool {
	return slices.Contains(h.turns[turn].positive, c.codes[code])
}

// optional tells labels that count neither as hit nor as false alarm.
func (h *heldOut) optional(c *riskCorpus, turn, code int) bool {
	return slices.Contains(h.turns[turn].skipped, c.codes[code]) && !h.positive(c, turn, code)
}

// report measures each author, all of them, and the curve.
func (h *heldOut) report(c *riskCorpus) Report {
	var r Report
	best := 0.0
	for percent := 10; percent <= 90; percent += 5 {
		t := float64(percent) / 100
		s := h.measure(c, subset{}, t)
		r.Curve = append(r.Curve, Point{Threshold: t, Precision: s.Precision, Recall: s.Recall, F1: s.F1})
		if s.F1 > best {
			best, r.Threshold = s.F1, t
		}
	}
	for _, author := range authors(h.turns) {
		r.Scores = append(r.Scores, h.measure(c, subset{name: author, author: author}, r.Threshold))
	}
	for _, category := range c.categories() {
		r.Scores = append(r.Scores, h.measure(c, subset{name: category, category: category}, r.Threshold))
	}
	r.Scores = append(r.Scores, h.measure(c, subset{name: "held out"}, r.Threshold))
	return r
}

// subset is a part of the turns and codes; empty fields do not restrict it.
type subset struct {
	name, author, category string
}

// measure scores a subset: strict, per turn and code.
func (h *heldOut) measure(c *riskCorpus, sub subset, threshold float64) Score {
	var turns, fired, right, wanted, misses, silent int
	for i, t := range h.turns {
		if sub.author != "" && t.author != sub.author {
			continue
		}
		turns++
		for code, p := range h.scores[i] {
			if !strings.HasPrefix(c.codes[code], sub.category) {
				continue
			}
			hit := float64(p) >= threshold
			positive := h.positive(c, i, code)
			if positive {
				wanted++
			}
			if slices.Contains(t.miss, c.codes[code]) {
				misses++
				if !hit {
					silent++
				}
			}
			if hit && !h.optional(c, i, code) {
				fired++
				if positive {
					right++
				}
			}
		}
	}
	p, r := ratio(right, fired), ratio(right, wanted)
	return Score{Set: sub.name, Turns: turns, Precision: p, Recall: r, F1: harmonic(p, r), Silent: ratio(silent, misses)}
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// worthListing is the probability below which a code is left out of the file of
// held-out scores.
const worthListing = 0.02

// codeScore is one entry of the file of held-out scores.
type codeScore struct {
	Code        string  `json:"code"`
	Probability float32 `json:"p"`
}

// write lists the scores of each turn, highest first.
func (h *heldOut) write(name string, codes []string) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	for i, t := range h.turns {
		list := []codeScore{}
		for code, p := range h.scores[i] {
			if p >= worthListing {
				list = append(list, codeScore{codes[code], p})
			}
		}
		slices.SortStableFunc(list, func(a, b codeScore) int { return cmp.Compare(b.Probability, a.Probability) })
		row := struct {
			Call   string      `json:"call"`
			Turn   int         `json:"turn"`
			Scores []codeScore `json:"scores"`
		}{t.call, t.turn, list}
		if err := enc.Encode(row); err != nil {
			return err
		}
	}
	return w.Flush()
}
