package train

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"huifang/nlp/linear"
	"huifang/nlp/riskmodel"
	"huifang/schemas"
)

// riskOptions were chosen on folds by author; neighbouring values differ by
// less than the folds do.
func riskOptions() linear.Options {
	return linear.Options{Epochs: 8, Rate: 0.5, Decay: 1e-3, Bias: -4, MinCount: 3, Seed: 7}
}

// Weights of risk examples.
const (
	riskPositive = 4 // positives are one in a thousand
	riskNearMiss = 3 // what must not fire although it looks like it
	// riskUtterance is an isolated utterance against a turn of a call: of the
	// same language, but not of the same mix of codes.
	riskUtterance = 0.5
	// riskUnstated is an utterance as a negative of the codes that its row does
	// not name: its author looked at one code only.
	riskUnstated = 0.3
)

// riskTurn is a turn of a labelled call or an utterance.
type riskTurn struct {
	author                  string
	call                    string
	turn                    int
	agent                   bool
	prev, text              string
	positive, miss, skipped []string
	utterance               bool
}

// riskCorpus is everything that the risk model learns from.
type riskCorpus struct {
	codes      []string
	index      map[string]int
	turns      []riskTurn // of training calls
	utterances []riskTurn
	dev        []riskTurn
}

func readRiskCorpus(dir string) (*riskCorpus, error) {
	fsys := os.DirFS(dir)
	calls, err := readTrainingCalls(fsys)
	if err != nil {
		return nil, err
	}
	dev, err := readCalls(fsys, "dev_calls.jsonl")
	if err != nil {
		return nil, err
	}
	rows, err := readUtterances(fsys, "utterances")
	if err != nil {
		return nil, err
	}
	c := &riskCorpus{turns: callTurns(calls), dev: callTurns(dev), index: map[string]int{}}
	for _, u := range rows {
		t := riskTurn{agent: u.agent, prev: u.prev, text: u.text, utterance: true, positive: u.also}
		if u.status == schemas.StatusAsserted {
			t.positive = append(t.positive, u.code)
		} else {
			t.miss = []string{u.code}
		}
		c.utterances = append(c.utterances, t)
		c.codes = append(c.codes, u.code)
	}
	slices.Sort(c.codes)
	c.codes = slices.Compact(c.codes)
	for i, code := range c.codes {
		c.index[code] = i
	}
	return c, c.check()
}

// categories lists the first three letters of the codes in order.
func (c *riskCorpus) categories() []string {
	var names []string
	for _, code := range c.codes {
		names = append(names, code[:min(3, len(code))])
	}
	return slices.Compact(names)
}

// check reports a label whose code no utterance file has.
func (c *riskCorpus) check() error {
	for _, set := range [][]riskTurn{c.turns, c.utterances, c.dev} {
		for _, t := range set {
			for _, code := range slices.Concat(t.positive, t.miss, t.skipped) {
				if _, ok := c.index[code]; !ok {
					return fmt.Errorf("%s turn %d: code %q has no utterances", t.call, t.turn, code)
				}
			}
		}
	}
	return nil
}

// callTurns flattens labelled calls into turns.
func callTurns(calls []labelledCall) []riskTurn {
	var turns []riskTurn
	for i := range calls {
		c := &calls[i]
		for j, t := range c.call.Turns {
			turns = append(turns, riskTurn{
				author: c.author(), call: c.call.ID, turn: j,
				agent: t.Role == schemas.RoleAgent, prev: previous(c.call, j), text: t.Text,
				positive: codesOn(c.gold.Risk, j), miss: codesOn(c.gold.Hard, j), skipped: codesOn(c.gold.Optional, j),
			})
		}
	}
	return turns
}

func codesOn(labels []label, turn int) []string {
	var codes []string
	for _, l := range labels {
		if l.Turn == turn {
			codes = append(codes, l.Code)
		}
	}
	return codes
}

// examples turns labelled turns into training examples. A positive wins over a
// near-miss and an optional label of the same code.
func (c *riskCorpus) examples(turns []riskTurn) []linear.Example {
	unnamed := map[[2]bool][]float32{}
	for _, agent := range []bool{false, true} {
		call, utterance := make([]float32, len(c.codes)), make([]float32, len(c.codes))
		for i, code := range c.codes {
			if riskmodel.AgentConduct(code) == agent {
				call[i], utterance[i] = 1, riskUtterance*riskUnstated
			}
		}
		unnamed[[2]bool{agent, false}], unnamed[[2]bool{agent, true}] = call, utterance
	}
	out := make([]linear.Example, len(turns))
	for i, t := range turns {
		weight := float32(1)
		if t.utterance {
			weight = riskUtterance
		}
		e := linear.Example{Blocks: riskmodel.Orders().Blocks(t.prev, t.text), Weights: unnamed[[2]bool{t.agent, t.utterance}]}
		add := func(codes []string, positive bool, w float32) {
			for _, code := range codes {
				if riskmodel.AgentConduct(code) == t.agent {
					e.Labels = append(e.Labels, linear.Label{Class: c.index[code], Positive: positive, Weight: w})
				}
			}
		}
		add(t.skipped, false, 0)
		add(t.miss, false, riskNearMiss*weight)
		add(t.positive, true, riskPositive*weight)
		out[i] = e
	}
	return out
}

// trainRisk trains on everything, calibrated by folds over the authors.
func trainRisk(ctx context.Context, opt Options) (Report, error) {
	c, err := readRiskCorpus(opt.Corpus)
	if err != nil {
		return Report{}, err
	}
	held, err := c.crossValidate(ctx)
	if err != nil {
		return Report{}, err
	}
	if opt.OutOfFold != "" {
		if err := held.write(filepath.Clean(opt.OutOfFold), c.codes); err != nil {
			return Report{}, err
		}
	}
	model, err := c.train(ctx, slices.Concat(c.turns, c.utterances), held.calibration)
	if err != nil {
		return Report{}, err
	}
	artefact, err := model.Marshal()
	if err != nil {
		return Report{}, err
	}
	report := held.report(c)
	report.Name = "riskmodel"
	report.Examples = len(c.turns) + len(c.utterances)
	report.Features = model.Features()
	dev := &heldOut{turns: c.dev, scores: c.score(riskmodel.New(model), c.dev)}
	report.Scores = append(report.Scores, dev.measure(c, subset{name: "dev"}, report.Threshold))
	return finish(report, artefact, opt)
}

// train fits, calibrates and quantises a model.
func (c *riskCorpus) train(ctx context.Context, turns []riskTurn, cal linear.Calibration) (*linear.Model, error) {
	w, err := linear.Train(ctx, c.codes, c.examples(turns), riskOptions())
	if err != nil {
		return nil, err
	}
	w.Calibrate(cal)
	return w.Quantize(), nil
}

// score returns the probabilities of each turn.
func (c *riskCorpus) score(m *riskmodel.Model, turns []riskTurn) [][]float32 {
	out := make([][]float32, len(turns))
	for i, t := range turns {
		out[i] = m.Score(t.prev, t.text, t.agent, nil)
	}
	return out
}
