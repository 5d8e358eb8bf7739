package ingest

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxSidecars bounds what is kept in memory of a tar's sidecars, in bytes of
// content and names.
const maxSidecars = 256 << 20

// tarFile splits a tar in the order of its entries. size is that of the file in
// bytes, open returns its content from the beginning, decompressed.
//
// It is read twice: a sidecar may stand behind its transcript, and the encoding
// of names shows in all of them together. What need not be read of a tar that is
// not compressed is skipped by seeking.
func (s *splitter) tarFile(file string, size int64, open func() (io.ReadCloser, error)) error {
	contents, err := s.tarContents(open)
	if err != nil {
		return s.fault(file, err)
	}
	r, err := open()
	if err != nil {
		return s.fault(file, err)
	}
	defer r.Close()
	archive := tar.NewReader(r)
	// An entry with holes in it is longer than what the archive holds of it.
	packed := &expansion{ctx: s.ctx, in: size}
	last := ""
	for {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		h, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF) && last == "":
			return s.fault(file, errNothingIn)
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, tar.ErrHeader):
			err = fmt.Errorf("not a tar archive, or a damaged one: %w", err)
			fallthrough
		case err != nil:
			if last != "" {
				err = fmt.Errorf("after entry %s: %w", last, err)
			}
			return s.fault(file, err)
		}
		name := contents.names.decode(h.Name)
		last = name
		if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader ||
			!s.wanted(file, name, h.Typeflag == tar.TypeReg || h.Typeflag == tar.TypeGNUSparse) {
			continue
		}
		sidecar := func() ([]byte, error) { return contents.sidecars[sidecarName(name)], nil }
		if err := s.entry(entry{archive: file, name: name, size: h.Size, sidecar: sidecar}, archive, packed); err != nil {
			return err
		}
		if packed.err != nil {
			return s.fault(file, fmt.Errorf("after entry %s: %w", name, packed.err))
		}
	}
}

// tarContents is what the first reading of a tar finds.
type tarContents struct {
	names    entryNames
	sidecars map[string][]byte // by decoded name
}

// tarContents goes through a tar up to its end or to where it is damaged, which
// the second reading will tell.
func (s *splitter) tarContents(open func() (io.ReadCloser, error)) (*tarContents, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	found := &tarContents{sidecars: map[string][]byte{}}
	raw := map[string][]byte{}
	left := int64(maxSidecars)
	archive := tar.NewReader(r)
	for {
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
		h, err := archive.Next()
		if err != nil {
			break
		}
		found.names.add(h.Name)
		if h.Typeflag != tar.TypeReg || !strings.HasSuffix(h.Name, sidecarSuffix) {
			continue
		}
		if left -= h.Size + int64(len(h.Name)); left < 0 {
			return nil, fmt.Errorf("its files *%s are over %d MiB together: unpack the archive", sidecarSuffix, maxSidecars>>20)
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			break
		}
		raw[h.Name] = data
	}
	for name, data := range raw {
		found.sidecars[found.names.decode(name)] = data
	}
	return found, nil
}
