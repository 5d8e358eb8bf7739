package risk

import (
	"bytes"
	"errors"
	"fmt"
	"hash"
	"io/fs"

	"go.yaml.in/yaml/v4"
)

// RuleError is a fault in a rule set's file. Line and Column count from 1.
type RuleError struct {
	File         string
	Line, Column int
	Reason       string
}

func (e *RuleError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Reason)
}

// loader reads files, keeps their text to find places in it, and collects
// faults so that a risk officer sees all of them at once.
type loader struct {
	fsys fs.FS
	rs   *RuleSet
	hash hash.Hash
	read []source
	errs []error
}

type source struct {
	name string
	data []byte
}

func (l *loader) fail(file string, line, column int, format string, args ...any) {
	l.errs = append(l.errs, &RuleError{File: file, Line: line, Column: column, Reason: fmt.Sprintf(format, args...)})
}

// yamlErrors splits what the YAML reader found into one RuleError a fault.
func (l *loader) yamlErrors(file string, err error) {
	var many *yaml.LoadErrors
	if errors.As(err, &many) {
		for _, e := range many.Errors {
			l.fail(file, e.Mark.Line, max(e.Mark.Column, 1), "%s", e.Message)
		}
		return
	}
	var one *yaml.LoadError
	if errors.As(err, &one) {
		l.fail(file, one.Mark.Line, max(one.Mark.Column, 1), "%s", one.Message)
		return
	}
	l.fail(file, 1, 1, "%v", err)
}

// line returns the first line of file that contains text, 1 where none does:
// decoded values carry no place, and a code or id stands once in a file.
func (l *loader) line(file, text string) int {
	for _, s := range l.read {
		if s.name != file {
			continue
		}
		if at := bytes.Index(s.data, []byte(text)); at >= 0 {
			return 1 + bytes.Count(s.data[:at], []byte("\n"))
		}
	}
	return 1
}
