package ingest

import (
	"errors"
	"testing"
)

// TestPlaceShift compares places found part by part with those found in the
// whole document.
func TestPlaceShift(t *testing.T) {
	document := []byte("[一,\n {\"二\": 1},\n\n 三三, x\r\n]")
	cause := errors.New("cause")
	at := documentStart()
	for start := range document {
		if document[start]&0xc0 == 0x80 {
			continue // within a character
		}
		at = at.advance(document, start)
		part := document[start:]
		for offset := range part {
			var got *ParseError
			if !errors.As(at.shift(errorAt(part, int64(offset), "", cause)), &got) {
				t.Fatal("not a ParseError")
			}
			if want := errorAt(document, int64(start+offset), "", cause); *got != *want {
				t.Errorf("offset %d of the part at %d: %d:%d (%d), want %d:%d (%d)",
					offset, start, got.Line, got.Column, got.Offset, want.Line, want.Column, want.Offset)
			}
		}
	}
	if err := at.shift(cause); !errors.Is(err, cause) {
		t.Errorf("an error without a place became %v", err)
	}
}
