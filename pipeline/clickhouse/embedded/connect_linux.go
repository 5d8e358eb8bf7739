package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Connect finds the server that another process runs on dataDir. One that is
// starting or stopping is waited for until ctx ends. It fails with
// ErrNotRunning where there is none; what a killed one left behind is removed.
func Connect(ctx context.Context, dataDir string) (*Server, error) {
	l, err := newLayout(dataDir)
	if err != nil {
		return nil, err
	}
	for {
		switch running, err := l.running(); {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("%s: %w", l.root, ErrNotRunning)
		case err != nil:
			return nil, err
		case !running:
			return nil, fmt.Errorf("%s: %w", l.root, ErrNotRunning)
		}
		s, err := readState(l.state())
		if err == nil {
			// The file may be from before a kill, the lock of a server that
			// is only starting: it counts once it answers.
			if err = s.prepare(ctx); err == nil {
				return &Server{state: s, layout: l}, nil
			}
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if sleep(ctx, lockPoll) != nil {
			return nil, fmt.Errorf("%s: the server of another process does not answer: %w", l.root, err)
		}
	}
}

// running says whether a process holds the lock, and removes the state file
// where none does. The error is fs.ErrNotExist where there is no store.
func (l layout) running() (bool, error) {
	if _, err := os.Stat(l.lock()); err != nil {
		return false, err
	}
	lock, err := tryLock(l.lock())
	if errors.Is(err, errLocked) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	defer lock.Close()
	return false, removeState(l.state())
}

// Open returns the server of dataDir: the one that runs there already, or a new
// one.
func Open(ctx context.Context, dataDir string, o Options) (*Server, error) {
	for {
		s, err := Start(ctx, dataDir, o)
		if !errors.Is(err, ErrInUse) {
			return s, err
		}
		s, err = Connect(ctx, dataDir)
		if !errors.Is(err, ErrNotRunning) {
			return s, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
}
