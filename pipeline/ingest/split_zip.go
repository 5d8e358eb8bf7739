package ingest

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// zipFile splits the zip f of size bytes in the order of the names.
func (s *splitter) zipFile(file string, f *os.File, size int64) error {
	archive, err := zip.NewReader(f, size)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			err = fmt.Errorf("not a zip archive, or one that is cut short: %w", err)
		}
		return s.fault(file, err)
	}
	archive.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow)))
	if len(archive.File) == 0 {
		return s.fault(file, errNothingIn)
	}
	entries, sidecars := zipContents(archive)
	// Entries may share their data, so the bound is on all of them together.
	packed := &expansion{ctx: s.ctx, in: size}
	for _, e := range entries {
		if e.name == "[Content_Types].xml" {
			return s.fault(file, errors.New("an Office document, not an archive of transcripts"))
		}
	}
	for _, e := range entries {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		mode := e.file.Mode()
		if mode.IsDir() || !s.wanted(file, e.name, mode.IsRegular()) {
			continue
		}
		sidecar := func() ([]byte, error) {
			beside, ok := sidecars[sidecarName(e.name)]
			if !ok {
				return nil, nil
			}
			data, err := s.zipSidecar(beside, packed)
			if err != nil {
				err = fmt.Errorf("metadata %s: %w", sidecarName(e.name), err)
			}
			return data, err
		}
		if err := s.zipEntry(file, e, sidecar, packed); err != nil {
			return err
		}
		if packed.err != nil {
			return s.fault(file, fmt.Errorf("after entry %s: %w", e.name, packed.err))
		}
	}
	return nil
}

func (s *splitter) zipEntry(archive string, e zipEntry, sidecar func() ([]byte, error), packed *expansion) error {
	r, err := openZip(e.file)
	if err != nil {
		return s.fault(archive+archiveMark+e.name, err)
	}
	defer r.Close()
	size := int64(min(e.file.UncompressedSize64, 1<<62))
	return s.entry(entry{archive: archive, name: e.name, size: size, sidecar: sidecar}, zipReader(r), packed)
}

func (s *splitter) zipSidecar(f *zip.File, packed *expansion) ([]byte, error) {
	if f.UncompressedSize64 > uint64(s.opts.MaxDocument) {
		return nil, s.tooLarge("the file", int64(min(f.UncompressedSize64, 1<<62)))
	}
	r, err := openZip(f)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(packed.output(zipReader(r))) // never longer than stated
}

// zipEntry is an entry with its name decoded.
type zipEntry struct {
	name string
	file *zip.File
}

// zipContents lists the entries as a walk through directories would meet them,
// and the sidecars by name.
func zipContents(archive *zip.Reader) ([]zipEntry, map[string]*zip.File) {
	entries := make([]zipEntry, 0, len(archive.File))
	var names entryNames
	for _, f := range archive.File {
		names.add(f.Name)
	}
	sidecars := map[string]*zip.File{}
	for _, f := range archive.File {
		raw := f.Name
		if name := unicodeName(raw, f.Extra); name != "" {
			raw = name
		}
		name := names.decode(raw)
		if strings.HasSuffix(name, sidecarSuffix) {
			sidecars[name] = f
		}
		entries = append(entries, zipEntry{name, f})
	}
	slices.SortStableFunc(entries, func(a, b zipEntry) int {
		return slices.Compare(strings.Split(a.name, "/"), strings.Split(b.name, "/"))
	})
	return entries, sidecars
}

// encrypted is the flag of an entry that needs a password.
const encrypted = 1

func openZip(f *zip.File) (io.ReadCloser, error) {
	if f.Flags&encrypted != 0 {
		return nil, errors.New("encrypted: unpack the archive with its password")
	}
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fmt.Errorf("compressed by method %d, which is not supported: %w", f.Method, err)
	}
	return r, zipError(err)
}

// zipReader puts errors of r, the content of an entry, into words.
func zipReader(r io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := r.Read(p)
		if errors.Is(err, io.EOF) {
			return n, io.EOF
		}
		return n, zipError(err)
	})
}

func zipError(err error) error {
	switch {
	case errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	case errors.Is(err, zip.ErrChecksum):
		return fmt.Errorf("the entry is damaged: %w", err)
	case errors.Is(err, zip.ErrFormat):
		return fmt.Errorf("the entry is damaged, or longer than the archive states: %w", err)
	}
	return err
}
