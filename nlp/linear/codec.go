package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/klauspost/compress/zstd"
)

// magic opens the binary form; its last byte is the version.
const magic = "HFLIN\x00\x00\x01"

// maxDecoded bounds what a damaged file can make Unmarshal allocate.
const maxDecoded = 64 << 20

// errTruncated is returned for data that ends before the model does.
var errTruncated = errors.New("linear model: data ends early")

// Marshal returns the binary form of m, compressed. Equal models have equal
// forms.
//
// Uncompressed it is: the number of classes, their names, each with its length
// in front; scale and bias of each class as float32; the number of features,
// their hashes ascending as differences; and their rows, a byte a weight, offset by
// zero, filled up with zero bytes to a multiple of eight. Integers are unsigned
// varints, floats little-endian.
func (m *Model) Marshal() ([]byte, error) {
	b := binary.AppendUvarint(nil, uint64(len(m.classes)))
	for _, c := range m.classes {
		b = append(binary.AppendUvarint(b, uint64(len(c))), c...)
	}
	for c := range m.classes {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.scale[c]))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.bias[c]))
	}
	b = binary.AppendUvarint(b, uint64(len(m.table.keys)))
	last := uint32(0)
	for _, key := range m.table.keys {
		b = binary.AppendUvarint(b, uint64(key-last))
		last = key
	}
	for i := range m.table.keys {
		for c := range m.classes {
			b = append(b, byte(m.code(i, c)))
		}
		b = append(b, make([]byte, bytesPerRow(len(m.classes))-len(m.classes))...)
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return nil, fmt.Errorf("linear model: %w", err)
	}
	return enc.EncodeAll(b, []byte(magic)), nil
}

// Unmarshal reads the binary form. Any data is safe to read; damaged data
// yields an error.
func Unmarshal(data []byte) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, errors.New("linear model: not a model of this version")
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDecoded))
	if err != nil {
		return nil, fmt.Errorf("linear model: %w", err)
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(data[len(magic):], nil)
	if err != nil {
		return nil, fmt.Errorf("linear model: %w", err)
	}
	return decode(&reader{rest: raw})
}

func decode(r *reader) (*Model, error) {
	k := r.count(MaxClasses)
	classes := make([]string, k)
	for c := range classes {
		classes[c] = string(r.bytes(r.count(len(r.rest))))
	}
	scale, bias := make([]float32, k), make([]float32, k)
	for c := range classes {
		scale[c], bias[c] = r.float(), r.float()
	}
	keys := make([]uint32, r.count(len(r.rest)))
	last := 0
	for i := range keys {
		step := r.count(math.MaxUint32)
		if i > 0 && step == 0 || step > math.MaxUint32-last {
			return nil, errors.New("linear model: features are not in order")
		}
		last += step
		keys[i] = uint32(last)
	}
	rows := r.bytes(len(keys) * bytesPerRow(k))
	if r.err != nil {
		return nil, r.err
	}
	if len(r.rest) > 0 {
		return nil, fmt.Errorf("linear model: %d bytes too many", len(r.rest))
	}
	m := newModel(classes, keys, scale, bias)
	for i := range keys {
		for c, code := range rows[:k] {
			m.setCode(i, c, uint64(code))
		}
		rows = rows[bytesPerRow(k):]
	}
	return m, nil
}

// bytesPerRow is the length of a row in the binary form.
func bytesPerRow(classes int) int { return (classes + 7) / 8 * 8 }
