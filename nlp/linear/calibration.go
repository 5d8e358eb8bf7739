package linear

import "math"

// Calibration maps log-odds z to log-odds Slope·z + Shift that are honest.
type Calibration struct {
	Slope, Shift float32
}

// Probability returns the calibrated probability for log-odds z.
func (c Calibration) Probability(z float32) float32 {
	return sigmoid(float32(c.Slope*z) + c.Shift)
}

// FitCalibration fits a logistic regression of truth on log-odds that a
// classifier gave to texts outside its training (Platt's method), by Newton
// steps. It needs both true and false cases.
func FitCalibration(scores []float32, truth []bool) Calibration {
	const (
		steps = 30
		ridge = 1e-6
	)
	slope, shift := 1.0, 0.0
	for range steps {
		var g0, g1, h00, h01, h11 float64
		for i, z := range scores {
			x := float64(z)
			p := 1 / (1 + math.Exp(-(float64(slope*x) + shift)))
			d := p
			if truth[i] {
				d--
			}
			v := float64(p * (1 - p))
			g0 += d
			g1 += float64(d * x)
			h00 += v
			h01 += float64(v * x)
			h11 += float64(v * x * x)
		}
		h00 += ridge
		h11 += ridge
		det := float64(h00*h11) - float64(h01*h01)
		if det <= 0 {
			break
		}
		shift -= (float64(h11*g0) - float64(h01*g1)) / det
		slope -= (float64(h00*g1) - float64(h01*g0)) / det
	}
	return Calibration{Slope: float32(slope), Shift: float32(shift)}
}
