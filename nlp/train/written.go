package train

import (
	"context"
	"hash/fnv"
	"maps"
	"math/bits"
	"slices"

	"huifang/nlp/linear"
	"huifang/nlp/sentiment/written"
)

// writtenFolds is the number of parts that are left out in turn. Each has a
// fifth of the posts, by text, and whole categories of reviews: a category that
// the expert has seen says little of one that it has not.
const writtenFolds = 5

// leastCategories is the number of categories that an n-gram must occur in to
// be learned from reviews. What only readers of books say is of no use to
// buyers of fruit.
const leastCategories = 4

// commentWeight is what a comment counts beside a post, whose label it need not
// share: comments are of another forum and never neutral.
const commentWeight = 0.4

// What a chat and a word of a list of valences count beside a review. Chats are
// labelled by a machine, and words stand without their sentence; but both know
// wordings that no reviewer of ten kinds of goods has used.
const (
	chatWeight = 0.2
	wordWeight = 0.5
)

// gateSample is one in how many reviews the gate sees, so that they are as many
// as the posts: nobody knows how often a bank is sent either.
const gateSample = 5

func gateOptions() linear.Options {
	return linear.Options{Epochs: 5, Rate: 0.5, Decay: 1e-3, Bias: -1, MinCount: 5, Seed: 7}
}

func forumOptions() linear.Options {
	return linear.Options{Epochs: 8, Rate: 0.5, Decay: 3e-4, Bias: -1, MinCount: 3, Seed: 7}
}

func reviewOptions() linear.Options {
	return linear.Options{Epochs: 4, Rate: 0.3, Decay: 1e-3, MinCount: 5, Seed: 7}
}

// writtenText is a text of one domain, its fold and its features.
type writtenText struct {
	domain, fold int
	features     []uint32
	// post is set in written.Forum; a comment is in no fold.
	post    *post
	comment bool
	// review is set in written.Review, with the bit of its category and those
	// features that occur in enough categories.
	review   *review
	category uint16
	wide     []uint32
}

// writtenCorpus is what the gate and the experts learn from.
type writtenCorpus struct {
	texts []writtenText
	// spread holds, for a feature of enough categories of reviews, the
	// categories that it occurs in.
	spread map[uint32]uint16
	// least is the number that is enough.
	least int
	// sides are examples of the expert on reviews that are in no fold.
	sides []linear.Example
}

// writtenSets are the texts that a corpus is made of.
type writtenSets struct {
	posts, comments []post
	reviews         []review
	chats, words    []sided
	// talk is what is said in calls.
	talk []string
}

// newWrittenCorpus joins the sets and finds their features.
func newWrittenCorpus(s *writtenSets) *writtenCorpus {
	c := &writtenCorpus{spread: map[uint32]uint16{}}
	for _, text := range s.talk {
		c.texts = append(c.texts, writtenText{domain: written.Talk, fold: foldOf(text), features: featuresOf(text)})
	}
	known := map[string]int{}
	for i := range s.posts {
		p := &s.posts[i]
		known[essence(p.text)] = foldOf(p.text)
		c.texts = append(c.texts, writtenText{domain: written.Forum, fold: foldOf(p.text), features: featuresOf(p.text), post: p})
	}
	for i := range s.comments {
		p := &s.comments[i]
		fold, ok := known[essence(p.text)]
		if !ok {
			fold = -1
		}
		c.texts = append(c.texts, writtenText{domain: written.Forum, fold: fold, features: featuresOf(p.text), post: p, comment: true})
	}
	categories := categoriesOf(s.reviews)
	first := len(c.texts)
	for i := range s.reviews {
		r := &s.reviews[i]
		k := slices.Index(categories, r.category)
		t := writtenText{domain: written.Review, fold: k % writtenFolds, features: featuresOf(r.text), review: r, category: 1 << k}
		for _, f := range t.features {
			c.spread[f] |= t.category
		}
		c.texts = append(c.texts, t)
	}
	c.least = min(leastCategories, max(len(categories)/2, 1))
	maps.DeleteFunc(c.spread, func(_ uint32, found uint16) bool { return bits.OnesCount16(found) < c.least })
	for i := range c.texts[first:] {
		t := &c.texts[first+i]
		for _, f := range t.features {
			if c.spread[f] != 0 {
				t.wide = append(t.wide, f)
			}
		}
	}
	for _, t := range s.chats {
		c.sides = append(c.sides, sideExample(featuresOf(t.text), t.favourable, chatWeight))
	}
	// A word has no shape: it is part of a text of any.
	shape := featuresOf("")
	for _, t := range s.words {
		features := slices.DeleteFunc(featuresOf(t.text), func(f uint32) bool { return slices.Contains(shape, f) })
		c.sides = append(c.sides, sideExample(features, t.favourable, wordWeight))
	}
	return c
}

// sideExample is an example of the expert on reviews.
func sideExample(features []uint32, favourable bool, weight float32) linear.Example {
	t := writtenText{features: features}
	if favourable {
		return t.example(0, 1, weight)
	}
	return t.example(-1, 1, weight)
}

func categoriesOf(reviews []review) []string {
	seen := map[string]bool{}
	var names []string
	for i := range reviews {
		if name := reviews[i].category; !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// foldOf deals texts out by what copies of them share.
func foldOf(text string) int {
	h := fnv.New32a()
	h.Write([]byte(essence(text)))
	return int(h.Sum32() % writtenFolds)
}

func featuresOf(text string) []uint32 { return written.Blocks(text)[0].Features }

// example is t as an example of one of n classes, of all of them at weight.
func (t *writtenText) example(class, n int, weight float32) linear.Example {
	e := linear.Example{
		Blocks:  written.FeatureBlocks(t.features),
		Weights: slices.Repeat([]float32{weight}, n),
	}
	if class >= 0 {
		e.Labels = []linear.Label{{Class: class, Positive: true, Weight: weight}}
	}
	return e
}

// fit trains the gate and the experts on all texts but those of a fold, none
// where it is negative.
func (c *writtenCorpus) fit(ctx context.Context, without int) (*linear.Weights, error) {
	var gate, forum []linear.Example
	reviews := slices.Clone(c.sides)
	left := c.categories(without)
	n := 0
	for i := range c.texts {
		t := &c.texts[i]
		if t.fold == without && without >= 0 {
			continue
		}
		switch {
		case t.review != nil:
			if n++; n%gateSample == 0 {
				gate = append(gate, t.example(t.domain, len(written.GateClasses()), 1))
			}
			kept := make([]uint32, 0, len(t.wide))
			for _, f := range t.wide {
				if bits.OnesCount16(c.spread[f]&left) >= c.least {
					kept = append(kept, f)
				}
			}
			reviews = append(reviews, sideExample(kept, t.review.favourable, 1))
			continue
		case t.comment:
			e := t.example(t.post.mood(), len(written.ForumClasses()), commentWeight)
			e.Weights[written.Neutral] = 0
			forum = append(forum, e)
			continue
		case t.post != nil:
			for class, votes := range t.post.votes {
				if votes > 0 {
					forum = append(forum, t.example(class, len(written.ForumClasses()), float32(votes)/float32(t.post.total())))
				}
			}
		}
		gate = append(gate, t.example(t.domain, len(written.GateClasses()), 1))
	}
	var parts []*linear.Weights
	for _, p := range []struct {
		classes  []string
		examples []linear.Example
		opt      linear.Options
	}{
		{written.GateClasses(), gate, gateOptions()},
		{written.ForumClasses(), forum, forumOptions()},
		{written.ReviewClasses(), reviews, reviewOptions()},
	} {
		w, err := linear.Train(ctx, p.classes, p.examples, p.opt)
		if err != nil {
			return nil, err
		}
		parts = append(parts, w)
	}
	return linear.Join(parts...), nil
}

// categories returns the bits of the categories of reviews outside a fold.
func (c *writtenCorpus) categories(without int) uint16 {
	var left uint16
	for i := range c.texts {
		if t := &c.texts[i]; t.review != nil && t.fold != without {
			left |= t.category
		}
	}
	return left
}
