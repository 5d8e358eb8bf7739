package sentiment

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"huifang/schemas"
)

// scored builds a call of turns with these scores, NaN for the agent's.
func scored(scores ...float64) *schemas.Call {
	c := &schemas.Call{ID: "t"}
	for i, score := range scores {
		t := schemas.Turn{Idx: i}
		if !math.IsNaN(score) {
			t.Sentiment = &schemas.Sentiment{Label: schemas.SentimentNeutral, Score: score}
		}
		c.Turns = append(c.Turns, t)
	}
	return c
}

func TestCourse(t *testing.T) {
	agent := math.NaN()
	for name, tt := range map[string]struct {
		call     *schemas.Call
		quarters [4]float64 // NaN for none
		trend    float64
	}{
		"rising":            {scored(agent, -0.8, agent, -0.4, agent, 0, agent, 0.4), [4]float64{-0.8, -0.4, 0, 0.4}, 1.2},
		"falling in a bend": {scored(1, 0.5, 0.5, 0), [4]float64{1, 0.5, 0.5, 0}, -0.9},
		"two to a quarter":  {scored(0.1, 0.3, 0, 0, -0.2, -0.4, 0, 0), [4]float64{0.2, 0, -0.3, 0}, -0.3},
		"two turns only":    {scored(-1, agent, agent, 1), [4]float64{-1, agent, agent, 1}, 0},
		"a note":            {scored(0.7), [4]float64{0.7, agent, agent, agent}, 0},
		"a sudden turn":     {scored(-1, -1, -1, -1, 1, 1, 1, 1), [4]float64{-1, -1, 1, 1}, 2},
		"flat":              {scored(0.2, 0.2, 0.2, 0.2), [4]float64{0.2, 0.2, 0.2, 0.2}, 0},
	} {
		got := Course(tt.call)
		for q, want := range tt.quarters {
			if p := got.Quarters[q]; (p == nil) != math.IsNaN(want) || p != nil && *p != want {
				t.Errorf("%s: quarter %d: %v, want %v", name, q, p, want)
			}
		}
		if got.Trend != tt.trend {
			t.Errorf("%s: trend %v, want %v", name, got.Trend, tt.trend)
		}
	}
	if got := Course(scored(agent, agent)); got != nil {
		t.Errorf("course of a call without sentiments: %+v", got)
	}
}

// Turning a call around turns its quarters and its trend around.
func TestCourseBackwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOfN(rapid.Float64Range(-1, 1), 4, 40).Draw(t, "scores")
		scores = scores[:len(scores)/4*4]
		there := Course(scored(scores...))
		slices.Reverse(scores)
		back := Course(scored(scores...))
		if math.Abs(there.Trend+back.Trend) > 0.0011 {
			t.Fatalf("trends %v and %v", there.Trend, back.Trend)
		}
		if math.Abs(there.Trend) > 2 {
			t.Fatalf("trend %v", there.Trend)
		}
		for q := range there.Quarters {
			if a, b := *there.Quarters[q], *back.Quarters[3-q]; math.Abs(a-b) > 0.0011 {
				t.Fatalf("quarter %d: %v and %v", q, a, b)
			}
		}
	})
}
