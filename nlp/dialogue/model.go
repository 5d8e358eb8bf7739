package dialogue

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
)

//go:generate go run ./train

//go:embed model.bin
var modelBytes []byte

// magic names the artefact and its layout.
var magic = [8]byte{'h', 'f', 'd', 'i', 'a', 'l', '0', '1'}

// Model scores phases and checklist items of a block. It is immutable.
type Model struct {
	// weights holds numOutputs per bucket, in units of the output's scale.
	weights [numBuckets * numOutputs]int8
	// rows are the weights as scores reads them.
	rows  [][laneWords]uint64
	scale [numOutputs]float32
	// move is the log-probability of going from one block's phase to the next
	// one's; start that of the first block's phase.
	move  [numPhases][numPhases]float32
	start [numPhases]float32
}

// scores adds up the weights of the features: log-odds per output.
func (m *Model) scores(features []uint32) (s [numOutputs]float32) {
	var sum [numOutputs]int32
	for len(features) > 0 {
		part := features[:min(len(features), maxLaneSum)]
		features = features[len(part):]
		var acc [laneWords]uint64
		for _, f := range part {
			row := &m.rows[f]
			for i := range acc {
				acc[i] += row[i]
			}
		}
		for o := range sum {
			lane := int32(acc[o/lanes] >> (o % lanes * laneBits) & (1<<laneBits - 1))
			sum[o] += lane - bias*int32(len(part))
		}
	}
	for o := range s {
		s[o] = float32(sum[o]) * m.scale[o]
	}
	return s
}

// pack lays the weights out for scores: four outputs to a machine word, each
// biased to be positive, so that one addition adds four weights. A lane holds
// the sum of maxLaneSum of them.
func (m *Model) pack() {
	m.rows = make([][laneWords]uint64, numBuckets)
	for i, w := range m.weights {
		f, o := i/numOutputs, i%numOutputs
		m.rows[f][o/lanes] |= uint64(int32(w)+bias) << (o % lanes * laneBits)
	}
}

const (
	laneBits   = 16
	lanes      = 64 / laneBits
	laneWords  = (numOutputs + lanes - 1) / lanes
	bias       = 128
	maxLaneSum = (1<<laneBits - 1) / (2 * bias)
)

// quantise sets the weights to the nearest int8 multiples of a scale per output.
func (m *Model) quantise(w []float32) {
	for o := range numOutputs {
		top := float32(0)
		for i := o; i < len(w); i += numOutputs {
			top = max(top, float32(math.Abs(float64(w[i]))))
		}
		if top == 0 {
			top = 1
		}
		m.scale[o] = top / 127
		for i := o; i < len(w); i += numOutputs {
			m.weights[i] = int8(math.Round(float64(w[i] / m.scale[o])))
		}
	}
	m.pack()
}

// MarshalBinary returns the artefact: magic, then the fields in little endian.
func (m *Model) MarshalBinary() ([]byte, error) {
	var buf bytes.Buffer
	buf.Write(magic[:])
	for _, part := range m.parts() {
		if err := binary.Write(&buf, binary.LittleEndian, part); err != nil {
			return nil, fmt.Errorf("dialogue model: %w", err)
		}
	}
	return buf.Bytes(), nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (m *Model) UnmarshalBinary(data []byte) error {
	body, ok := bytes.CutPrefix(data, magic[:])
	if !ok {
		return fmt.Errorf("dialogue model: not an artefact of layout %s", magic)
	}
	r := bytes.NewReader(body)
	for _, part := range m.parts() {
		if err := binary.Read(r, binary.LittleEndian, part); err != nil {
			return fmt.Errorf("dialogue model: %w", err)
		}
	}
	if r.Len() != 0 {
		return fmt.Errorf("dialogue model: %d bytes too many", r.Len())
	}
	m.pack()
	return nil
}

func (m *Model) parts() []any {
	return []any{&m.weights, &m.scale, &m.move, &m.start}
}
