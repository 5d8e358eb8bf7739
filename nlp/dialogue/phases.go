package dialogue

import "math"

// decode finds the likeliest run of phases, 0…3, by Viterbi. scores holds
// numOutputs log-odds a block, the phases' first.
func (m *Model) decode(scores []float32) []int {
	n := len(scores) / numOutputs
	if n == 0 {
		return nil
	}
	best := m.start
	addEmission(&best, scores)
	back := make([][numPhases]uint8, n)
	for k := 1; k < n; k++ {
		var next [numPhases]float32
		for p := range next {
			next[p] = float32(math.Inf(-1))
			for q := range best {
				if s := best[q] + m.next[q][p]; s > next[p] {
					next[p], back[k][p] = s, uint8(q)
				}
			}
		}
		addEmission(&next, scores[k*numOutputs:])
		best = next
	}
	path := make([]int, n)
	for p := range best {
		if best[p] > best[path[n-1]] {
			path[n-1] = p
		}
	}
	for k := n - 1; k > 0; k-- {
		path[k-1] = int(back[k][path[k]])
	}
	return path
}

// addEmission adds log-probabilities: a softmax over the phases' log-odds.
func addEmission(to *[numPhases]float32, scores []float32) {
	sum := 0.0
	for _, s := range scores[:numPhases] {
		sum += math.Exp(float64(s))
	}
	log := float32(math.Log(sum))
	for p := range to {
		to[p] += scores[p] - log
	}
}
