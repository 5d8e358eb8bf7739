// Package artefact reads the binary forms of lists and models that ship with the
// program.
package artefact

import (
	"encoding/binary"
	"math"
)

// Reader takes numbers off the front of a binary form. Once something is missing
// or out of range it has failed and yields zeros, so that a form is read to its
// end and judged once. It is not safe for concurrent use.
type Reader struct {
	rest   []byte
	failed bool
}

// NewReader returns a reader of data, which it keeps.
func NewReader(data []byte) *Reader { return &Reader{rest: data} }

// Fail says that what was read makes no sense.
func (r *Reader) Fail() { r.failed = true }

// Failed reports that something was missing, out of range or senseless.
func (r *Reader) Failed() bool { return r.failed }

// Done reports that nothing failed and nothing is left.
func (r *Reader) Done() bool { return !r.failed && len(r.rest) == 0 }

// Len is the number of bytes that are left.
func (r *Reader) Len() int { return len(r.rest) }

// Bytes returns the next n bytes, which are part of the data; nil if there are
// fewer.
func (r *Reader) Bytes(n int) []byte {
	if r.failed || n > len(r.rest) {
		r.failed = true
		return nil
	}
	var b []byte
	b, r.rest = r.rest[:n], r.rest[n:]
	return b
}

// Uvarint reads an unsigned varint.
func (r *Reader) Uvarint() uint64 {
	x, n := binary.Uvarint(r.rest)
	if n <= 0 || r.failed {
		r.failed = true
		return 0
	}
	r.rest = r.rest[n:]
	return x
}

// Count reads an unsigned varint of at most limit.
func (r *Reader) Count(limit int) int {
	n := r.Uvarint()
	if n > uint64(max(limit, 0)) {
		r.failed = true
		return 0
	}
	return int(n)
}

// Uint32 reads four bytes, little-endian.
func (r *Reader) Uint32() uint32 {
	if b := r.Bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// Float64 reads eight bytes, little-endian.
func (r *Reader) Float64() float64 {
	if b := r.Bytes(8); b != nil {
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	return 0
}
