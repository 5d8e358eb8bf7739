package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// decodeVendor reads a whole document into T. Unknown fields are ignored, since
// vendors add some all the time; a known field of a wrong type is an error with
// its place.
func decodeVendor[T any](data []byte) (T, error) {
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return v, placedError(data, err)
	}
	return v, nil
}

// placedError is jsonError for documents with the scalar types of this package.
// encoding/json knows the field but not the place of an error that comes from
// an UnmarshalJSON method, so the place is looked up.
func placedError(data []byte, err error) error {
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) && mistyped.Offset == 0 && mistyped.Field != "" {
		cause := fmt.Errorf("%s where %s is wanted", mistyped.Value, jsonTypeName(mistyped))
		if offset, ok := findValue(data, mistyped.Field, mistyped.Value); ok {
			return errorAt(data, offset, mistyped.Field, cause)
		}
		return &ParseError{Field: mistyped.Field, Err: cause}
	}
	return jsonError(data, err)
}

// findValue returns the offset of the first value under the field path that
// reads as text. Array indices are no part of a path. Kinds such as "object"
// stand for any value of that kind.
func findValue(data []byte, path, text string) (int64, bool) {
	s := valueSearch{path: strings.Split(path, "."), text: strings.TrimPrefix(text, "number ")}
	return s.within(data, 0, 0)
}

type valueSearch struct {
	path []string
	text string
}

// within searches the value raw, which begins at offset base of the document
// and lies depth keys down the path.
func (s *valueSearch) within(raw []byte, base int64, depth int) (int64, bool) {
	start := skipSpace(raw, 0)
	if start == len(raw) {
		return 0, false
	}
	raw, base = raw[start:], base+int64(start)
	if depth == len(s.path) && (string(raw) == s.text || jsonKindName(raw) == s.text) {
		return base, true
	}
	switch raw[0] {
	case '[':
		for i := skipSpace(raw, 1); i < len(raw) && raw[i] != ']'; {
			end := skipValue(raw, i)
			if at, ok := s.within(raw[i:end], base+int64(i), depth); ok {
				return at, true
			}
			if i = skipSpace(raw, end); i < len(raw) && raw[i] == ',' {
				i = skipSpace(raw, i+1)
			}
		}
	case '{':
		if depth == len(s.path) {
			return 0, false
		}
		for i := skipSpace(raw, 1); i < len(raw) && raw[i] == '"'; {
			keyEnd := skipString(raw, i)
			value := skipSpace(raw, skipSpace(raw, keyEnd)+1)
			if value >= len(raw) {
				return 0, false
			}
			end := skipValue(raw, value)
			if key, ok := keyText(raw[i:keyEnd]); ok && strings.EqualFold(key, s.path[depth]) {
				if at, ok := s.within(raw[value:end], base+int64(value), depth+1); ok {
					return at, true
				}
			}
			if i = skipSpace(raw, end); i < len(raw) && raw[i] == ',' {
				i = skipSpace(raw, i+1)
			}
		}
	}
	return 0, false
}

// decodeWithin decodes a value from within an UnmarshalJSON method. The offset
// of an error counts from the value's own beginning and is dropped, so that
// placedError looks the place up.
func decodeWithin(b []byte, v any) error {
	err := json.Unmarshal(b, v)
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) {
		mistyped.Offset = 0
	}
	return err
}

// embedded is a T that stands in the document as such or, as vendors do who
// store answers in text columns, as a string that holds its JSON.
type embedded[T any] struct {
	value T
	// given is false for a missing field, null and "".
	given bool
}

// UnmarshalJSON reads either form.
func (e *embedded[T]) UnmarshalJSON(b []byte) error {
	*e = embedded[T]{}
	if string(b) == "null" {
		return nil
	}
	if b[0] != '"' {
		e.given = true
		return decodeWithin(b, &e.value)
	}
	var text string
	if err := json.Unmarshal(b, &text); err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	e.given = true
	if err := json.Unmarshal([]byte(text), &e.value); err != nil {
		// A place within the string would mislead as one in the document.
		inner := jsonError([]byte(text), err)
		return &ParseError{Field: inner.Field, Err: fmt.Errorf("JSON inside a string: %w", inner.Err)}
	}
	return nil
}

// oneOrMany is a list that some versions of a format write as its only element.
type oneOrMany[T any] []T

// UnmarshalJSON reads a T or a list of them.
func (l *oneOrMany[T]) UnmarshalJSON(b []byte) error {
	*l = nil
	if string(b) == "null" || string(bytes.TrimSpace(b)) == `""` {
		return nil
	}
	if b[0] == '[' {
		return decodeWithin(b, (*[]T)(l))
	}
	var one T
	if err := decodeWithin(b, &one); err != nil {
		return err
	}
	*l = oneOrMany[T]{one}
	return nil
}

// isArray reports whether the document is a list.
func isArray(data []byte) bool {
	i := skipSpace(data, 0)
	return i < len(data) && data[i] == '['
}

// jobFailed is the error for a document that reports a failed or unfinished
// job: it holds no talk, and an empty call would hide that.
func jobFailed(status, code, message string) error {
	var b strings.Builder
	b.WriteString("the vendor reports no finished transcript")
	for _, part := range []struct{ name, value string }{
		{"status", status}, {"code", code}, {"message", message},
	} {
		if part.value != "" {
			fmt.Fprintf(&b, ", %s %s", part.name, part.value)
		}
	}
	return errors.New(b.String())
}
