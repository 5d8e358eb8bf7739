package ingest

import (
	"bufio"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// archiveMark stands between the path of an archive and that of an entry in it.
const archiveMark = "!/"

var (
	errNested    = errors.New("an archive within an archive is not read: unpack the outer one")
	errNothingIn = errors.New("the archive is empty")
)

// entry is one file in an archive.
type entry struct {
	archive string
	// name is the path below the archive as entryNames gives it.
	name    string
	size    int64 // as the archive states it
	sidecar func() ([]byte, error)
}

// wanted reports whether an entry is to be read, by the rules of directories,
// and tells of it where it is no transcript.
func (s *splitter) wanted(archive, name string, regular bool) bool {
	hidden := func(part string) bool { return strings.HasPrefix(part, ".") || part == "__MACOSX" }
	if slices.ContainsFunc(strings.Split(name, "/"), hidden) || strings.HasSuffix(name, sidecarSuffix) {
		return false
	}
	reason := "not a regular file"
	if regular {
		reason = otherKind(name)
	}
	if reason != "" && s.opts.Skipped != nil {
		s.opts.Skipped(archive+archiveMark+name, reason)
	}
	return reason == ""
}

// entry splits the content r of an entry. One that is compressed on its own is
// decompressed; one that is an archive is a fault. What comes of either counts
// towards whole, the bound of the archive: many small entries, or ones that share
// their data, would else each have a bound of their own.
func (s *splitter) entry(e entry, r io.Reader, whole *expansion) error {
	in := input{file: e.archive + archiveMark + e.name, size: e.size, sidecar: e.sidecar}
	if s.buffer == nil {
		s.buffer = bufio.NewReaderSize(nil, bufferSize)
	}
	s.buffer.Reset(whole.output(r))
	content := s.buffer
	head, _ := content.Peek(magicSize) // what is wrong comes up again when it is read
	kind := containerOf(e.name, head)
	if kind == gzipData || kind == zstdData {
		packed := &expansion{ctx: s.ctx}
		unpacked, err := decompress(kind, packed.input(content))
		if err != nil {
			return s.fault(in.file, err)
		}
		defer unpacked.Close()
		in.size = 0
		content = bufio.NewReaderSize(whole.output(packed.output(unpacked)), bufferSize)
		if head, _ = content.Peek(magicSize); tarWithin(e.name, head) {
			kind = tarArchive
		}
	}
	if kind == tarArchive || kind == zipArchive {
		return s.fault(in.file, errNested)
	}
	return s.stream(in, content)
}

// sidecarName is the name in the archive of the sidecar of an entry.
func sidecarName(name string) string { return path.Join(path.Dir(name), stem(name)+sidecarSuffix) }
