package linear

import "fmt"

// zero is the byte that stands for a weight of 0; weights span 1…255.
const zero = 128

// Quantize rounds the weights to eight bits with one scale for each class. It
// panics if there are more than MaxClasses classes.
func (w *Weights) Quantize() *Model {
	k := len(w.Classes)
	if k > MaxClasses {
		panic(fmt.Sprintf("linear: %d classes, at most %d are supported", k, MaxClasses))
	}
	m := newModel(w.Classes, w.keys, make([]float32, k), w.bias)
	for c := range k {
		m.scale[c] = w.bestScale(c)
		for i := range w.keys {
			m.setCode(i, c, uint64(quantize(w.rows[i*k+c], m.scale[c])+zero))
		}
	}
	return m
}

// bestScale searches the scale with the least squared error for class c. The
// largest weight is an outlier more often than not: cutting it off costs less
// than rounding all others more coarsely.
func (w *Weights) bestScale(c int) float32 {
	k := len(w.Classes)
	var largest float32
	for i := c; i < len(w.rows); i += k {
		largest = max(largest, w.rows[i], -w.rows[i])
	}
	if largest == 0 {
		return 0
	}
	best, least := float32(0), float64(-1)
	for tenth := 10; tenth >= 3; tenth-- {
		scale := largest * float32(tenth) / (10 * (zero - 1))
		var sum float64
		for i := c; i < len(w.rows); i += k {
			d := float64(w.rows[i] - float32(float32(quantize(w.rows[i], scale))*scale))
			sum += float64(d * d)
		}
		if least < 0 || sum < least {
			best, least = scale, sum
		}
	}
	return best
}

// quantize returns the integer in -127…127 nearest to x/scale.
func quantize(x, scale float32) int {
	if scale == 0 {
		return 0
	}
	q := x / scale
	if q < 0 {
		return max(int(q-0.5), -zero+1)
	}
	return min(int(q+0.5), zero-1)
}
