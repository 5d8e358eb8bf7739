// Package deadletter keeps inputs that could not be read, with the reason and
// their original bytes, in a directory.
//
// Each input becomes two files named after its content and place: NAME.json
// tells what and why, NAME.raw holds the bytes. The same bad input read again
// writes the same names, so that a second run adds nothing. Files appear whole
// or not at all and are readable by their owner only, since transcripts hold
// secrets.
package deadletter

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Letter is one rejected input.
type Letter struct {
	// File is the path as given, Position the place in it, empty for all of it.
	File     string `json:"file"`
	Position string `json:"position,omitempty"`
	// Line and Column count from 1; 0 where unknown.
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Format string `json:"format,omitempty"`
	Reason string `json:"reason"`
	// SHA256 is that of Data, in hex; empty where Data is nil.
	SHA256 string `json:"sha256,omitempty"`
	// Data is the original input; nil where it was not read, as with a file
	// over the size limit.
	Data []byte `json:"-"`
}

// Dir is a directory of dead letters. It is safe for concurrent use.
type Dir struct {
	path string
}

// Open returns the directory at path; it is made with the first letter.
func Open(path string) *Dir { return &Dir{path: path} }

// Path is where the letters are.
func (d *Dir) Path() string { return d.path }

// Put stores l and returns its name. Storing the same letter again changes
// nothing.
func (d *Dir) Put(l Letter) (string, error) {
	if err := os.MkdirAll(d.path, 0o700); err != nil {
		return "", fmt.Errorf("keep rejected input: %w", err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00", l.File, l.Position)
	h.Write(l.Data)
	name := hex.EncodeToString(h.Sum(nil))[:24]
	if l.Data != nil {
		sum := sha256.Sum256(l.Data)
		l.SHA256 = hex.EncodeToString(sum[:])
		if err := d.write(name+".raw", l.Data); err != nil {
			return "", err
		}
	}
	description, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return "", fmt.Errorf("keep rejected input: %w", err)
	}
	return name, d.write(name+".json", append(description, '\n'))
}

// Get reads a letter back by its name.
func (d *Dir) Get(name string) (Letter, error) {
	var l Letter
	description, err := os.ReadFile(filepath.Join(d.path, name+".json"))
	if err != nil {
		return l, err
	}
	if err := json.Unmarshal(description, &l); err != nil {
		return l, fmt.Errorf("dead letter %s: %w", name, err)
	}
	if l.SHA256 == "" {
		return l, nil
	}
	l.Data, err = os.ReadFile(filepath.Join(d.path, name+".raw"))
	return l, err
}

// write replaces a file in one step.
func (d *Dir) write(name string, data []byte) error {
	f, err := os.CreateTemp(d.path, ".new-*")
	if err != nil {
		return fmt.Errorf("keep rejected input: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(d.path, name))
	}
	if err != nil {
		return fmt.Errorf("keep rejected input: %w", err)
	}
	return nil
}
