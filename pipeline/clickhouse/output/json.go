package output

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
)

type jsonEncoder struct {
	w       *bufio.Writer
	columns []field
	// names are the keys as JSON strings.
	names [][]byte
	buf   bytes.Buffer
}

func newJSON(w *bufio.Writer, columns []field) (*jsonEncoder, error) {
	e := &jsonEncoder{w: w, columns: columns}
	for _, c := range columns {
		var b bytes.Buffer
		if err := appendString(&b, c.name); err != nil {
			return nil, err
		}
		e.names = append(e.names, b.Bytes())
	}
	return e, nil
}

func (e *jsonEncoder) row(values []any) error {
	e.buf.Reset()
	e.buf.WriteByte('{')
	for i, c := range e.columns {
		if i > 0 {
			e.buf.WriteByte(',')
		}
		e.buf.Write(e.names[i])
		e.buf.WriteByte(':')
		if err := appendJSON(&e.buf, typed{c.typ, values[i]}); err != nil {
			return err
		}
	}
	e.buf.WriteString("}\n")
	_, err := e.w.Write(e.buf.Bytes())
	return err
}

func (e *jsonEncoder) flush() error { return nil }

// appendJSON appends v: numbers as numbers of any length, a float that is none
// and NULL as null, arrays and tuples as arrays, maps and tuples with names as
// objects, all else as text.
func appendJSON(b *bytes.Buffer, v typed) error {
	n, err := v.open()
	if err != nil {
		return err
	}
	switch n.shape {
	case isPlain:
		switch {
		case !n.plain.literal:
			return appendString(b, n.plain.text)
		case strings.HasSuffix(n.plain.text, "nan") || strings.HasSuffix(n.plain.text, "inf"):
			b.WriteString("null")
		default:
			b.WriteString(n.plain.text)
		}
	case isDocument:
		b.Write(n.document)
	case isList:
		return appendList(b, n.items)
	case isTuple:
		if n.keys == nil {
			return appendList(b, n.items)
		}
		return appendObject(b, n)
	case isObject:
		return appendObject(b, n)
	default:
		b.WriteString("null")
	}
	return nil
}

func appendList(b *bytes.Buffer, items []typed) error {
	b.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := appendJSON(b, item); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}

// appendObject appends an object; its keys are text whatever their type.
func appendObject(b *bytes.Buffer, n node) error {
	b.WriteByte('{')
	for i, item := range n.items {
		if i > 0 {
			b.WriteByte(',')
		}
		var key strings.Builder
		if err := appendText(&key, n.keys[i], nullText, false); err != nil {
			return err
		}
		if err := appendString(b, key.String()); err != nil {
			return err
		}
		b.WriteByte(':')
		if err := appendJSON(b, item); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

// appendString appends s as a JSON string; bytes that are no UTF-8 become
// U+FFFD.
func appendString(b *bytes.Buffer, s string) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return err
	}
	// The encoder ends every value with a line break.
	b.Truncate(b.Len() - 1)
	return nil
}
