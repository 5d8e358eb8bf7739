package names

import "math"

// passes is scratch space for forward and backward pass: for each place the
// exponentials of its scores, the normalised sums over paths up to it and from
// it on, and the factors of the normalisation.
type passes struct {
	local, forward, backward [][tags]float64
	factor                   []float64
}

func (p *passes) grow(n int) {
	for len(p.local) < n {
		p.local = append(p.local, [tags]float64{})
		p.forward = append(p.forward, [tags]float64{})
		p.backward = append(p.backward, [tags]float64{})
		p.factor = append(p.factor, 0)
	}
}

// step moves the weights along the gradient of the log-likelihood of e.
func (l *learner) step(e encoded) {
	n := len(e.tags)
	l.work.grow(n)
	var jump [tags][tags]float64
	for b, before := range l.before {
		for _, a := range before {
			jump[a][b] = math.Exp(l.transitions[a][b])
		}
	}
	l.score(e.features, n)
	l.forward(n, &jump)
	var expected [tags][tags]float64
	l.backward(n, &jump, &expected)
	for i := range n {
		l.stepAt(i, e)
	}
	squares := 0.0
	for i := 1; i < n; i++ {
		expected[e.tags[i-1]][e.tags[i]]--
	}
	for a := range tags {
		for b := range tags {
			squares += expected[a][b] * expected[a][b]
		}
	}
	l.transitionSteps += squares
	rate := l.rate / math.Sqrt(l.transitionSteps)
	for a := range tags {
		for b := range tags {
			l.transitions[a][b] -= rate * expected[a][b]
		}
	}
}

// score sets the local exponentials of n places.
func (l *learner) score(features []uint32, n int) {
	for i := range n {
		var sum [tags]float32
		for _, id := range features[i*templates : (i+1)*templates] {
			if id == 0 {
				continue
			}
			w := &l.weights[id].by
			for t := range sum {
				sum[t] += w[t]
			}
		}
		top := sum[0]
		for _, x := range sum[1:] {
			top = max(top, x)
		}
		for t, x := range sum {
			l.work.local[i][t] = math.Exp(float64(x - top))
		}
	}
}

// forward sums over the paths up to each place, which begin outside of names and
// end so.
func (l *learner) forward(n int, jump *[tags][tags]float64) {
	before := [tags]float64{outside: 1}
	for i := range n {
		now := &l.work.forward[i]
		sum := 0.0
		for b := range tags {
			in := 0.0
			for _, a := range l.before[b] {
				if i == 0 {
					in += before[a]
				} else {
					in += before[a] * jump[a][b]
				}
			}
			now[b] = in * l.work.local[i][b]
			if i == n-1 && goesOn(b) {
				now[b] = 0
			}
			sum += now[b]
		}
		for b := range tags {
			now[b] /= sum
		}
		l.work.factor[i] = sum
		before = *now
	}
}

// backward sums over the paths from each place on, and adds to expected how
// often each transition is expected.
func (l *learner) backward(n int, jump, expected *[tags][tags]float64) {
	for t := range tags {
		l.work.backward[n-1][t] = 1
	}
	for i := n - 2; i >= 0; i-- {
		now := &l.work.backward[i]
		*now = [tags]float64{}
		for b := range tags {
			next := l.work.local[i+1][b] * l.work.backward[i+1][b] / l.work.factor[i+1]
			if next == 0 || i == n-2 && goesOn(b) {
				continue
			}
			for _, a := range l.before[b] {
				x := jump[a][b] * next
				now[a] += x
				expected[a][b] += l.work.forward[i][a] * x
			}
		}
	}
}

// negligible is the squared gradient below which a place takes no step: most
// places are certain soon.
const negligible = 1e-4

// stepAt moves the weights of the features of place i.
func (l *learner) stepAt(i int, e encoded) {
	var gradient [tags]float32
	square := float32(0)
	for t := range gradient {
		gradient[t] = -float32(l.work.forward[i][t] * l.work.backward[i][t])
	}
	gradient[e.tags[i]]++
	for _, g := range gradient {
		square += g * g
	}
	if square < negligible {
		return
	}
	for _, id := range e.features[i*templates : (i+1)*templates] {
		if id == 0 {
			continue
		}
		w := &l.weights[id]
		w.steps += square
		rate := float32(l.rate / math.Sqrt(float64(w.steps)+1))
		for t, g := range gradient {
			w.by[t] += rate * g
		}
	}
}
