package linear

import "math"

// Softmax is a multinomial logistic regression over a few dense features. It is
// immutable after FitSoftmax and safe for concurrent use.
type Softmax struct {
	// Weights holds one row a class, as long as the feature vector.
	Weights [][]float64 `json:"weights"`
	// Bias holds the intercept of each class.
	Bias []float64 `json:"bias"`
}

// FitSoftmax fits y, class numbers below classes, to the rows of x by gradient
// descent with momentum on all rows at once. Penalty is the L2 weight on
// standardised features; the result takes features as they are.
func FitSoftmax(x [][]float64, y []int, classes int, penalty float64) *Softmax {
	const (
		steps    = 400
		rate     = 0.2
		momentum = 0.9
	)
	mean, spread := moments(x)
	width := len(mean)
	w := make([]float64, classes*(width+1)) // per class: weights, then bias
	velocity, grad := make([]float64, len(w)), make([]float64, len(w))
	p, v := make([]float64, classes), make([]float64, width)
	for range steps {
		clear(grad)
		for i, row := range x {
			for f := range v {
				v[f] = (row[f] - mean[f]) / spread[f]
			}
			for c := range p {
				p[c] = w[c*(width+1)+width] + dot(w[c*(width+1):], v)
			}
			softmax(p)
			p[y[i]]--
			for c, d := range p {
				g := grad[c*(width+1):]
				for f, value := range v {
					g[f] += float64(d * value)
				}
				g[width] += d
			}
		}
		for j := range w {
			g := grad[j] / float64(len(x))
			if j%(width+1) != width {
				g += float64(penalty * w[j])
			}
			velocity[j] = float64(momentum*velocity[j]) - float64(rate*g)
			w[j] += velocity[j]
		}
	}
	s := &Softmax{}
	for c := range classes {
		row := w[c*(width+1) : (c+1)*(width+1)]
		weights, bias := make([]float64, width), row[width]
		for f := range weights {
			weights[f] = row[f] / spread[f]
			bias -= float64(weights[f] * mean[f])
		}
		s.Weights = append(s.Weights, weights)
		s.Bias = append(s.Bias, bias)
	}
	return s
}

// Probabilities writes the probability of each class for the features x to dst,
// which must have one element a class.
func (s *Softmax) Probabilities(dst, x []float64) {
	for c := range s.Bias {
		dst[c] = s.Bias[c] + dot(s.Weights[c], x)
	}
	softmax(dst)
}

// dot multiplies the elements of v with the first ones of w.
func dot(w, v []float64) float64 {
	sum := 0.0
	for i, x := range v {
		sum += float64(w[i] * x)
	}
	return sum
}

// softmax turns log-odds into probabilities, in place.
func softmax(z []float64) {
	top := math.Inf(-1)
	for _, x := range z {
		top = max(top, x)
	}
	sum := 0.0
	for c, x := range z {
		z[c] = math.Exp(x - top)
		sum += z[c]
	}
	for c := range z {
		z[c] /= sum
	}
}

// leastSpread is the standard deviation that a feature is taken to have at
// least: one that hardly ever differs from its mean would else be penalised so
// little that a few rows decide its weight.
const leastSpread = 0.3

// moments returns the mean of each column and its standard deviation or
// leastSpread.
func moments(x [][]float64) (mean, spread []float64) {
	mean, spread = make([]float64, len(x[0])), make([]float64, len(x[0]))
	for _, row := range x {
		for f, v := range row {
			mean[f] += v
		}
	}
	for f := range mean {
		mean[f] /= float64(len(x))
	}
	for _, row := range x {
		for f, v := range row {
			d := v - mean[f]
			spread[f] += float64(d * d)
		}
	}
	for f := range spread {
		spread[f] = max(leastSpread, math.Sqrt(spread[f]/float64(len(x))))
	}
	return mean, spread
}
