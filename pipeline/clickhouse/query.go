package clickhouse

import (
	"context"
	"reflect"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Column is a column of a result.
type Column struct {
	Name string
	// Type is the ClickHouse type, such as Nullable(Decimal(18, 2)).
	Type string
}

// Rows is the result of a query, read block by block. It is used like sql.Rows,
// by one goroutine, and must be closed.
type Rows struct {
	// rows is nil for a statement without a result.
	rows    driver.Rows
	columns []Column
	// dest are pointers to the values of one row, of the driver's types.
	dest []any
}

// Query runs one statement. Unqualified names are of the database huifang. It is
// not retried. Ending ctx cancels it.
func (s *Store) Query(ctx context.Context, statement string) (*Rows, error) {
	if !returnsRows(statement) {
		if err := s.conn.Exec(ctx, statement); err != nil {
			return nil, err
		}
		return &Rows{}, nil
	}
	rows, err := s.conn.Query(ctx, statement)
	if err != nil {
		return nil, err
	}
	r := &Rows{rows: rows}
	for _, t := range rows.ColumnTypes() {
		r.columns = append(r.columns, Column{Name: t.Name(), Type: t.DatabaseTypeName()})
		r.dest = append(r.dest, reflect.New(t.ScanType()).Interface())
	}
	return r, nil
}

// Columns returns the columns; none for a statement without a result.
func (r *Rows) Columns() []Column { return r.columns }

// Next moves to the next row and says whether there is one.
func (r *Rows) Next() bool { return r.rows != nil && r.rows.Next() }

// Values returns the row in fresh values of the driver's types: a Nullable is a
// pointer, an Array a slice, a Map a map, a Tuple a slice or, with names, a map.
func (r *Rows) Values() ([]any, error) {
	for _, d := range r.dest {
		reflect.ValueOf(d).Elem().SetZero()
	}
	if err := r.rows.Scan(r.dest...); err != nil {
		return nil, err
	}
	values := make([]any, len(r.dest))
	for i, d := range r.dest {
		values[i] = reflect.ValueOf(d).Elem().Interface()
	}
	return values, nil
}

// Err returns what ended the rows before their end, nil otherwise.
func (r *Rows) Err() error {
	if r.rows == nil {
		return nil
	}
	return r.rows.Err()
}

// Close ends the query and returns Err.
func (r *Rows) Close() error {
	if r.rows == nil {
		return nil
	}
	return r.rows.Close()
}
