package ingest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// delimited is a table, one turn a row, whose first line names the columns. It
// may hold several calls, told apart by a column call_id. Times need a unit in
// the column's name, or clock form: two tools of one family write seconds in
// one kind of table and milliseconds in the other, so numbers alone say
// nothing. A table without a header is refused for the same reason.
func delimited(name, doc string) format {
	return format{
		name: name,
		doc:  doc,
		detect: func(p *probe) int {
			if p.kind == jsonObject || p.kind == jsonArray {
				return 0
			}
			first, _, _ := bytes.Cut(p.head, []byte("\n"))
			if separatorName(separator(first)) == name && knownColumns(splitHeader(first)) >= 2 {
				return 90
			}
			// The name says table but the header does not: parsing says why not.
			if p.ext() == "."+name {
				return 40
			}
			return 0
		},
		parse: func(data []byte) ([]transcript, error) {
			first, _, _ := bytes.Cut(data, []byte("\n"))
			comma := separator(first)
			if separatorName(comma) != name {
				return nil, errNoHeader
			}
			header, rows, err := readTable(data, comma)
			if err != nil {
				return nil, err
			}
			return tableTranscripts(header, rows, unitNone)
		},
	}
}

var errNoHeader = &ParseError{Line: 1, Err: errors.New("no header: the first line must name the columns, as in \"start_ms,end_ms,role,text\"")}

// row is one line of a table with its place in the file.
type row struct {
	fields []string
	line   int // that the row begins on, from 1
	raw    []byte
}

// separator guesses the separator of a header line: the one that cuts it into
// the most known columns, a comma where none does.
func separator(header []byte) rune {
	best, most := ',', 0
	for _, comma := range "\t,;|" {
		if n := knownColumns(strings.Split(string(header), string(comma))); n > most {
			best, most = comma, n
		}
	}
	if most == 0 && bytes.IndexByte(header, '\t') >= 0 {
		return '\t'
	}
	return best
}

func separatorName(comma rune) string {
	if comma == '\t' {
		return "tsv"
	}
	return "csv"
}

// splitHeader splits a header line at its separator.
func splitHeader(header []byte) []string {
	return strings.Split(string(header), string(separator(header)))
}

// knownColumns counts the names that readColumn knows.
func knownColumns(names []string) int {
	n := 0
	for _, name := range names {
		if readColumn(strings.Trim(strings.TrimSpace(name), `"`)).kind != columnUnknown {
			n++
		}
	}
	return n
}

// readTable reads a whole table by RFC 4180. Quotes mean nothing in tab
// separated text unless a field begins with one.
func readTable(data []byte, comma rune) (header []string, rows []row, err error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = comma
	r.FieldsPerRecord = -1
	r.LazyQuotes = comma == '\t' && !bytes.Contains(data, []byte("\t\"")) && !bytes.Contains(data, []byte("\n\""))
	for begin := int64(0); ; begin = r.InputOffset() {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, tableError(data, err)
		}
		line, _ := r.FieldPos(0)
		if blankRow(fields) {
			continue
		}
		if header == nil {
			header = fields
			continue
		}
		if len(fields) > len(header) {
			return nil, nil, &ParseError{Line: line, Err: fmt.Errorf("%d fields where the header has %d: quote text that holds the separator", len(fields), len(header))}
		}
		rows = append(rows, row{fields: fields, line: line, raw: data[begin:r.InputOffset()]})
	}
	if header == nil {
		return nil, nil, errNoHeader
	}
	return header, rows, nil
}

// tableError places an error of encoding/csv over data.
func tableError(data []byte, err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return err
	}
	reason := at.Err.Error()
	switch {
	case errors.Is(at.Err, csv.ErrQuote):
		reason = "a quoted field does not end with its quote"
	case errors.Is(at.Err, csv.ErrBareQuote):
		reason = "a quote within a field that does not begin with one: double it and quote the field"
	}
	return &ParseError{Line: at.Line, Column: runeColumn(data, at.Line, at.Column), Err: errors.New(reason)}
}

// runeColumn is the column in code points of a column in bytes, both from 1.
func runeColumn(data []byte, line, column int) int {
	for ; line > 1; line-- {
		data = data[bytes.IndexByte(data, '\n')+1:]
	}
	return utf8.RuneCount(data[:min(column-1, len(data))]) + 1
}

func blankRow(fields []string) bool {
	return !slices.ContainsFunc(fields, func(f string) bool {
		return strings.TrimFunc(f, unicode.IsSpace) != ""
	})
}
