package linear

import (
	"encoding/binary"
	"fmt"
	"math"
)

// reader takes values off the front of rest. After an error it yields zeros.
type reader struct {
	rest []byte
	err  error
}

// count reads a varint of at most limit.
func (r *reader) count(limit int) int {
	if r.err != nil {
		return 0
	}
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.err = errTruncated
		return 0
	}
	if v > uint64(limit) {
		r.err = fmt.Errorf("linear model: count %d, at most %d is possible", v, limit)
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

func (r *reader) bytes(n int) []byte {
	if r.err == nil && n > len(r.rest) {
		r.err = errTruncated
	}
	if r.err != nil {
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) float() float32 {
	b := r.bytes(4)
	if b == nil {
		return 0
	}
	return math.Float32frombits(binary.LittleEndian.Uint32(b))
}
