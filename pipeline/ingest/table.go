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
			if header, _ := headerLine(p.head); separatorName(separator(header)) == name && knownColumns(splitHeader(header)) >= 2 {
				return 90
			}
			// The name says table but the header does not: parsing says why not.
			if p.ext() == "."+name {
				return 40
			}
			return 0
		},
		parse: func(data []byte) ([]transcript, error) {
			header, above := headerLine(data)
			comma := separator(header)
			if separatorName(comma) != name && !alone(header) {
				return nil, errNoHeader
			}
			t, err := readTable(data, comma, above)
			if err != nil {
				return nil, err
			}
			return tableTranscripts(t, unitNone)
		},
	}
}

var errNoHeader = &ParseError{Line: 1, Err: errors.New("no header: the first line must name the columns, as in \"start_ms,end_ms,role,text\"")}

// table is a table as read, before its columns are understood.
type table struct {
	header row
	rows   []row
	// above counts the lines over the header: a title, or what a spreadsheet
	// program writes there.
	above int
}

// row is one line of a table with its place in the file.
type row struct {
	fields []string
	line   int // that the row begins on, from 1
	raw    []byte
}

// maxAbove is how many lines above a header are looked at, maxHeader how much of
// each.
const (
	maxAbove  = 10
	maxHeader = 16 << 10
)

// headerLine finds the header of a transcript's table: the line that names a
// column of text and another.
func headerLine(data []byte) (header []byte, above int) {
	return findHeader(data, func(line []byte) bool {
		names := splitHeader(line)
		return knownColumns(names) >= 2 && namesText(names)
	})
}

// findHeader finds the first line that is a header and how many lines stand
// above it. Where there is none it is the first line, which then shows what is
// missing.
func findHeader(data []byte, isHeader func(line []byte) bool) (header []byte, above int) {
	for rest := data; above <= maxAbove && len(rest) > 0; above++ {
		header, rest = cutLine(rest)
		if header = header[:min(len(header), maxHeader)]; isHeader(header) {
			return header, above
		}
	}
	header, _ = cutLine(data)
	return header[:min(len(header), maxHeader)], 0
}

// cutLine cuts the first line off data; its end may be any of the three kinds.
func cutLine(data []byte) (line, rest []byte) {
	i := bytes.IndexAny(data, "\r\n")
	if i < 0 {
		return data, nil
	}
	rest = data[i+1:]
	if data[i] == '\r' {
		rest = bytes.TrimPrefix(rest, []byte("\n"))
	}
	return data[:i], rest
}

// alone reports whether a header is of a single column, so that nothing shows
// what separates columns.
func alone(header []byte) bool { return !bytes.ContainsAny(header, separators) }

// separators are the characters that may separate columns.
const separators = "\t,;|"

// separator guesses the separator of a header line: the one that cuts it into
// the most known columns, a comma where none does.
func separator(header []byte) rune {
	best, most := ',', 0
	for _, comma := range separators {
		if !bytes.ContainsRune(header, comma) {
			continue
		}
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
		if headerColumn(name).kind != columnUnknown {
			n++
		}
	}
	return n
}

// namesText reports whether one of the names is that of the column of text.
func namesText(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return headerColumn(name).kind == columnText })
}

// headerColumn is readColumn for a name that may stand in quotes.
func headerColumn(name string) column {
	return readColumn(strings.Trim(strings.TrimSpace(name), `"`))
}

// readTable reads a whole table by RFC 4180 whose header has above lines over
// it. Quotes mean nothing in tab separated text unless a field begins with one.
func readTable(data []byte, comma rune, above int) (*table, error) {
	if bytes.IndexByte(data, '\n') < 0 {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	t := &table{above: above}
	data = blankLines(data, above)
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
			return nil, tableError(data, err)
		}
		line, _ := r.FieldPos(0)
		if blankRow(fields) {
			continue
		}
		if t.header.fields == nil {
			t.header = row{fields: fields, line: line}
			continue
		}
		if header := t.header.fields; len(fields) > len(header) {
			return nil, &ParseError{Line: line, Err: fmt.Errorf("%d fields where the header has %d: quote text that holds the separator", len(fields), len(header))}
		}
		t.rows = append(t.rows, row{fields: fields, line: line, raw: data[begin:r.InputOffset()]})
	}
	if t.header.fields == nil {
		return nil, errNoHeader
	}
	return t, nil
}

// blankLines takes the text of the first n lines out of data and leaves the
// lines, so that places further on stay what they are.
func blankLines(data []byte, n int) []byte {
	rest := data
	for range n {
		_, rest = cutLine(rest)
	}
	if n == 0 {
		return data
	}
	return slices.Concat(bytes.Repeat([]byte("\n"), n), rest)
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
