package linear

// Weights are a trained classifier at full precision: what Train returns and
// Quantize turns into a Model.
type Weights struct {
	Classes []string
	// keys are the hashes of the known features, ascending; rows holds
	// len(Classes) weights for each of them.
	keys []uint32
	rows []float32
	bias []float32
}

// fold multiplies each feature's gain into its weights.
func (w *Weights) fold(gains []float32) {
	k := len(w.Classes)
	for i, gain := range gains {
		for c := range k {
			w.rows[i*k+c] *= gain
		}
	}
}

// Calibrate applies c to the scores of every class. Penalised weights understate
// how sure the evidence is; FitCalibration finds by how much.
func (w *Weights) Calibrate(c Calibration) {
	for i := range w.rows {
		w.rows[i] *= c.Slope
	}
	for i := range w.bias {
		w.bias[i] = float32(c.Slope*w.bias[i]) + c.Shift
	}
}
