package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// metadataIndex is a metadata file by the keys of its entries.
type metadataIndex struct {
	byFile map[string]*metadata // base name, with or without extension
	byID   map[string]*metadata
}

// readMetadataFile reads a metadata file: JSON Lines of metadata with the key
// "file" beside its fields, or a CSV table with the same names as columns. Each
// entry has a file or an id to be found by. An error names file and line.
func readMetadataFile(path string) (*metadataIndex, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	index, err := indexMetadata(data)
	if err == nil {
		return index, nil
	}
	var at *ParseError
	if errors.As(err, &at) && at.Line > 0 {
		return nil, fmt.Errorf("metadata %s:%d: %w", path, at.Line, withoutPlace(at))
	}
	return nil, fmt.Errorf("metadata %s: %w", path, err)
}

// withoutPlace is e without the line that stands before it in a message.
func withoutPlace(e *ParseError) *ParseError {
	return &ParseError{Field: e.Field, Err: e.Err}
}

func indexMetadata(data []byte) (*metadataIndex, error) {
	text, _, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	index := &metadataIndex{byFile: map[string]*metadata{}, byID: map[string]*metadata{}}
	if i := skipSpace(text, 0); i < len(text) && text[i] == '{' {
		return index, index.addLines(text)
	}
	return index, index.addTable(text)
}

// addLines adds the entries of JSON Lines.
func (x *metadataIndex) addLines(data []byte) error {
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		m, err := decodeMetadata(line)
		var key struct {
			File string `json:"file"`
		}
		if err == nil {
			if err = json.Unmarshal(line, &key); err != nil {
				err = jsonError(line, err)
			}
		}
		if err == nil {
			err = x.add(key.File, m)
		}
		if err != nil {
			return atLine(number, err)
		}
	}
	return nil
}

// addTable adds the entries of a CSV table.
func (x *metadataIndex) addTable(data []byte) error {
	header, above := findHeader(data, func(line []byte) bool {
		names := strings.Split(string(line), string(metadataSeparator(line)))
		return len(names) > 1 && slices.ContainsFunc(names, func(name string) bool { return keyColumn(strings.Trim(name, `" `)) != "" })
	})
	t, err := readTable(data, metadataSeparator(header), above)
	if err != nil {
		return err
	}
	fields := make([]string, len(t.header.fields))
	keyed := false
	for i, name := range t.header.fields {
		if fields[i] = keyColumn(name); fields[i] != "" {
			keyed = true
			continue
		}
		fields[i] = metadataField(name)
	}
	if !keyed {
		return &ParseError{Line: t.header.line, Err: errors.New("no column file or id to find calls by")}
	}
	for _, r := range t.rows {
		m, file := &metadata{}, ""
		for i, value := range r.fields {
			value = strings.TrimSpace(value)
			switch {
			case fields[i] == "file":
				file = value
			case fields[i] == "":
			default:
				if err := m.set(fields[i], t.header.fields[i], value); err != nil {
					return atLine(r.line, err)
				}
			}
		}
		if err := x.add(file, m); err != nil {
			return atLine(r.line, err)
		}
	}
	return nil
}

// keyColumn is "file" or "id" for the name of a column that calls are found by,
// empty for any other.
func keyColumn(name string) string {
	switch plainName(name) {
	case "file", "filename", "文件", "文件名":
		return "file"
	}
	if metadataField(name) == "id" {
		return "id"
	}
	return ""
}

// metadataSeparator is the character that the header of a metadata table uses
// most.
func metadataSeparator(header []byte) rune {
	best, most := ',', 0
	for _, comma := range ",\t;|" {
		if n := bytes.Count(header, []byte(string(comma))); n > most {
			best, most = comma, n
		}
	}
	return best
}

// atLine gives err, which has no line of the file yet, its line.
func atLine(number int, err error) error {
	var at *ParseError
	if errors.As(err, &at) {
		return &ParseError{Line: number, Column: at.Column, Field: at.Field, Err: at.Err}
	}
	return &ParseError{Line: number, Err: err}
}

// add files m under its keys.
func (x *metadataIndex) add(file string, m *metadata) error {
	if file == "" && m.ID == "" {
		return errors.New("neither file nor id to find a call by")
	}
	if file != "" {
		name := filepath.Base(filepath.FromSlash(strings.ReplaceAll(file, `\`, "/")))
		if _, ok := x.byFile[name]; ok {
			return fmt.Errorf("file %q stands twice", name)
		}
		x.byFile[name] = m
		return nil
	}
	if _, ok := x.byID[m.ID]; ok {
		return fmt.Errorf("id %q stands twice", m.ID)
	}
	x.byID[m.ID] = m
	return nil
}

// find returns the entry for a call: by the name of its file, with or without
// extension, else by its id; nil where there is none.
func (x *metadataIndex) find(file, id string) *metadata {
	if x == nil {
		return nil
	}
	if file != stdin {
		if m, ok := x.byFile[filepath.Base(file)]; ok {
			return m
		}
		if m, ok := x.byFile[stem(file)]; ok {
			return m
		}
	}
	return x.byID[id]
}
