package output

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"huifang/pipeline/clickhouse"
)

// Rows is a result as clickhouse.Rows hands it out.
type Rows interface {
	Columns() []clickhouse.Column
	Next() bool
	Values() ([]any, error)
	Err() error
}

// Formats of Options.
const (
	// Table is aligned columns under a header, for a terminal.
	Table = "table"
	// CSV is RFC 4180 with \N for NULL, as ClickHouse has it.
	CSV = "csv"
	// JSON is JSON Lines: one object a row, its keys in the order of the
	// columns.
	JSON = "json"
)

// Formats lists the formats that Write knows.
func Formats() []string { return []string{Table, CSV, JSON} }

// Options say how to write.
type Options struct {
	// Format is one of Formats.
	Format string
	// Header puts the column names first in CSV. A table always has them, JSON
	// has them in every row.
	Header bool
}

// encoder writes rows in one format.
type encoder interface {
	// row writes a row, or keeps it until it knows how. values may be kept.
	row(values []any) error
	// flush writes what was kept.
	flush() error
}

// Write writes all rows to w as they come and returns how many they were. A
// statement without a result writes nothing.
func Write(w io.Writer, rows Rows, o Options) (int, error) {
	if !slices.Contains(Formats(), o.Format) {
		return 0, fmt.Errorf("unknown format %q: use one of %s", o.Format, strings.Join(Formats(), ", "))
	}
	columns := newFields(rows.Columns())
	if len(columns) == 0 {
		return 0, rows.Err()
	}
	out := bufio.NewWriter(w)
	enc, err := newEncoder(out, columns, o)
	if err != nil {
		return 0, err
	}
	n := 0
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return n, err
		}
		if err := enc.row(values); err != nil {
			return n, err
		}
		n++
	}
	// What came before an error is written all the same.
	err = rows.Err()
	if flushErr := enc.flush(); err == nil {
		err = flushErr
	}
	if flushErr := out.Flush(); err == nil {
		err = flushErr
	}
	return n, err
}

func newEncoder(w *bufio.Writer, columns []field, o Options) (encoder, error) {
	switch o.Format {
	case CSV:
		return newCSV(w, columns, o.Header)
	case JSON:
		return newJSON(w, columns)
	default:
		return newTable(w, columns), nil
	}
}

// field is a column with its type taken apart.
type field struct {
	name string
	typ  *dataType
}

func newFields(columns []clickhouse.Column) []field {
	fields := make([]field, len(columns))
	for i, c := range columns {
		fields[i] = field{c.Name, parseType(c.Type)}
	}
	return fields
}
