package ingest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// FollowOptions tunes Follow. Both durations are required.
type FollowOptions struct {
	// Every is the time between two looks at the paths.
	Every time.Duration
	// Settle is how long a file must stand unchanged before it is taken: it may
	// still be written.
	Settle time.Duration
	// Exclude and Skipped are those of SplitOptions; each file that is passed
	// over is reported once.
	Exclude []string
	Skipped func(file, reason string)
}

// Follow looks at paths, files and directories, until ctx ends, and hands yield
// the transcripts that are new since the last look, in the order of Split. A file
// that changes is handed on again, and so is one whose sidecar comes or changes.
// What it has seen it forgets when it returns: whoever follows on must know which
// calls are new.
//
// The error is that of yield or the cause of ctx, or says that standard input
// cannot be followed. What cannot be looked at is looked at again.
func Follow(ctx context.Context, paths []string, opts FollowOptions, yield func(files []string) error) error {
	for _, path := range paths {
		if path == stdin {
			return errors.New("standard input cannot be followed, only files and directories")
		}
	}
	f := follower{opts: opts, files: map[string]*followed{}, skipped: map[string]bool{}}
	every := time.NewTicker(opts.Every)
	defer every.Stop()
	for {
		if files := f.look(ctx, paths, time.Now()); len(files) > 0 {
			if err := yield(files); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-every.C:
		}
	}
}

// follower is one run of Follow.
type follower struct {
	opts    FollowOptions
	files   map[string]*followed
	skipped map[string]bool
	looks   int
}

// followed is a file that has been seen.
type followed struct {
	state stateOfFile
	since time.Time // when it was first seen in this state
	taken bool      // in this state
	look  int       // the last one that saw it
}

// stateOfFile changes with a file or its sidecar.
type stateOfFile struct {
	size, modified               int64
	sidecarSize, sidecarModified int64
}

// look returns the files that are ready and have not been taken as they are now.
func (f *follower) look(ctx context.Context, paths []string, now time.Time) []string {
	f.looks++
	var ready []string
	visit := func(path string) error {
		if f.ready(path, now) {
			ready = append(ready, path)
		}
		return ctx.Err()
	}
	skipped := func(file, reason string) {
		if !f.skipped[file] && f.opts.Skipped != nil {
			f.opts.Skipped(file, reason)
		}
		f.skipped[file] = true
	}
	walker := splitter{ctx: ctx, opts: SplitOptions{Exclude: f.opts.Exclude, Skipped: skipped}}
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil: // may be there at the next look
		case info.IsDir():
			if walker.walk(path, visit, func(string, error) error { return nil }) != nil {
				return nil // ctx has ended
			}
		case visit(path) != nil:
			return nil
		}
	}
	for path, file := range f.files {
		if file.look != f.looks {
			delete(f.files, path)
		}
	}
	return ready
}

// ready reports whether the file at path is to be taken now, and takes note of
// that.
func (f *follower) ready(path string, now time.Time) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	state := stateOfFile{size: info.Size(), modified: info.ModTime().UnixNano()}
	newest := info.ModTime()
	if sidecar := statSidecar(path); sidecar != nil {
		state.sidecarSize, state.sidecarModified = sidecar.Size(), sidecar.ModTime().UnixNano()
		if sidecar.ModTime().After(newest) {
			newest = sidecar.ModTime()
		}
	}
	file := f.files[path]
	if file == nil || file.state != state {
		file = &followed{state: state, since: now}
		f.files[path] = file
	}
	file.look = f.looks
	if file.taken || now.Sub(file.since) < f.opts.Settle && now.Sub(newest) < f.opts.Settle {
		return false
	}
	file.taken = true
	return true
}

// statSidecar returns nil where a file has no sidecar.
func statSidecar(path string) fs.FileInfo {
	info, err := os.Stat(filepath.Join(filepath.Dir(path), stem(path)+sidecarSuffix))
	if err != nil {
		return nil
	}
	return info
}
