package written

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"huifang/nlp/linear"
)

// Domains of a text.
const (
	Talk   = iota // said in a call
	Forum         // a post on shares and firms
	Review        // of goods, a hotel, a book
	domains
)

// Numbers of the moods.
const (
	Negative = iota
	Neutral
	Positive
	moods
)

// Places of the experts' scores in the linear model.
const (
	forumAt  = domains
	reviewAt = forumAt + moods
)

// GateClasses, ForumClasses and ReviewClasses name the columns of the linear
// model: the weights of the gate, of the expert on posts and of the one on
// reviews, joined in this order.
func GateClasses() []string   { return []string{"talk", "forum", "review"} }
func ForumClasses() []string  { return []string{"forum:neg", "forum:neu", "forum:pos"} }
func ReviewClasses() []string { return []string{"review:pos"} }

// Head turns the scores of the linear model into probabilities. Each part is
// fitted to scores of texts that the experts have not seen, the part of reviews
// to categories of goods that they have not.
type Head struct {
	// Gate takes the scores of GateClasses to the probabilities of the domains.
	Gate *linear.Softmax `json:"gate"`
	// Forum takes the scores of ForumClasses to those of the moods of a post.
	Forum *linear.Softmax `json:"forum"`
	// Review takes the score of ReviewClasses to the probability of praise.
	Review linear.Calibration `json:"review"`
}

// Opinion is what the experts make of a text.
type Opinion struct {
	// Domain holds the probability of each domain, from Talk.
	Domain [domains]float64
	// Mood holds the probability of each mood, from Negative, supposing that the
	// text is none of Talk.
	Mood [moods]float64
}

// Opinion weighs scores in the order of GateClasses, ForumClasses and
// ReviewClasses.
func (h *Head) Opinion(scores []float32) Opinion {
	var o Opinion
	apply(h.Gate, o.Domain[:], scores[:forumAt])
	var post [moods]float64
	apply(h.Forum, post[:], scores[forumAt:reviewAt])
	favour := float64(h.Review.Probability(scores[reviewAt]))
	review := [moods]float64{Negative: 1 - favour, Positive: favour}
	// One of the two has written it.
	whole := max(o.Domain[Forum]+o.Domain[Review], math.SmallestNonzeroFloat64)
	for k := range o.Mood {
		o.Mood[k] = (float64(o.Domain[Forum]*post[k]) + float64(o.Domain[Review]*review[k])) / whole
	}
	return o
}

// Model is the gate and the experts. It is immutable and safe for concurrent
// use.
type Model struct {
	words *linear.Model
	head  Head
}

// NewModel joins trained parts. Words has the columns of GateClasses,
// ForumClasses and ReviewClasses.
func NewModel(words *linear.Model, head Head) (*Model, error) {
	want := slices.Concat(GateClasses(), ForumClasses(), ReviewClasses())
	if !slices.Equal(words.Classes(), want) {
		return nil, fmt.Errorf("written mood: classes %q, want %q", words.Classes(), want)
	}
	if err := check(head.Gate, domains, domains); err != nil {
		return nil, err
	}
	if err := check(head.Forum, moods, moods); err != nil {
		return nil, err
	}
	return &Model{words: words, head: head}, nil
}

func check(s *linear.Softmax, classes, width int) error {
	if s == nil || len(s.Bias) != classes || len(s.Weights) != classes {
		return errors.New("written mood: a layer has the wrong number of classes")
	}
	for _, row := range s.Weights {
		if len(row) != width {
			return errors.New("written mood: a layer has the wrong number of weights")
		}
	}
	return nil
}

// Marshal returns the binary form of m: the head as JSON with its length in
// front as an unsigned varint, then the linear model.
func (m *Model) Marshal() ([]byte, error) {
	head, err := json.Marshal(m.head)
	if err != nil {
		return nil, fmt.Errorf("written mood: %w", err)
	}
	body, err := m.words.Marshal()
	if err != nil {
		return nil, err
	}
	return append(append(binary.AppendUvarint(nil, uint64(len(head))), head...), body...), nil
}

// Unmarshal reads what Marshal wrote. Damaged data yield an error.
func Unmarshal(data []byte) (*Model, error) {
	size, n := binary.Uvarint(data)
	if n <= 0 || size > uint64(len(data)-n) {
		return nil, errors.New("written mood: data end early")
	}
	var head Head
	if err := json.Unmarshal(data[n:n+int(size)], &head); err != nil {
		return nil, fmt.Errorf("written mood: %w", err)
	}
	words, err := linear.Unmarshal(data[n+int(size):])
	if err != nil {
		return nil, fmt.Errorf("written mood: %w", err)
	}
	return NewModel(words, head)
}

// Scratch is what one judgement needs, to be used again. The zero value is
// ready.
type Scratch struct {
	features Features
	scores   []float32
}

// Judge returns the opinion on a text. It allocates only to grow s.
func (m *Model) Judge(s *Scratch, text string) Opinion {
	s.features.Extract(text)
	s.scores = m.words.Scores(s.scores, s.features.Hashes)
	return m.head.Opinion(s.scores)
}

// apply writes the probabilities that a layer gives scores to dst.
func apply(layer *linear.Softmax, dst []float64, scores []float32) {
	var x [moods]float64
	for k, s := range scores {
		x[k] = float64(s)
	}
	layer.Probabilities(dst, x[:len(scores)])
}
