package segment

import (
	"math"
	"math/rand/v2"
	"strings"

	"huifang/nlp/normalize"
	"huifang/nlp/segment/lexicon"
)

// Settings of the perceptron. They were chosen on the standard sets left out in
// turn and matter little: half or double of each moves F1 by less than .003.
const (
	learnRounds = 4
	// learnRate is the step for a word, shapeRate that for its shape, in nats:
	// a shape is met in every sentence and would swing.
	learnRate = 0.3
	shapeRate = 0.06
	// learnMargin is what a wrong word must be worse than the right ones.
	learnMargin = 1.0
)

// Learn returns the correction of a dictionary under which sentences that people
// cut are cut alike: an averaged perceptron over the paths of Unigram, with one
// weight for each word and each shape of words. A sentence is the words in
// order; where one is not in the dictionary, any path within it will do. The
// result depends on the arguments alone.
func Learn(words *lexicon.Trie, sentences [][]string) (*lexicon.Correction, error) {
	u, err := NewUnigram(words)
	if err != nil {
		return nil, err
	}
	u.joinNumerals()
	lattices := make([]goldLattice, 0, len(sentences))
	for _, s := range sentences {
		lattices = append(lattices, u.goldLattice(s))
	}
	p := newPerceptron(words)
	rng := rand.New(rand.NewPCG(1, 2))
	for range learnRounds {
		for _, i := range rng.Perm(len(lattices)) {
			p.learn(&lattices[i])
		}
	}
	return p.correction(words), nil
}

// edge is a word that a path can take.
type edge struct {
	end     int
	feature int // of the word: its node, or of none
	shape   int
	logp    float64
}

// shapeNone is the shape of numerals and unknown code points, whose weights
// stand: they are what the others are measured by.
const shapeNone = lexicon.Shapes

// goldLattice is a sentence with all words that can stand in it and the way
// that people cut it.
type goldLattice struct {
	edges [][]edge // by start
	// end is where the gold word ends that begins here, 0 if none does; word is
	// where the gold word that holds this place begins.
	end, word []int
}

func (u *Unigram) goldLattice(words []string) goldLattice {
	text := normalize.Fold(nil, strings.Join(words, ""))
	l := new(lattice)
	u.prepare(l, text)
	g := goldLattice{edges: make([][]edge, len(text)), end: make([]int, len(text)), word: make([]int, len(text))}
	// A word that ends within an atom goes on with the next.
	start := 0
	for i, at := 0, 0; i < len(words); i++ {
		at += len([]rune(words[i]))
		if at < len(text) && l.marks[at].atom == inAtom || at == start {
			continue
		}
		g.end[start] = at
		for k := start; k < at; k++ {
			g.word[k] = start
		}
		start = at
	}
	for i := range text {
		if l.marks[i].atom != inAtom {
			g.edges[i] = u.edges(l, i)
		}
	}
	return g
}

// edges returns the words that can begin at place i.
func (u *Unigram) edges(l *lattice, i int) []edge {
	var out []edge
	end := max(int(l.marks[i].atom), i+1)
	single := false
	node := lexicon.Root
	for j := i; ; {
		var ok bool
		if node, ok = u.words.Child(node, l.codes[j]); !ok {
			break
		}
		j++
		if w := u.words.Weight(node); w != 0 && l.marks[j].atom != inAtom {
			shape := lexicon.ShapeOf(j-i, u.words.Frequency(node))
			out = append(out, edge{j, int(node), int(shape), u.words.logp[w]})
			single = single || j == end
		}
	}
	if n := int(l.marks[i].numeral); n > 0 {
		out = append(out, edge{n, 0, shapeNone, u.numeral})
	}
	if !single {
		out = append(out, edge{end, 0, shapeNone, u.unknown})
	}
	return out
}

// perceptron holds the weights, and for their average the same times the step
// at which they changed.
type perceptron struct {
	node, nodeSum   []float64
	shape, shapeSum [lexicon.Shapes + 1]float64
	steps           float64
	best            []float64
	way             []edge
	found, wanted   []edge
}

func newPerceptron(words *lexicon.Trie) *perceptron {
	return &perceptron{node: make([]float64, words.Size()), nodeSum: make([]float64, words.Size())}
}

// learn takes one sentence.
func (p *perceptron) learn(g *goldLattice) {
	p.steps++
	p.found = p.path(p.found[:0], g, func(i int, e *edge) float64 {
		if g.end[i] == e.end {
			return 0
		}
		return learnMargin
	})
	p.wanted = p.path(p.wanted[:0], g, func(i int, e *edge) float64 {
		switch {
		case g.end[i] == e.end:
			return wantedBonus
		case g.word[i] != g.word[e.end-1]:
			return -crossingCost
		default:
			return 0
		}
	})
	for i, j := 0, 0; i < len(p.found) || j < len(p.wanted); {
		switch {
		case i < len(p.found) && j < len(p.wanted) && p.found[i] == p.wanted[j]:
			i++
			j++
		case i < len(p.found) && (j == len(p.wanted) || p.found[i].end <= p.wanted[j].end):
			p.update(p.found[i], -1)
			i++
		default:
			p.update(p.wanted[j], 1)
			j++
		}
	}
}

// What makes the wanted path keep to the gold words, far beyond any weight.
const (
	wantedBonus  = 1e3
	crossingCost = 1e6
)

func (p *perceptron) update(e edge, sign float64) {
	if e.shape == shapeNone {
		return
	}
	p.shape[e.shape] += sign * shapeRate
	p.shapeSum[e.shape] += sign * shapeRate * p.steps
	p.node[e.feature] += sign * learnRate
	p.nodeSum[e.feature] += sign * learnRate * p.steps
}

// path appends the edges of the best path when extra is added to each.
func (p *perceptron) path(dst []edge, g *goldLattice, extra func(int, *edge) float64) []edge {
	n := len(g.edges)
	p.best, p.way = append(p.best[:0], make([]float64, n+1)...), append(p.way[:0], make([]edge, n)...)
	for i := n - 1; i >= 0; i-- {
		p.best[i] = math.Inf(-1)
		for k := range g.edges[i] {
			e := &g.edges[i][k]
			v := e.logp + p.shape[e.shape] + p.node[e.feature] + extra(i, e) + p.best[e.end]
			if v >= p.best[i] {
				p.best[i], p.way[i] = v, *e
			}
		}
	}
	for i := 0; i < n; i = p.way[i].end {
		dst = append(dst, p.way[i])
	}
	return dst
}

// correction returns the averages.
func (p *perceptron) correction(words *lexicon.Trie) *lexicon.Correction {
	average := func(w, sum float64) float64 { return w - sum/p.steps }
	c := &lexicon.Correction{Words: map[string]float64{}}
	for i := range c.Shapes {
		c.Shapes[i] = average(p.shape[i], p.shapeSum[i])
	}
	for e := range words.All {
		node, _ := words.Find([]rune(e.Word))
		if sum := p.nodeSum[node]; sum != 0 || p.node[node] != 0 {
			c.Words[e.Word] = average(p.node[node], sum)
		}
	}
	return c
}
