package names

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// paths calls f with every sequence of n tags that begins and ends outside of
// names and breaks no rule in between.
func paths(n int, f func([]uint8)) {
	path := make([]uint8, n)
	var extend func(int)
	extend = func(i int) {
		if i == n {
			if n == 0 || !goesOn(int(path[n-1])) {
				f(path)
			}
			return
		}
		for t := range tags {
			before := outside
			if i > 0 {
				before = int(path[i-1])
			}
			if follows(before, t) {
				path[i] = uint8(t)
				extend(i + 1)
			}
		}
	}
	extend(0)
}

func drawTransitions(t *rapid.T) (out [tags][tags]int32) {
	score := rapid.Int32Range(-300, 300)
	for a := range tags {
		for b := range tags {
			out[a][b] = never
			if follows(a, b) {
				out[a][b] = score.Draw(t, "transition")
			}
		}
	}
	return out
}

// TestDecodeFindsTheBestPath compares with every path there is.
func TestDecodeFindsTheBestPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &Model{transitions: drawTransitions(t)}
		var l lattice
		for range rapid.IntRange(1, 4).Draw(t, "length") {
			var s scores
			for k := range s {
				s[k] = rapid.Int32Range(-500, 500).Draw(t, "score")
			}
			l.scores = append(l.scores, s)
		}
		sum := func(path []uint8) int32 {
			before, total := uint8(outside), int32(0)
			for i, tag := range path {
				total += l.scores[i][tag] + m.transitions[before][tag]
				before = tag
			}
			return total + m.transitions[before][outside]
		}
		best := int32(math.MinInt32)
		paths(len(l.scores), func(p []uint8) { best = max(best, sum(p)) })
		m.decode(&l)
		if got := sum(l.tags); got != best {
			t.Errorf("score of %v is %d, the best is %d", l.tags, got, best)
		}
		legal := false
		paths(len(l.tags), func(p []uint8) { legal = legal || slices.Equal(p, l.tags) })
		if !legal {
			t.Errorf("%v is no path", l.tags)
		}
	})
}

// TestPassesGiveMarginals compares forward and backward pass with the sums over
// every path.
func TestPassesGiveMarginals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLearner(Recipe{})
		n := rapid.IntRange(1, 4).Draw(t, "length")
		l.work.grow(n)
		real := rapid.Float64Range(-3, 3)
		var jump, expected [tags][tags]float64
		for a := range tags {
			for b := range tags {
				if follows(a, b) {
					jump[a][b] = math.Exp(real.Draw(t, "transition"))
				}
			}
		}
		for i := range n {
			for k := range tags {
				l.work.local[i][k] = math.Exp(real.Draw(t, "score"))
			}
		}
		l.forward(n, &jump)
		l.backward(n, &jump, &expected)
		total := 0.0
		share := make([][tags]float64, n)
		var jumps [tags][tags]float64
		paths(n, func(p []uint8) {
			weight := 1.0
			for i, tag := range p {
				weight *= l.work.local[i][tag]
				if i > 0 {
					weight *= jump[p[i-1]][tag]
				}
			}
			total += weight
			for i, tag := range p {
				share[i][tag] += weight
				if i > 0 {
					jumps[p[i-1]][tag] += weight
				}
			}
		})
		near := func(what string, got, want float64) {
			if math.Abs(got-want) > 1e-9 {
				t.Errorf("%s is %g, want %g", what, got, want)
			}
		}
		for i := range n {
			for k := range tags {
				near("marginal", l.work.forward[i][k]*l.work.backward[i][k], share[i][k]/total)
			}
		}
		for a := range tags {
			for b := range tags {
				near("expected transitions", expected[a][b], jumps[a][b]/total)
			}
		}
	})
}

// TestTableSums compares sums over packed rows with sums one by one.
func TestTableSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := rapid.MapOf(rapid.Uint32Range(0, 1<<keyBits-1), rapid.SliceOfN(rapid.IntRange(-largest, largest), tags-1, tags-1)).Draw(t, "known")
		var keys []uint32
		for key := range known {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		rows := make([][tags - 1]int8, len(keys))
		for k, key := range keys {
			for tag, w := range known[key] {
				rows[k][tag] = int8(w)
			}
		}
		table := newTable(keys, rows)
		var f features
		var want scores
		for k := range f {
			f[k] = rapid.Uint32Range(0, 1<<keyBits-1).Draw(t, "feature")
			if len(keys) > 0 && rapid.Bool().Draw(t, "known") {
				f[k] = rapid.SampledFrom(keys).Draw(t, "key")
			}
			for tag, w := range known[f[k]] {
				want[tag+1] += int32(w)
			}
		}
		var got scores
		table.sum(&got, &f)
		if got != want {
			t.Errorf("sums are %v, want %v", got, want)
		}
	})
}
