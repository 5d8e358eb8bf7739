package ingest

import (
	"errors"
	"strconv"
	"strings"

	"huifang/schemas"
)

// Rejection says why an input, or one call of it, could not be read. It is an
// error.
type Rejection struct {
	// File is the path as given, "-" for standard input.
	File string
	// Position is the place of the call in the file, such as "line 3" or
	// "call 2"; empty where it is the whole file.
	Position string
	// Line and Column are where in the file the fault is, counted from 1,
	// Column in code points; 0 where unknown.
	Line, Column int
	// Format is the format that the input was read as, empty where it did not
	// come to that.
	Format string
	// Reason is the cause in words, without the place.
	Reason string
	// Err is the cause for errors.Is and errors.As.
	Err error
	// Data is the input itself as far as it was read: the unit's bytes, or the
	// part of them that holds the call. Nil where nothing could be read or the
	// input is over the size limit.
	Data []byte
}

// Error gives place, format and reason, as in
// "calls/a.csv:7:3: csv: line ends within quotes".
func (r *Rejection) Error() string {
	var b strings.Builder
	b.WriteString(r.File)
	if r.Line > 0 {
		b.WriteString(":" + strconv.Itoa(r.Line))
		if r.Column > 0 {
			b.WriteString(":" + strconv.Itoa(r.Column))
		}
	}
	b.WriteString(": ")
	// A line number says the same twice.
	if r.Position != "" && (r.Line == 0 || !strings.HasPrefix(r.Position, "line ")) {
		b.WriteString(r.Position + ": ")
	}
	if r.Format != "" {
		b.WriteString(r.Format + ": ")
	}
	b.WriteString(r.Reason)
	return b.String()
}

// Unwrap returns the cause.
func (r *Rejection) Unwrap() error { return r.Err }

// reject builds a rejection of u, or of the call at position in it, and takes
// the place from err where it carries one.
func reject(u *Unit, position, format string, err error) *Rejection {
	r := &Rejection{File: u.File, Position: u.Position, Format: format, Reason: err.Error(), Err: err, Data: u.Data}
	if position != "" {
		r.Position = strings.TrimPrefix(u.Position+", "+position, ", ")
	}
	if u.Position != "" {
		r.Line = u.Line
	}
	var at *ParseError
	if errors.As(err, &at) {
		if at.Line > 0 {
			r.Line, r.Column = max(u.Line, 1)+at.Line-1, at.Column
		}
		r.Reason = at.Err.Error()
		if at.Field != "" {
			r.Reason = "field " + at.Field + ": " + r.Reason
		}
	}
	return r
}

// RejectCall is the rejection of a call that was read but cannot be used. Its
// data is the call itself, so that it can be put in again.
func RejectCall(c *schemas.Call, err error) *Rejection {
	r := &Rejection{Reason: err.Error(), Err: err}
	if c.Source != nil {
		r.File, r.Position, r.Format = c.Source.File, c.Source.Position, c.Source.Format
	}
	if data, encodeErr := schemas.Encode(c); encodeErr == nil {
		r.Data = data
	}
	return r
}
