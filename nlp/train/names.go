package train

import (
	"context"
	"maps"
	"os"
	"slices"

	"golang.org/x/sync/errgroup"

	"huifang/nlp/names"
	"huifang/nlp/normalize"
	"huifang/nlp/segment"
)

// namesRecipe was chosen on the news and the authors that are held out.
func namesRecipe() names.Recipe {
	return names.Recipe{
		Epochs: [2]int{3, 4}, Rate: 0.5, Dropout: 0.5, Groups: 2, Features: 440_000,
		Outside: [...]float64{names.Written: 0.4, names.Spoken: 0},
		Passed:  [...]float64{names.Written: 0.9995, names.Spoken: 0.9},
	}
}

const (
	// Sentences of the news that are held out together: whole stretches of
	// newspaper, of which no story is in what is learned from, and single
	// articles, whose stories go on in those around them. Every heldOutPart-th
	// of each is held out.
	newsStretch, newsArticle, heldOutPart = 500, 20, 20
	// newsGroup is how many neighbouring sentences count as one document.
	newsGroup = 50
	// callCopies is how often the calls are learned from for each time that the
	// news are: there are ten times as much of these.
	callCopies = 3
)

// heldOutAuthors wrote the calls that the measured model has not seen.
func heldOutAuthors() []string { return []string{"T2", "T5"} }

// trainNames makes the artefact from all texts but the development calls, and
// measures a model that has not seen some blocks of the news and two authors: on
// these, the news also without punctuation, and on the development calls. The
// two are learned side by side.
func trainNames(ctx context.Context, opt Options) (Report, error) {
	engine, err := segment.OpenUnigram()()
	if err != nil {
		return Report{}, err
	}
	news, err := readNews(opt.Data)
	if err != nil {
		return Report{}, err
	}
	calls, dev, err := readNamedCalls(os.DirFS(opt.Corpus))
	if err != nil {
		return Report{}, err
	}
	for _, list := range [][]named{news, calls, dev} {
		for k := range list {
			list[k].Text = normalize.Fold(nil, string(list[k].Text))
			list[k].Tokens = engine.Segment(nil, list[k].Text)
		}
	}
	r := Report{Name: "names"}
	examples := namesExamples(news, calls, engine, false)
	var shipped *names.Model
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error {
		m, err := names.Learn(ctx, namesExamples(news, calls, engine, true), namesRecipe())
		if err == nil {
			r.Scores = scoreNames(names.NewTagger(m), news, calls, dev, engine)
		}
		return err
	})
	work.Go(func() (err error) {
		shipped, err = names.Learn(ctx, examples, namesRecipe())
		return err
	})
	if err := work.Wait(); err != nil {
		return Report{}, err
	}
	r.Examples, r.Features = len(examples), shipped.Features()
	artefact, err := shipped.Marshal()
	if err != nil {
		return Report{}, err
	}
	return finish(r, artefact, opt)
}

// namesExamples returns what is learned from: the news as they are, without
// punctuation, and every fourth sentence with the slips of talk; and the calls,
// several times. What is held out is left out if without is true.
func namesExamples(news, calls []named, engine segment.Engine, without bool) []names.Example {
	var out []names.Example
	slips := newSlips()
	for k := range news {
		if without && newsHeldOut(k) != "" {
			continue
		}
		out = append(out, news[k].Example)
		if bare := unpunctuated(&news[k], engine); len(bare.Text) > 0 {
			out = append(out, bare)
		}
		if k%4 == 0 {
			out = append(out, slips.into(&news[k], engine))
		}
	}
	for range callCopies {
		for k := range calls {
			if !without || !slices.Contains(heldOutAuthors(), calls[k].author) {
				out = append(out, calls[k].Example)
			}
		}
	}
	return out
}

// Sets of news that the measured model has not seen.
const (
	setStretches = "news, stretches"
	setArticles  = "news, articles"
)

// newsHeldOut returns the set that a sentence is held out for, empty for none.
func newsHeldOut(sentence int) string {
	switch {
	case sentence/newsStretch%heldOutPart == heldOutPart/2:
		return setStretches
	case sentence/newsArticle%heldOutPart == heldOutPart/2:
		return setArticles
	}
	return ""
}

// scoreNames measures a tagger by type on what namesExamples leaves out.
func scoreNames(t *names.Tagger, news, calls, dev []named, engine segment.Engine) []Score {
	sets := map[string][]names.Example{}
	add := func(set string, e names.Example) { sets[set] = append(sets[set], e) }
	for k := range news {
		if set := newsHeldOut(k); set != "" {
			add(set, news[k].Example)
			add(set+", no punctuation", unpunctuated(&news[k], engine))
		}
	}
	for k := range calls {
		if slices.Contains(heldOutAuthors(), calls[k].author) {
			add("held-out authors", calls[k].Example)
		}
	}
	for k := range dev {
		add("dev calls", dev[k].Example)
	}
	var scores []Score
	for _, set := range slices.Sorted(maps.Keys(sets)) {
		tally := map[string]*nameTally{}
		for k := range sets[set] {
			e := &sets[set][k]
			countNames(tally, e.Names, t.Find(nil, e.Text, e.Tokens, e.Register))
		}
		for _, kind := range nameTypes() {
			if n := tally[kind]; n != nil {
				scores = append(scores, n.score(set+": "+kind, len(sets[set])))
			}
		}
	}
	return scores
}
