package output

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"huifang/pipeline/clickhouse"
)

// fakeRows are rows of one String column and one UInt32 column.
type fakeRows struct {
	texts []string
	next  int
	err   error
}

func (r *fakeRows) Columns() []clickhouse.Column {
	return []clickhouse.Column{{Name: "text", Type: "LowCardinality(String)"}, {Name: "n", Type: "UInt32"}}
}

func (r *fakeRows) Next() bool {
	r.next++
	return r.next <= len(r.texts)
}

func (r *fakeRows) Values() ([]any, error) {
	return []any{r.texts[r.next-1], uint32(r.next)}, nil
}

func (r *fakeRows) Err() error { return r.err }

func TestTableStreams(t *testing.T) {
	rows := &fakeRows{}
	for i := range 3 * widthRows {
		rows.texts = append(rows.texts, fmt.Sprintf("行%d", i))
	}
	rows.texts[widthRows+5] = strings.Repeat("长", 40)
	var out strings.Builder
	n, err := Write(&out, rows, Options{Format: Table})
	if err != nil || n != len(rows.texts) {
		t.Fatalf("%d rows, %v", n, err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != n+2 {
		t.Errorf("%d lines for %d rows", len(lines), n)
	}
	// The widest of the first rows is 行999, five cells, before a gap and a
	// number of four.
	if want := "行0       1"; lines[2] != want {
		t.Errorf("first row %q, want %q", lines[2], want)
	}
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "行2999") || !strings.HasSuffix(last, "3000") {
		t.Errorf("last row %q", last)
	}
}

func TestHeaderOnRequest(t *testing.T) {
	for header, want := range map[bool]string{true: "text,n\na,1\n", false: "a,1\n"} {
		var out strings.Builder
		if _, err := Write(&out, &fakeRows{texts: []string{"a"}}, Options{Format: CSV, Header: header}); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("header %v: got %q, want %q", header, out.String(), want)
		}
	}
}

func TestRowsBeforeAnErrorAreWritten(t *testing.T) {
	broken := errors.New("connection lost")
	for _, format := range Formats() {
		var out strings.Builder
		n, err := Write(&out, &fakeRows{texts: []string{"before"}, err: broken}, Options{Format: format})
		if !errors.Is(err, broken) || n != 1 || !strings.Contains(out.String(), "before") {
			t.Errorf("%s: %d rows, %v, %q", format, n, err, out.String())
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	_, err := Write(&strings.Builder{}, &fakeRows{}, Options{Format: "xml"})
	if err == nil || !strings.Contains(err.Error(), "table, csv, json") {
		t.Errorf("error %v does not list the formats", err)
	}
}

func TestParseType(t *testing.T) {
	typ := parseType("Array(Tuple(when Nullable(DateTime64(6, 'a,b(')), level Enum8('x, (' = 1), Map(String, Array(UInt8))))")
	if typ.name != "Array" || len(typ.args) != 1 {
		t.Fatalf("got %+v", typ)
	}
	tuple := typ.args[0]
	if tuple.name != "Tuple" || len(tuple.args) != 3 || tuple.names != nil {
		t.Fatalf("got %+v", tuple)
	}
	if when := tuple.args[0]; when.name != "DateTime64" || when.digits != 6 {
		t.Errorf("got %+v", when)
	}
	if m := tuple.args[2]; m.name != "Map" || len(m.args) != 2 || m.args[1].args[0].name != "UInt8" {
		t.Errorf("got %+v", m)
	}
}

func FuzzParseType(f *testing.F) {
	for _, seed := range []string{
		"Nullable(Decimal(18, 2))", "Tuple(a UInt8, `b c` String)", "Map(String, Array(Nullable(Date)))",
		"Enum8('a)' = 1)", "Array(", "Tuple()", "Nullable()", "DateTime64(,)", "((", "Array(Array(Array(",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		typ := parseType(s)
		if typ == nil {
			t.Fatal("no type")
		}
		if typ.names != nil && len(typ.names) != len(typ.args) {
			t.Errorf("%d names for %d elements", len(typ.names), len(typ.args))
		}
		typ.argument(3)
	})
}
