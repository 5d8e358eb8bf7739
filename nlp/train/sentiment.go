package train

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"huifang/nlp/exchange"
	"huifang/nlp/linear"
	"huifang/nlp/sentiment"
	"huifang/nlp/sentiment/written"
	"huifang/schemas"
)

func sentimentOptions() linear.Options {
	return linear.Options{Epochs: 8, Rate: 0.5, Decay: 3e-4, Bias: -1, MinCount: 2, Seed: 7}
}

// layerPenalty is the L2 weight of the second layer.
const layerPenalty = 0.001

// Utterances have no sentiment of their own. That a stated risk is more often
// told with regret than without, and what is no risk more often without, is
// worth this much of a labelled turn.
const (
	riskIsNegative  = 0.1
	otherIsNeutral  = 0.2
	sentimentLabels = 3
)

// sentimentCorpus is what the sentiment model learns from.
type sentimentCorpus struct {
	calls, dev []labelledCall
	rows       []utterance
	utterances []linear.Example // weak ones, of rows
}

func readSentimentCorpus(dir string) (*sentimentCorpus, error) {
	fsys := os.DirFS(dir)
	var c sentimentCorpus
	var err error
	if c.calls, err = readTrainingCalls(fsys); err != nil {
		return nil, err
	}
	if c.dev, err = readCalls(fsys, "dev_calls.jsonl"); err != nil {
		return nil, err
	}
	if c.rows, err = readUtterances(fsys, "utterances"); err != nil {
		return nil, err
	}
	for _, u := range c.rows {
		if u.agent {
			continue
		}
		class, weight := schemas.SentimentNeutral, float32(otherIsNeutral)
		if u.status == schemas.StatusAsserted || len(u.also) > 0 {
			class, weight = schemas.SentimentNegative, riskIsNegative
		}
		c.utterances = append(c.utterances, moodExample(u.prev, u.text, slices.Index(sentiment.Classes(), class), weight))
	}
	return &c, nil
}

// moodExample is an example of one class out of three.
func moodExample(prev, text string, class int, weight float32) linear.Example {
	return linear.Example{
		Blocks:  exchange.Blocks(prev, text),
		Weights: []float32{weight, weight, weight},
		Labels:  []linear.Label{{Class: class, Positive: true, Weight: weight}},
	}
}

// words trains the first layer on all calls but those of one author.
func (c *sentimentCorpus) words(ctx context.Context, without string) (*linear.Model, int, error) {
	examples := slices.Clone(c.utterances)
	for i := range c.calls {
		call := &c.calls[i]
		if call.author() == without {
			continue
		}
		for j, t := range call.call.Turns {
			if class := slices.Index(sentiment.Classes(), call.sentiment(j)); class >= 0 {
				examples = append(examples, moodExample(previous(call.call, j), t.Text, class, 1))
			}
		}
	}
	w, err := linear.Train(ctx, sentiment.Classes(), examples, sentimentOptions())
	if err != nil {
		return nil, 0, err
	}
	return w.Quantize(), len(examples), nil
}

// moodRows are turns as the second layer sees them.
type moodRows struct {
	author []string
	x      [][]float64
	class  []int
}

func (r *moodRows) add(words *linear.Model, calls []labelledCall) error {
	v, err := sentiment.NewVectorizer(words)
	if err != nil {
		return err
	}
	for i := range calls {
		c := &calls[i]
		turns, x := v.Vectors(c.call)
		for k, turn := range turns {
			if class := slices.Index(sentiment.Classes(), c.sentiment(turn)); class >= 0 {
				r.author = append(r.author, c.author())
				r.x = append(r.x, x[k])
				r.class = append(r.class, class)
			}
		}
	}
	return nil
}

// fit trains the second layer on all rows but those of one author.
func (r *moodRows) fit(without string) *linear.Softmax {
	var x [][]float64
	var y []int
	for i, author := range r.author {
		if author != without {
			x, y = append(x, r.x[i]), append(y, r.class[i])
		}
	}
	return linear.FitSoftmax(x, y, sentimentLabels, layerPenalty)
}

// trainSentiment trains both layers and the experts on written text, whose
// artefact is written.bin beside the other. The second layer learns from what the first
// one says about authors that it has not seen: on its own training turns the
// first layer is always right, and the second would trust it blindly.
func trainSentiment(ctx context.Context, opt Options) (Report, error) {
	c, err := readSentimentCorpus(opt.Corpus)
	if err != nil {
		return Report{}, err
	}
	names := c.authors()
	var rows moodRows
	for _, author := range names {
		words, _, err := c.words(ctx, author)
		if err != nil {
			return Report{}, err
		}
		if err := rows.add(words, c.of(author)); err != nil {
			return Report{}, err
		}
	}
	var held moodGuesses
	for _, author := range names {
		held.add(rows.fit(author), &rows, author)
	}
	offsets := held.bestOffsets()
	layer := rows.fit("")
	words, examples, err := c.words(ctx, "")
	if err != nil {
		return Report{}, err
	}
	var devRows moodRows
	if err := devRows.add(words, c.dev); err != nil {
		return Report{}, err
	}
	var dev moodGuesses
	dev.add(layer, &devRows, "")
	artefact, err := sentiment.Marshal(words, layer, offsets)
	if err != nil {
		return Report{}, err
	}
	notes, err := readWrittenCorpus(os.DirFS(opt.Data), c.calls, c.rows)
	if err != nil {
		return Report{}, fmt.Errorf("public data sets in %s: %w", opt.Data, err)
	}
	experts, writtenScores, err := notes.train(ctx)
	if err != nil {
		return Report{}, err
	}
	r := Report{Name: "sentiment", Examples: examples, Features: words.Features()}
	for _, author := range names {
		r.Scores = append(r.Scores, held.of(author).measure(author, offsets))
	}
	r.Scores = append(r.Scores, held.measureClasses(offsets)...)
	r.Scores = append(r.Scores, held.measure("held out", offsets), dev.measure("dev", offsets))
	r.Scores = append(r.Scores, writtenScores...)
	if err := writeBeside(opt.Out, "written.bin", experts); err != nil {
		return Report{}, err
	}
	return finish(r, artefact, opt)
}

// writeBeside writes the experts to a file in the folder of out, none where out
// is empty.
func writeBeside(out, name string, m *written.Model) error {
	data, err := m.Marshal()
	if err != nil || out == "" {
		return err
	}
	return os.WriteFile(filepath.Join(filepath.Dir(out), name), data, 0o644)
}

// authors lists the authors of the calls in order.
func (c *sentimentCorpus) authors() []string {
	var names []string
	for i := range c.calls {
		names = append(names, c.calls[i].author())
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (c *sentimentCorpus) of(author string) []labelledCall {
	var calls []labelledCall
	for _, call := range c.calls {
		if call.author() == author {
			calls = append(calls, call)
		}
	}
	return calls
}
