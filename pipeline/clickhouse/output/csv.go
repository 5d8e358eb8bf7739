package output

import (
	"encoding/csv"
	"io"
	"strings"
)

// nullCSV is how ClickHouse reads and writes NULL in CSV: an empty field is an
// empty text.
const nullCSV = `\N`

type csvEncoder struct {
	w       *csv.Writer
	columns []field
	record  []string
}

func newCSV(w io.Writer, columns []field, header bool) (*csvEncoder, error) {
	e := &csvEncoder{w: csv.NewWriter(w), columns: columns, record: make([]string, len(columns))}
	if !header {
		return e, nil
	}
	for i, c := range columns {
		e.record[i] = c.name
	}
	return e, e.w.Write(e.record)
}

func (e *csvEncoder) row(values []any) error {
	for i, c := range e.columns {
		var b strings.Builder
		if err := appendText(&b, typed{c.typ, values[i]}, nullCSV, false); err != nil {
			return err
		}
		e.record[i] = b.String()
	}
	return e.w.Write(e.record)
}

func (e *csvEncoder) flush() error {
	e.w.Flush()
	return e.w.Error()
}
