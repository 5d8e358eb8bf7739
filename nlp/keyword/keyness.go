package keyword

import "math"

// Keyness is G², the log-likelihood ratio (Dunning 1993, in the two-cell form of
// Rayson and Garside 2000), of a term that occurs a times in n words and b times
// in m: 2·(a·ln(a/E₁) + b·ln(b/E₂)), E₁ and E₂ being the counts if both used it
// alike. It is 0 where they do, and beyond 3.84, 6.63, 10.83 by chance in one
// case of 20, 100, 1000. n and m must be positive, a+b too.
func Keyness(a, b, n, m float64) float64 {
	share := (a + b) / (n + m)
	return 2 * (partial(a, share*n) + partial(b, share*m))
}

// partial is the share of one count in G², half of it; 0·ln(0) is 0.
func partial(observed, expected float64) float64 {
	if observed <= 0 {
		return 0
	}
	return observed * math.Log(observed/expected)
}

// unseen stands for a count of 0 in a ratio.
const unseen = 0.5

// LogRatio is the binary logarithm of how many times more often a term is used
// that occurs a times in n words than one that occurs b times in m (Hardie 2014):
// 1 for twice as often, -1 for half. A count of 0 is taken for 0.5. n and m must
// be positive.
func LogRatio(a, b, n, m float64) float64 {
	return math.Log2(max(a, unseen) / n * m / max(b, unseen))
}
