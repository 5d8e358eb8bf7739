package artefact_test

import (
	"encoding/binary"
	"math"
	"testing"

	"huifang/nlp/artefact"
)

func TestReadsInOrder(t *testing.T) {
	data := append([]byte("AB"), binary.AppendUvarint(nil, 300)...)
	data = binary.LittleEndian.AppendUint32(data, 7)
	data = binary.LittleEndian.AppendUint64(data, math.Float64bits(1.5))
	r := artefact.NewReader(data)
	if got := string(r.Bytes(2)); got != "AB" {
		t.Errorf("bytes %q", got)
	}
	if got := r.Count(300); got != 300 {
		t.Errorf("count %d", got)
	}
	if a, b := r.Uint32(), r.Float64(); a != 7 || b != 1.5 {
		t.Errorf("numbers %d, %v", a, b)
	}
	if !r.Done() || r.Len() != 0 {
		t.Errorf("%d bytes are left, failed: %v", r.Len(), r.Failed())
	}
}

func TestOnceFailedYieldsZeros(t *testing.T) {
	for name, spoil := range map[string]func(*artefact.Reader){
		"too few bytes":     func(r *artefact.Reader) { r.Bytes(9) },
		"beyond the limit":  func(r *artefact.Reader) { r.Count(4) },
		"no negative limit": func(r *artefact.Reader) { r.Count(-1) },
		"said to make none": func(r *artefact.Reader) { r.Fail() },
	} {
		r := artefact.NewReader([]byte{5, 1, 1, 1, 1, 1, 1, 1})
		spoil(r)
		if !r.Failed() || r.Done() || r.Bytes(1) != nil || r.Uvarint() != 0 || r.Count(9) != 0 || r.Uint32() != 0 || r.Float64() != 0 {
			t.Errorf("%s: reads on", name)
		}
	}
	if r := artefact.NewReader([]byte{0x80}); r.Uvarint() != 0 || !r.Failed() {
		t.Error("reads a varint that does not end")
	}
}
