package train

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"huifang/nlp/linear"
	"huifang/nlp/sentiment/written"
)

// writtenPenalty is the L2 weight of the layers over held-out scores: they have
// few weights and many rows.
const writtenPenalty = 1e-3

// readWrittenCorpus reads the public sets of fsys and takes the calls' customers
// and the utterances as what is said.
func readWrittenCorpus(fsys fs.FS, calls []labelledCall, rows []utterance) (*writtenCorpus, error) {
	s, err := readWrittenSets(fsys)
	if err != nil {
		return nil, err
	}
	for i := range calls {
		for j, t := range calls[i].call.Turns {
			if calls[i].sentiment(j) != "" {
				s.talk = append(s.talk, t.Text)
			}
		}
	}
	for i := range rows {
		if !rows[i].agent {
			s.talk = append(s.talk, rows[i].text)
		}
	}
	return newWrittenCorpus(s), nil
}

func readWrittenSets(fsys fs.FS) (*writtenSets, error) {
	var s writtenSets
	var errs [5]error
	s.posts, errs[0] = readPosts(fsys)
	s.comments, errs[1] = readComments(fsys)
	s.reviews, errs[2] = readReviews(fsys)
	s.chats, errs[3] = readChats(fsys)
	s.words, errs[4] = readWords(fsys)
	return &s, errors.Join(errs[:]...)
}

// writtenGuesses are scores of texts by models that have not seen their fold.
type writtenGuesses struct {
	texts  []*writtenText
	scores [][]float32
}

// crossValidate leaves out each fold in turn.
func (c *writtenCorpus) crossValidate(ctx context.Context) (*writtenGuesses, error) {
	var g writtenGuesses
	for fold := range writtenFolds {
		w, err := c.fit(ctx, fold)
		if err != nil {
			return nil, err
		}
		m := w.Quantize()
		for i := range c.texts {
			if t := &c.texts[i]; t.fold == fold && !t.comment {
				g.texts = append(g.texts, t)
				g.scores = append(g.scores, m.Scores(nil, t.features))
			}
		}
	}
	return &g, nil
}

// fit returns the head that does best on the guesses.
func (g *writtenGuesses) fit() written.Head {
	forumAt := len(written.GateClasses())
	reviewAt := forumAt + len(written.ForumClasses())
	var domains, moods [][]float64
	var domain, mood []int
	var favour []float32
	var favourable []bool
	for i, t := range g.texts {
		s := g.scores[i]
		if t.review == nil || len(favour)%gateSample == 0 {
			domains, domain = append(domains, widen(s[:forumAt])), append(domain, t.domain)
		}
		switch {
		case t.post != nil:
			moods, mood = append(moods, widen(s[forumAt:reviewAt])), append(mood, t.post.mood())
		case t.review != nil:
			favour, favourable = append(favour, s[reviewAt]), append(favourable, t.review.favourable)
		}
	}
	return written.Head{
		Gate:   linear.FitSoftmax(domains, domain, forumAt, writtenPenalty),
		Forum:  linear.FitSoftmax(moods, mood, reviewAt-forumAt, writtenPenalty),
		Review: linear.FitCalibration(favour, favourable),
	}
}

// widen returns scores as the row of a layer.
func widen(scores []float32) []float64 {
	row := make([]float64, len(scores))
	for k, s := range scores {
		row[k] = float64(s)
	}
	return row
}

// measure returns accuracies, each as the F1 of its line: of the domain, of the
// mood of posts, and of the side that reviews of each category are on, both of
// the experts' mixture, which the gate has weighed.
func (g *writtenGuesses) measure(head *written.Head) []Score {
	type tally struct{ right, all int }
	tallies := map[string]*tally{}
	var names []string
	note := func(name string, right bool) {
		if tallies[name] == nil {
			tallies[name] = &tally{}
			names = append(names, name)
		}
		tallies[name].all++
		if right {
			tallies[name].right++
		}
	}
	for i, t := range g.texts {
		o := head.Opinion(g.scores[i])
		note("domain", likeliest(o.Domain[:]) == t.domain)
		mood := likeliest(o.Mood[:])
		switch {
		case t.post != nil:
			note("forum", mood == t.post.mood())
		case t.review != nil:
			right := mood == written.Negative && !t.review.favourable || mood == written.Positive && t.review.favourable
			note("reviews of "+t.review.category, right)
			note("reviews", right)
		}
	}
	slices.Sort(names)
	var scores []Score
	for _, name := range names {
		a := ratio(tallies[name].right, tallies[name].all)
		scores = append(scores, Score{Set: name, Turns: tallies[name].all, Precision: a, Recall: a, F1: a})
	}
	return scores
}

func likeliest(p []float64) int {
	best := 0
	for k := range p {
		if p[k] > p[best] {
			best = k
		}
	}
	return best
}

// train makes the gate and the experts, and scores them on left-out folds.
func (c *writtenCorpus) train(ctx context.Context) (*written.Model, []Score, error) {
	held, err := c.crossValidate(ctx)
	if err != nil {
		return nil, nil, err
	}
	head := held.fit()
	w, err := c.fit(ctx, -1)
	if err != nil {
		return nil, nil, err
	}
	m, err := written.NewModel(w.Quantize(), head)
	return m, held.measure(&head), err
}
