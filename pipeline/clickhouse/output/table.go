package output

import (
	"bufio"
	"strings"

	"github.com/mattn/go-runewidth"
)

// widthRows is how many rows a table looks at before it fixes the widths of its
// columns and writes each further row as it comes.
const widthRows = 1000

// gap stands between columns.
const gap = "  "

// controlEscaper keeps a cell on its line.
var controlEscaper = strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`, "\x00", `\0`, "\x1b", `\e`)

type tableEncoder struct {
	w       *bufio.Writer
	columns []field
	// measure takes characters of ambiguous width for narrow, as terminals do.
	measure *runewidth.Condition
	// kept are the rows before the widths are known.
	kept   [][]string
	widths []int
}

func newTable(w *bufio.Writer, columns []field) *tableEncoder {
	return &tableEncoder{w: w, columns: columns, measure: &runewidth.Condition{}}
}

func (e *tableEncoder) row(values []any) error {
	cells := make([]string, len(e.columns))
	for i, c := range e.columns {
		var b strings.Builder
		if err := appendText(&b, typed{c.typ, values[i]}, nullText, false); err != nil {
			return err
		}
		cells[i] = controlEscaper.Replace(b.String())
	}
	if e.widths != nil {
		return e.line(cells)
	}
	e.kept = append(e.kept, cells)
	if len(e.kept) < widthRows {
		return nil
	}
	return e.begin()
}

func (e *tableEncoder) flush() error {
	if e.widths != nil {
		return nil
	}
	return e.begin()
}

// begin fixes the widths and writes header and kept rows.
func (e *tableEncoder) begin() error {
	head := make([]string, len(e.columns))
	rule := make([]string, len(e.columns))
	e.widths = make([]int, len(e.columns))
	for i, c := range e.columns {
		head[i] = controlEscaper.Replace(c.name)
		e.widths[i] = e.measure.StringWidth(head[i])
		for _, cells := range e.kept {
			e.widths[i] = max(e.widths[i], e.measure.StringWidth(cells[i]))
		}
		rule[i] = strings.Repeat("-", e.widths[i])
	}
	for _, cells := range append([][]string{head, rule}, e.kept...) {
		if err := e.line(cells); err != nil {
			return err
		}
	}
	e.kept = nil
	return nil
}

// line writes one line, numbers to the right, without blanks at its end. A cell
// wider than its column pushes the rest of its line to the right.
func (e *tableEncoder) line(cells []string) error {
	var b strings.Builder
	for i, cell := range cells {
		if i > 0 {
			b.WriteString(gap)
		}
		pad := strings.Repeat(" ", max(0, e.widths[i]-e.measure.StringWidth(cell)))
		if e.columns[i].typ.numeric() {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
	}
	_, err := e.w.WriteString(strings.TrimRight(b.String(), " ") + "\n")
	return err
}
