package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ParseError is a fault at a place in a document.
type ParseError struct {
	// Line and Column count from 1, Column in code points; 0 where unknown.
	Line, Column int
	// Offset counts bytes from 0 in the document as decoded to UTF-8 without a
	// byte order mark. It means something only where Line is set.
	Offset int64
	// Field is the path of the field at fault, such as "turns.start_ms", empty
	// where it is the syntax.
	Field string
	Err   error
}

// Error gives place, field and cause.
func (e *ParseError) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d, ", e.Line)
		if e.Column > 0 {
			fmt.Fprintf(&b, "column %d, ", e.Column)
		}
	}
	if e.Field != "" {
		fmt.Fprintf(&b, "field %s, ", e.Field)
	}
	place := strings.TrimSuffix(b.String(), ", ")
	if place == "" {
		return e.Err.Error()
	}
	return place + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *ParseError) Unwrap() error { return e.Err }

// errorAt is a ParseError at a byte offset of data.
func errorAt(data []byte, offset int64, field string, err error) *ParseError {
	offset = max(0, min(offset, int64(len(data))))
	before := data[:offset]
	lineStart := bytes.LastIndexByte(before, '\n') + 1
	return &ParseError{
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: utf8.RuneCount(before[lineStart:]) + 1,
		Offset: offset,
		Field:  field,
		Err:    err,
	}
}

// place is where in a document a part of it begins.
type place struct {
	line, column int // from 1, column in code points
	offset       int // in bytes
}

func documentStart() place { return place{line: 1, column: 1} }

// advance is the place of offset to, which lies at p or behind it. Only what is
// between is looked at, so that many parts of a document are placed in one pass.
func (p place) advance(data []byte, to int) place {
	between := data[p.offset:to]
	if n := bytes.Count(between, []byte("\n")); n > 0 {
		p.line += n
		p.column = 1
		between = between[bytes.LastIndexByte(between, '\n')+1:]
	}
	p.column += utf8.RuneCount(between)
	p.offset = to
	return p
}

// shift moves the place of err from the part that begins at p to the document.
func (p place) shift(err error) error {
	var at *ParseError
	if !errors.As(err, &at) || at.Line == 0 {
		return err
	}
	moved := *at
	if at.Line == 1 && at.Column > 0 {
		moved.Column += p.column - 1
	}
	moved.Line += p.line - 1
	moved.Offset += int64(p.offset)
	return &moved
}

// jsonError turns an error of encoding/json over data, the whole document,
// into a ParseError with its place; that of a value of the wrong type is its end.
// Errors that carry none (those of an UnmarshalJSON method) come without a line.
func jsonError(data []byte, err error) *ParseError {
	var syntax *json.SyntaxError
	var mistyped *json.UnmarshalTypeError
	var placed *ParseError
	switch {
	case errors.As(err, &placed):
		return placed
	case errors.As(err, &syntax):
		// Offset counts the bytes read: the last of them is the one at fault,
		// but for a document that ends too early.
		if int(syntax.Offset) >= len(data) && endsEarly(data, syntax) {
			return errorAt(data, int64(len(data)), "", errEndOfJSON)
		}
		return errorAt(data, syntax.Offset-1, "", err)
	case errors.As(err, &mistyped):
		cause := fmt.Errorf("%s where %s is wanted", mistyped.Value, jsonTypeName(mistyped))
		return errorAt(data, mistyped.Offset, mistyped.Field, cause)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errorAt(data, int64(len(data)), "", errEndOfJSON)
	default:
		return &ParseError{Err: err}
	}
}

var errEndOfJSON = errors.New("unexpected end of JSON input")

// endsEarly reports whether err, found at the end of data, is that data ends.
// Within a number, a word or an escape encoding/json says so of a blank that
// stands for the end.
func endsEarly(data []byte, err *json.SyntaxError) bool {
	blank := strings.HasPrefix(err.Error(), "invalid character ' '") && !bytes.HasSuffix(data, []byte(" "))
	return blank || strings.HasPrefix(err.Error(), "unexpected end")
}

// jsonTypeName says in JSON's own terms what a Go type is read from.
func jsonTypeName(e *json.UnmarshalTypeError) string {
	if e.Type == nil {
		return "another type"
	}
	switch e.Type.Kind().String() {
	case "struct", "map":
		return "an object"
	case "slice", "array":
		return "an array"
	case "string":
		return "a string"
	case "bool":
		return "true or false"
	case "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64":
		return "a whole number"
	case "float32", "float64":
		return "a number"
	default:
		return e.Type.String()
	}
}
