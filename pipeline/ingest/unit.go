package ingest

import (
	"path/filepath"
	"strings"
)

// Unit is a piece of input that is read on its own: a whole file, or one line
// of JSON Lines.
type Unit struct {
	// File is the path as given, joined with the place below it where that was
	// a directory; "-" is standard input. An entry of an archive is named as in
	// "november.zip!/branch/call.json": the archive, "!/" and the path within.
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

// stem is the file's base name without its extension and without that of the
// compression.
func stem(file string) string {
	if file == stdin {
		return "stdin"
	}
	base := filepath.Base(withoutCompression(file))
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// withoutCompression is a name without .gz or .zst at its end.
func withoutCompression(name string) string {
	switch ext := filepath.Ext(name); strings.ToLower(ext) {
	case ".gz", ".zst":
		return strings.TrimSuffix(name, ext)
	}
	return name
}
