package names

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/klauspost/compress/zstd"

	"huifang/nlp/artefact"
)

// magic opens the binary form; its last byte is the version.
const magic = "HFNAM\x00\x00\x01"

// Limits of what a damaged file can make Unmarshal allocate.
const (
	maxDecoded = 64 << 20
	maxKeys    = 4 << 20
)

var errDamaged = errors.New("model is damaged")

// Marshal returns the binary form of a model that Learn made, compressed.
// Uncompressed it is: scale as float32, transitions and scores of outside as
// int32, the thresholds and tables of the screen, the number of features,
// their hashes ascending as differences in unsigned varints, and then tag by tag
// the weight of each feature. Words are little-endian.
func (m *Model) Marshal() ([]byte, error) {
	b := binary.LittleEndian.AppendUint32(nil, math.Float32bits(m.scale))
	for _, r := range m.transitions {
		for _, x := range r {
			b = binary.LittleEndian.AppendUint32(b, uint32(x))
		}
	}
	for _, x := range m.outside {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	for _, x := range m.screen.least {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	for k := range screenTables {
		for i := range screenSize {
			b = append(b, byte(*m.screen.at(k, i)))
		}
	}
	b = binary.AppendUvarint(b, uint64(len(m.keys)))
	last := uint32(0)
	for _, key := range m.keys {
		b = binary.AppendUvarint(b, uint64(key-last))
		last = key
	}
	for t := range tags - 1 {
		for k := range m.weights {
			b = append(b, byte(m.weights[k][t]))
		}
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	defer enc.Close()
	return enc.EncodeAll(b, []byte(magic)), nil
}

// Unmarshal reads the binary form. Any data is safe to read; damaged data
// yields an error.
func Unmarshal(data []byte) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, errors.New("not a model of this version")
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDecoded))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(data[len(magic):], nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return decodeModel(artefact.NewReader(raw))
}

func decodeModel(r *artefact.Reader) (*Model, error) {
	m := &Model{scale: math.Float32frombits(r.Uint32())}
	for a := range m.transitions {
		for b := range m.transitions[a] {
			m.transitions[a][b] = score(r)
		}
	}
	for k := range m.outside {
		m.outside[k] = score(r)
	}
	for k := range m.screen.least {
		m.screen.least[k] = score(r)
	}
	for k := range screenTables {
		for i, x := range r.Bytes(screenSize) {
			*m.screen.at(k, i) = int8(x)
		}
	}
	keys := make([]uint32, r.Count(min(maxKeys, r.Len())))
	last := uint64(0)
	for k := range keys {
		last += r.Uvarint()
		if last >= 1<<keyBits || k > 0 && uint32(last) == keys[k-1] {
			r.Fail()
		}
		keys[k] = uint32(last)
	}
	weights := make([][tags - 1]int8, len(keys))
	for t := range tags - 1 {
		for k, x := range r.Bytes(len(keys)) {
			weights[k][t] = int8(x)
		}
	}
	if !r.Done() {
		return nil, errDamaged
	}
	m.table = newTable(keys, weights)
	return m, nil
}

// score reads a score, which is far from overflowing sums.
func score(r *artefact.Reader) int32 {
	x := int32(r.Uint32())
	if x < never || x > -never {
		r.Fail()
		return 0
	}
	return x
}
