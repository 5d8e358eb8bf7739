package ingest

import (
	"path/filepath"
	"strings"
)

// Unit is a piece of input that is read on its own: a whole file, or one line
// of JSON Lines.
type Unit struct {
	// File is the path as given, joined with the place below it where that was
	// a directory; "-" is standard input.
	File string
	// Position is "line 3" for a line of JSON Lines, empty for a whole file.
	Position string
	// Line is the line of the file that Data begins on, from 1.
	Line int
	// Data is the input, decompressed but not decoded. The receiver owns it.
	Data []byte
	// Sidecar is what stands in the metadata file beside the transcript, nil
	// where there is none. Units of one file share it: it is read only.
	Sidecar []byte
	// Fault is set, and Data empty, where the input could not be read. Parse
	// returns it as the unit's rejection, so that faults keep their place in
	// the order of units.
	Fault *Rejection
}

// stdin is how standard input is named on the command line and in File.
const stdin = "-"

// stem is the file's base name without its extension and without .gz.
func stem(file string) string {
	if file == stdin {
		return "stdin"
	}
	base := filepath.Base(withoutGzip(file))
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// withoutGzip is a name without .gz at its end.
func withoutGzip(name string) string {
	if ext := filepath.Ext(name); strings.EqualFold(ext, ".gz") {
		return strings.TrimSuffix(name, ext)
	}
	return name
}
