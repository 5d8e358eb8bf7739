package train

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode"

	"huifang/nlp/disfluency"
	"huifang/nlp/linear"
	"huifang/nlp/normalize"
	"huifang/nlp/segment"
	"huifang/schemas"
)

// disfluencyFolder holds spontaneous talk line by line in files dis.*, and the
// same lines tidied by hand in flu.*.
const disfluencyFolder = "dial_disfluency_3k"

// disfluencyFolds is how many stretches of the talk are left out in turn.
// Neighbouring lines are of one speaker, so that stretches are, too.
const disfluencyFolds = 5

func disfluencyOptions() linear.Options {
	return linear.Options{Epochs: 4, Rate: 0.07, Decay: 1e-3, Bias: 0, MinCount: 2, Seed: 7}
}

// spokenLine is a line of talk with what its reader has struck out.
type spokenLine struct {
	text   []rune
	tokens []schemas.Token
	gone   []bool
}

// examples returns the candidates of the lines.
func examples(lines []spokenLine) ([]linear.Example, error) {
	var out []linear.Example
	for i := range lines {
		l := &lines[i]
		more, err := disfluency.Examples(l.text, l.tokens, l.gone)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// readSpoken reads the talk, each line as it is written and then without
// punctuation, as many recognisers deliver it.
func readSpoken(dir string) (written, bare []spokenLine, err error) {
	fsys, err := fs.Sub(os.DirFS(dir), disfluencyFolder)
	if err != nil {
		return nil, nil, err
	}
	said, err := readOnly(fsys, "dis.*")
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", dir, err)
	}
	tidy, err := readOnly(fsys, "flu.*")
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", dir, err)
	}
	if len(said) != len(tidy) {
		return nil, nil, fmt.Errorf("%s: %d lines as said, %d tidied", disfluencyFolder, len(said), len(tidy))
	}
	engine, err := segment.OpenUnigram()()
	if err != nil {
		return nil, nil, err
	}
	for i := range said {
		text := normalize.Fold(nil, said[i])
		l := spokenLine{text: text, gone: struckOut(text, normalize.Fold(nil, tidy[i]))}
		spoken := spokenLine{}
		for k, r := range text {
			if !unicode.IsPunct(r) {
				spoken.text, spoken.gone = append(spoken.text, r), append(spoken.gone, l.gone[k])
			}
		}
		l.tokens, spoken.tokens = engine.Segment(nil, l.text), engine.Segment(nil, spoken.text)
		written, bare = append(written, l), append(bare, spoken)
	}
	return written, bare, nil
}

// readOnly reads the lines of the one file that the pattern matches.
func readOnly(fsys fs.FS, pattern string) ([]string, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, err
	}
	if len(names) != 1 {
		return nil, fmt.Errorf("%s: %d files %s, want one", disfluencyFolder, len(names), pattern)
	}
	data, err := fs.ReadFile(fsys, names[0])
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"), nil
}

// Costs of an alignment: striking out is cheaper than any change, since readers
// seldom add or change a word.
const (
	strikeCost = 10
	addCost    = 15
	changeCost = 16
)

// struckOut aligns said with tidy and returns which runes of said are not in
// tidy. Of equal alignments it takes the one that strikes out the earliest, so
// that of a repeat the first copy goes.
func struckOut(said, tidy []rune) []bool {
	n, m := len(said), len(tidy)
	row := m + 1
	cost := make([]int, (n+1)*row)
	step := func(i, j int) int {
		if said[i] == tidy[j] {
			return 0
		}
		return changeCost
	}
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			best := 0
			switch {
			case i == n:
				best = (m - j) * addCost
			case j == m:
				best = (n - i) * strikeCost
			default:
				best = min(strikeCost+cost[(i+1)*row+j], addCost+cost[i*row+j+1], step(i, j)+cost[(i+1)*row+j+1])
			}
			cost[i*row+j] = best
		}
	}
	gone := make([]bool, n)
	for i, j := 0, 0; i < n; {
		switch at := cost[i*row+j]; {
		case at == strikeCost+cost[(i+1)*row+j]:
			gone[i] = true
			i++
		case j < m && at == step(i, j)+cost[(i+1)*row+j+1]:
			i, j = i+1, j+1
		default:
			j++
		}
	}
	return gone
}

// tally counts runes that are marked, struck out, or both.
type tally struct{ marked, struck, both, turns int }

func (t *tally) add(tagger *disfluency.Tagger, lines []spokenLine, alone bool) {
	for i := range lines {
		l := &lines[i]
		t.turns++
		at := make([]bool, len(l.text))
		for _, s := range tagger.Find(nil, l.text, l.tokens, alone) {
			for k := s.Start; k < s.End; k++ {
				at[k] = true
			}
		}
		for k, marked := range at {
			if unicode.IsPunct(l.text[k]) {
				continue
			}
			if marked {
				t.marked++
			}
			if l.gone[k] {
				t.struck++
			}
			if marked && l.gone[k] {
				t.both++
			}
		}
	}
}

func (t *tally) score(set string) Score {
	s := Score{Set: set, Turns: t.turns}
	if t.both > 0 {
		s.Precision, s.Recall = float64(t.both)/float64(t.marked), float64(t.both)/float64(t.struck)
		s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	}
	return s
}

// trainDisfluency trains on all of the talk and measures on each stretch what a
// model finds that has not seen it.
func trainDisfluency(ctx context.Context, opt Options) (Report, error) {
	written, bare, err := readSpoken(opt.Data)
	if err != nil {
		return Report{}, err
	}
	fit := func(lo, hi int) (*linear.Model, int, error) {
		var all []linear.Example
		for _, lines := range [][]spokenLine{written[:lo], written[hi:], bare[:lo], bare[hi:]} {
			more, err := examples(lines)
			if err != nil {
				return nil, 0, err
			}
			all = append(all, more...)
		}
		w, err := linear.Train(ctx, disfluency.Classes(), all, disfluencyOptions())
		if err != nil {
			return nil, 0, err
		}
		return w.Quantize(), len(all), nil
	}
	r := Report{Name: "disfluency"}
	var all, allBare, asDialogue tally
	for k := range disfluencyFolds {
		lo, hi := k*len(written)/disfluencyFolds, (k+1)*len(written)/disfluencyFolds
		m, _, err := fit(lo, hi)
		if err != nil {
			return Report{}, err
		}
		tagger, err := disfluency.NewTagger(m)
		if err != nil {
			return Report{}, err
		}
		var one tally
		one.add(tagger, written[lo:hi], true)
		all.add(tagger, written[lo:hi], true)
		allBare.add(tagger, bare[lo:hi], true)
		asDialogue.add(tagger, written[lo:hi], false)
		r.Scores = append(r.Scores, one.score(fmt.Sprintf("stretch %d", k+1)))
	}
	r.Scores = append(r.Scores, all.score("held out"), allBare.score("held out, no punctuation"), asDialogue.score("held out, as if in dialogue"))
	m, examples, err := fit(0, 0)
	if err != nil {
		return Report{}, err
	}
	artefact, err := m.Marshal()
	if err != nil {
		return Report{}, fmt.Errorf("disfluency: %w", err)
	}
	r.Examples, r.Features = examples, m.Features()
	return finish(r, artefact, opt)
}
