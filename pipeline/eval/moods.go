package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"huifang/schemas"
)

// MoodReport scores the sentiment of single texts.
type MoodReport struct {
	Texts  int               `json:"texts"`
	Labels map[string]Counts `json:"labels"`
	// Exact is the share of texts with the right label.
	Exact Share `json:"exact"`
	// Side is over the texts labelled negative or positive: the share whose score
	// has the right sign, be the label neutral or not.
	Side Share `json:"side"`
	// Sided is over the same texts: the share that was given a side at all.
	Sided Share `json:"sided"`
	// Abstained is the share of all texts that the analyzer would not judge.
	Abstained Share `json:"abstained"`
}

// Add scores one text; got may be nil for not judged.
func (r *MoodReport) Add(want string, got *schemas.Sentiment) {
	r.Texts++
	if r.Labels == nil {
		r.Labels = map[string]Counts{}
	}
	if got == nil {
		got = &schemas.Sentiment{Label: schemas.SentimentNeutral, Abstained: true}
	}
	r.Exact.note(got.Label == want)
	r.Abstained.note(got.Abstained)
	if want != schemas.SentimentNeutral {
		r.Side.note(want == schemas.SentimentPositive == (got.Score > 0) && got.Score != 0)
		r.Sided.note(got.Label != schemas.SentimentNeutral)
	}
	countLabel(r.Labels, want, got.Label)
}

// Macro is the mean F1 over the labels that occur in the texts.
func (r *MoodReport) Macro() float64 {
	sum, n := 0.0, 0
	for _, c := range r.Labels {
		if c.TP+c.FN > 0 {
			sum += c.F1()
			n++
		}
	}
	return ratio(sum, float64(n))
}

// ReadMoods calls fn with each line of r: a label (neg, neu, pos, or -1, 0, 1), a
// tab and a text. Errors name the line.
func ReadMoods(r io.Reader, fn func(label, text string) error) error {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<22)
	for line := 1; in.Scan(); line++ {
		text := strings.TrimRight(in.Text(), "\r")
		if strings.TrimSpace(text) == "" {
			continue
		}
		tag, text, ok := strings.Cut(text, "\t")
		label := moodLabel(strings.TrimSpace(tag))
		if !ok || label == "" {
			return fmt.Errorf("line %d: not a label (neg, neu, pos), a tab and a text", line)
		}
		if err := fn(label, text); err != nil {
			return err
		}
	}
	return in.Err()
}

func moodLabel(tag string) string {
	switch tag {
	case schemas.SentimentNegative, "-1":
		return schemas.SentimentNegative
	case schemas.SentimentNeutral, "0":
		return schemas.SentimentNeutral
	case schemas.SentimentPositive, "1":
		return schemas.SentimentPositive
	default:
		return ""
	}
}
