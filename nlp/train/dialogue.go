package train

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"huifang/nlp/dialogue"
	"huifang/nlp/risk"
)

// trainDialogue fits the model of phases and checklist. Its report has two lines
// a test set: one for the phases of turns, one for the items of the checklist.
func trainDialogue(ctx context.Context, opt Options) (Report, error) {
	fsys := os.DirFS(opt.Corpus)
	names, err := trainingFiles(fsys)
	if err != nil {
		return Report{}, err
	}
	calls, err := readDialogue(fsys, names...)
	if err != nil {
		return Report{}, err
	}
	dev, err := readDialogue(fsys, "dev_calls.jsonl")
	if err != nil {
		return Report{}, err
	}
	rules, err := risk.LoadRuleSet(risk.Embedded())
	if err != nil {
		return Report{}, err
	}
	r := Report{Name: "dialogue", Examples: len(calls)}
	var all dialogueTally
	for _, author := range dialogueAuthors(calls) {
		var mine, rest []dialogue.Labelled
		for i := range calls {
			if authorOf(calls[i].Call) == author {
				mine = append(mine, calls[i])
			} else {
				rest = append(rest, calls[i])
			}
		}
		m, err := dialogue.Train(ctx, rest)
		if err != nil {
			return Report{}, err
		}
		var one dialogueTally
		if err := one.add(m, rules, mine); err != nil {
			return Report{}, err
		}
		all.join(&one)
		r.Scores = append(r.Scores, one.scores(author)...)
	}
	m, err := dialogue.Train(ctx, calls)
	if err != nil {
		return Report{}, err
	}
	var others dialogueTally
	if err := others.add(m, rules, dev); err != nil {
		return Report{}, err
	}
	r.Scores = append(append(r.Scores, all.scores("held out")...), others.scores("dev")...)
	model, moves, err := m.Artefacts()
	if err != nil {
		return Report{}, err
	}
	r.Features = m.Features()
	if opt.Out != "" {
		if err := os.WriteFile(filepath.Join(filepath.Dir(opt.Out), "moves.json"), moves, 0o644); err != nil {
			return Report{}, err
		}
	}
	return finish(r, model, opt)
}

func readDialogue(fsys fs.FS, names ...string) ([]dialogue.Labelled, error) {
	var all []dialogue.Labelled
	for _, name := range names {
		f, err := fsys.Open(name)
		if err != nil {
			return nil, err
		}
		calls, err := dialogue.ReadLabelled(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, calls...)
	}
	return all, nil
}

func dialogueAuthors(calls []dialogue.Labelled) []string {
	var names []string
	for i := range calls {
		names = append(names, authorOf(calls[i].Call))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// dialogueTally counts what a model makes of labelled calls.
type dialogueTally struct {
	// turns are all turns of the calls; labelled and right those with a phase
	// and those of them that got it.
	turns, labelled, right int
	// items found, of items reported and items labelled as covered.
	found, reported, covered int
}

// add annotates calls with m and counts. It overwrites what the calls hold of
// phases and checklist, not their labels.
func (t *dialogueTally) add(m *dialogue.Model, rules *risk.RuleSet, calls []dialogue.Labelled) error {
	a, err := m.Analyzer(rules)
	if err != nil {
		return err
	}
	for i := range calls {
		c := &calls[i]
		a.Annotate(c.Call)
		t.turns += len(c.Phases)
		for j, phase := range c.Phases {
			if phase == 0 {
				continue
			}
			t.labelled++
			if c.Call.Turns[j].Phase == phase {
				t.right++
			}
		}
		for _, item := range c.Call.Checklist {
			want := len(c.Evidence[item.ID]) > 0
			if want {
				t.covered++
			}
			if item.Covered {
				t.reported++
			}
			if want && item.Covered {
				t.found++
			}
		}
	}
	return nil
}

func (t *dialogueTally) join(o *dialogueTally) {
	t.turns += o.turns
	t.labelled += o.labelled
	t.right += o.right
	t.found += o.found
	t.reported += o.reported
	t.covered += o.covered
}

// scores returns the lines of a test set. A turn has one phase, so precision,
// recall and F1 are all the accuracy.
func (t *dialogueTally) scores(set string) []Score {
	accuracy := ratio(t.right, t.labelled)
	p, r := ratio(t.found, t.reported), ratio(t.found, t.covered)
	return []Score{
		{Set: set, Turns: t.labelled, Precision: accuracy, Recall: accuracy, F1: accuracy},
		{Set: set + ", checklist", Turns: t.turns, Precision: p, Recall: r, F1: harmonic(p, r)},
	}
}
