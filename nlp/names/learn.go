package names

import (
	"context"
	"errors"
	"math"

	"huifang/schemas"
)

// Example is a text to learn from.
type Example struct {
	Text     []rune // folded
	Tokens   []schemas.Token
	Names    []Name // without overlaps; Margin is not read
	Register Register
	// Group numbers the document, below 65535; copies of a text belong to the
	// same.
	Group uint16
}

// Recipe says how to learn.
type Recipe struct {
	// Epochs is how often all examples are gone through, once with all features
	// and once with those that are kept.
	Epochs [2]int
	// Rate is the length of the first step.
	Rate float64
	// Dropout is the share of features left out in each step.
	Dropout float64
	// Groups is how many groups a feature must occur in, Features how many of
	// them are kept, those of the largest weights.
	Groups, Features int
	// Outside is what the score of no name is lowered by, in natural
	// log-odds, by register: as learned, names that no list knows are passed
	// over too readily for the best F1.
	Outside [registers]float64
	// Passed is the share of the code points of names that must pass the screen,
	// by register.
	Passed [registers]float64
}

// Learn fits a model to the examples. It runs on one processor and the same
// examples in the same order yield the same model. The error is of ctx, or tells
// of names that overlap.
func Learn(ctx context.Context, examples []Example, recipe Recipe) (*Model, error) {
	voc := newVocabulary(examples, recipe.Groups)
	l := newLearner(recipe)
	for stage, epochs := range recipe.Epochs {
		if stage > 0 {
			voc = l.keep(voc)
		}
		l.weights = make([]weights, voc.size+1)
		l.transitions, l.transitionSteps = [tags][tags]float64{}, 1
		if err := l.encode(examples, voc); err != nil {
			return nil, err
		}
		if err := l.run(ctx, epochs); err != nil {
			return nil, err
		}
	}
	m := l.model(voc)
	m.screen = learnScreen(examples, recipe.Passed)
	return m, nil
}

// weights are those of one feature by tag, and the sum of squared gradients that
// its steps have seen.
type weights struct {
	by    [tags]float32
	steps float32
}

type learner struct {
	recipe  Recipe
	encoded []encoded
	weights []weights // by number of feature; the first is of none
	rate    float64
	random  xorshift
	work    passes
	dropped []uint32
	before  [tags][]int // tags that each may follow

	transitions     [tags][tags]float64
	transitionSteps float64
}

// encoded is an example in numbers: templates features a place.
type encoded struct {
	features []uint32
	tags     []uint8
}

func newLearner(recipe Recipe) *learner {
	l := &learner{recipe: recipe, random: 1}
	for b := range tags {
		for a := range tags {
			if follows(a, b) {
				l.before[b] = append(l.before[b], a)
			}
		}
	}
	return l
}

func (l *learner) encode(examples []Example, voc *vocabulary) error {
	l.encoded = make([]encoded, 0, len(examples))
	var v view
	var f features
	for k := range examples {
		e := &examples[k]
		if len(e.Text) == 0 {
			continue
		}
		enc := encoded{make([]uint32, 0, len(e.Text)*templates), make([]uint8, len(e.Text))}
		if !spell(enc.tags, e.Names) {
			return errors.New("names overlap: " + string(e.Text))
		}
		v.reset(e.Text, e.Tokens)
		for i := range e.Text {
			v.extract(&f, i, e.Register)
			for _, key := range f {
				enc.features = append(enc.features, voc.number(key))
			}
		}
		l.encoded = append(l.encoded, enc)
	}
	return nil
}

// run goes through the examples in random order, epochs times, with steps that
// shrink to nothing.
func (l *learner) run(ctx context.Context, epochs int) error {
	order := make([]int, len(l.encoded))
	for k := range order {
		order[k] = k
	}
	steps, done := float64(epochs*len(order)), 0.0
	for range epochs {
		for k := len(order) - 1; k > 0; k-- {
			j := int(l.random.next() % uint64(k+1))
			order[k], order[j] = order[j], order[k]
		}
		for _, k := range order {
			l.rate = l.recipe.Rate * (1 - done/steps)
			l.step(l.drop(&l.encoded[k]))
			done++
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// xorshift is Marsaglia's xorshift64 (2003), seeded with anything but 0.
type xorshift uint64

func (x *xorshift) next() uint64 {
	*x ^= *x << 13
	*x ^= *x >> 7
	*x ^= *x << 17
	return uint64(*x)
}

// drop returns e without a random part of its features.
func (l *learner) drop(e *encoded) encoded {
	l.dropped = append(l.dropped[:0], e.features...)
	limit := uint64(l.recipe.Dropout * (1 << 16))
	random := uint64(0)
	for k := range l.dropped {
		if k%4 == 0 {
			random = l.random.next()
		}
		if random&0xFFFF < limit {
			l.dropped[k] = 0
		}
		random >>= 16
	}
	return encoded{l.dropped, e.tags}
}

// size is the largest weight of w against that of outside.
func (w *weights) size() float32 {
	most := float32(0)
	for _, x := range w.by[1:] {
		most = max(most, float32(math.Abs(float64(x-w.by[outside]))))
	}
	return most
}
