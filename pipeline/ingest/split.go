package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// DefaultMaxDocument is the default of SplitOptions.MaxDocument.
const DefaultMaxDocument = 64 << 20

// SplitOptions tunes Split. The zero value is ready to use.
type SplitOptions struct {
	// MaxDocument bounds a unit in bytes after decompression; 0 is
	// DefaultMaxDocument. A larger file, or line of JSON Lines, is a fault that
	// costs no more memory than the bound.
	MaxDocument int64
	// Exclude are files that a directory may hold and that are no transcripts,
	// such as the metadata file. They are passed over in silence.
	Exclude []string
	// Stdin is read for the path "-"; nil is os.Stdin.
	Stdin io.Reader
	// Skipped is called for each file below a directory that is passed over,
	// with the reason in words; nil is not called.
	Skipped func(file, reason string)
}

// Split cuts what stands at path into units and hands them to yield one after
// the other, in the order of the names and of the lines.
//
// path is a file, "-" for standard input, or a directory, which is walked with
// all below it. There, files and directories whose names begin with a dot are
// left out, as are sidecars (name.meta.json), and files whose extension says
// that they are no transcript are reported to Skipped; links to directories are
// not followed.
//
// Files in gzip (.gz) or Zstandard (.zst) are decompressed and archives (.zip,
// .tar, .tar.gz, .tgz, .tar.zst) are read wherever a file is, standard input
// included; the name says so or, where it says nothing, the first bytes do. What
// stands in an archive is treated as in a directory, sidecars included; a zip is
// read in the order of the names, a tar in its own. An archive within an archive
// is a fault, and so is an entry that is encrypted or damaged. An archive on
// standard input is copied to a temporary file while it is read.
//
// A file that cannot be read, is empty or too large comes as a unit with a
// Fault and the rest goes on. The error is that of yield or of ctx, unwrapped;
// nothing else stops Split.
func Split(ctx context.Context, path string, opts SplitOptions, yield func(Unit) error) error {
	s := splitter{ctx: ctx, opts: opts, yield: yield}
	if s.opts.MaxDocument <= 0 {
		s.opts.MaxDocument = DefaultMaxDocument
	}
	if s.opts.Stdin == nil {
		s.opts.Stdin = os.Stdin
	}
	if path == stdin {
		return s.pipe(input{file: stdin}, s.opts.Stdin)
	}
	info, err := os.Stat(path)
	if err != nil {
		return s.fault(path, err)
	}
	if info.IsDir() {
		return s.directory(path)
	}
	return s.file(path)
}

// splitter is one run of Split.
type splitter struct {
	ctx   context.Context
	opts  SplitOptions
	yield func(Unit) error
	// buffer is that of the archive's entry being read.
	buffer *bufio.Reader
}

// input is a file on disk, in an archive or on standard input, about to be read.
type input struct {
	file string // as in Unit.File
	size int64  // of the content; 0 where unknown
	// sidecar returns the content of its sidecar, nil where there is none.
	sidecar func() ([]byte, error)
}

// emit yields u unless the run was cancelled.
func (s *splitter) emit(u Unit) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	return s.yield(u)
}

// fault yields a unit for a file that cannot be read.
func (s *splitter) fault(file string, err error) error {
	reason := err.Error()
	if path, ok := err.(*fs.PathError); ok { // the path stands before the reason
		reason = path.Err.Error()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		reason = strings.Replace(reason, io.ErrUnexpectedEOF.Error(), "the data is cut short", 1)
	}
	return s.emit(Unit{File: file, Fault: &Rejection{File: file, Reason: reason, Err: err}})
}

// directory splits the transcripts below root.
func (s *splitter) directory(root string) error {
	return s.walk(root, s.file, s.fault)
}

// walk calls visit with each transcript below root, by name, and failed with
// what cannot be looked at.
func (s *splitter) walk(root string, visit func(path string) error, failed func(path string, err error) error) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return failed(path, err)
		}
		name := d.Name()
		if path != root && strings.HasPrefix(name, ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() || strings.HasSuffix(name, sidecarSuffix) || s.excluded(path) {
			return nil
		}
		if reason := notTranscript(path, d); reason != "" {
			if s.opts.Skipped != nil {
				s.opts.Skipped(path, reason)
			}
			return nil
		}
		return visit(path)
	})
}

// excluded reports whether path is one of the files to pass over, however
// either is written.
func (s *splitter) excluded(path string) bool {
	for _, other := range s.opts.Exclude {
		if filepath.Clean(path) == filepath.Clean(other) {
			return true
		}
		a, errA := os.Stat(path)
		b, errB := os.Stat(other)
		if errA == nil && errB == nil && os.SameFile(a, b) {
			return true
		}
	}
	return false
}

// notTranscript says why an entry of a directory is passed over, empty where it
// is not.
func notTranscript(path string, d fs.DirEntry) string {
	kind := d.Type()
	if kind&fs.ModeSymlink != 0 {
		target, err := os.Stat(path)
		if err != nil {
			return "" // reading it will say what is wrong
		}
		if target.IsDir() {
			return "link to a directory"
		}
		kind = target.Mode().Type()
	}
	if kind != 0 {
		return "not a regular file"
	}
	return otherKind(path)
}

// otherKind says what a file is that is no transcript by its name, empty where
// the name does not say so.
func otherKind(name string) string {
	switch strings.ToLower(filepath.Ext(withoutCompression(name))) {
	case ".wav", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".opus", ".amr", ".wma", ".pcm", ".mp4", ".mkv", ".mov", ".avi", ".webm":
		return "recording"
	case ".md", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".html", ".htm":
		return "document"
	case ".png", ".jpg", ".jpeg", ".gif", ".svg":
		return "picture"
	case ".7z", ".rar", ".bz2", ".tbz2", ".xz", ".txz", ".lz4", ".parquet", ".db", ".sqlite":
		return "database, or archive of a kind that is not read"
	case ".yaml", ".yml", ".toml", ".ini", ".sql", ".sh", ".py", ".go", ".js", ".log":
		return "program, settings or log"
	}
	return ""
}

// tooLarge is the fault of a unit over the limit; size is 0 where unknown.
func (s *splitter) tooLarge(what string, size int64) error {
	if size > 0 {
		return fmt.Errorf("%s has %d bytes, over the limit of %d", what, size, s.opts.MaxDocument)
	}
	return fmt.Errorf("%s is longer than the limit of %d bytes", what, s.opts.MaxDocument)
}
