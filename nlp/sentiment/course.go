package sentiment

import (
	"math"

	"huifang/schemas"
)

// quarters is the number of parts of a call that a mean is given for.
const quarters = 4

// leastForTrend is the number of scores that a trend needs.
const leastForTrend = 3

// maxTrend is the length of the scale of scores.
const maxTrend = 2

// Course returns how the mood runs through the sentiments of c: means over the
// quarters of the call and the trend, both rounded to three decimals. It is nil
// where no turn has a sentiment. The turn at place i of n lies in quarter 4i/n,
// whoever else speaks in it. The trend is the slope of the least-squares line
// through the scores over i, times the distance from the first score to the
// last. A sudden turn of the mood would give up to ±3 by that; more than from
// one end of the scale to the other is not told, ±2.
func Course(c *schemas.Call) *schemas.MoodCourse {
	var sum [quarters]float64
	var count [quarters]int
	var n, meanX, meanY float64
	for i := range c.Turns {
		s := c.Turns[i].Sentiment
		if s == nil {
			continue
		}
		q := quarters * i / len(c.Turns)
		sum[q] += s.Score
		count[q]++
		n++
		meanX += float64(i)
		meanY += s.Score
	}
	if n == 0 {
		return nil
	}
	var course schemas.MoodCourse
	means := new([quarters]float64)
	for q := range quarters {
		if count[q] > 0 {
			means[q] = round(sum[q] / float64(count[q]))
			course.Quarters[q] = &means[q]
		}
	}
	if n >= leastForTrend {
		course.Trend = trend(c, meanX/n, meanY/n)
	}
	return &course
}

// trend is the change along the least-squares line, given the means of the
// places and of the scores of at least two turns.
func trend(c *schemas.Call, meanX, meanY float64) float64 {
	var covariance, variance float64
	first, last := -1, 0
	for i := range c.Turns {
		s := c.Turns[i].Sentiment
		if s == nil {
			continue
		}
		dx := float64(i) - meanX
		covariance += float64(dx * (s.Score - meanY))
		variance += float64(dx * dx)
		if first < 0 {
			first = i
		}
		last = i
	}
	change := covariance / variance * float64(last-first)
	return round(min(max(change, -maxTrend), maxTrend))
}

// round rounds to three decimals; its zero has no sign.
func round(x float64) float64 { return math.Round(x*1000)/1000 + 0 }
