package load

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"
)

// ErrJournalInUse is returned by OpenJournal where another process has it open.
var ErrJournalInUse = errors.New("another ingest writes to this journal")

// entrySize is the size of an entry in bytes: the hash of the call's id and that
// of its content, big-endian.
const entrySize = 16

// entry is a call that was sent.
type entry struct{ id, content uint64 }

// Journal remembers which calls were acknowledged, 16 bytes each. It is safe for
// concurrent use.
type Journal struct {
	mu   sync.RWMutex
	sent map[entry]struct{}
	file *os.File
	lock *flock.Flock
}

// OpenJournal opens the journal at path, which is made if need be, with the
// folder that it lies in. An entry that a crash has cut off is dropped.
func OpenJournal(path string) (*Journal, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	free, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if !free {
		return nil, fmt.Errorf("%s: %w", path, ErrJournalInUse)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", errors.Join(err, lock.Unlock()))
	}
	j := &Journal{sent: map[entry]struct{}{}, file: file, lock: lock}
	if err := j.read(); err != nil {
		return nil, fmt.Errorf("journal %s: %w", path, errors.Join(err, j.Close()))
	}
	return j, nil
}

// read takes in all whole entries and leaves the file at the end of the last.
func (j *Journal) read() error {
	data, err := io.ReadAll(j.file)
	if err != nil {
		return err
	}
	whole := len(data) / entrySize * entrySize
	for at := 0; at < whole; at += entrySize {
		j.sent[entry{binary.BigEndian.Uint64(data[at:]), binary.BigEndian.Uint64(data[at+8:])}] = struct{}{}
	}
	if err := j.file.Truncate(int64(whole)); err != nil {
		return err
	}
	_, err = j.file.Seek(int64(whole), io.SeekStart)
	return err
}

func (j *Journal) has(e entry) bool {
	j.mu.RLock()
	defer j.mu.RUnlock()
	_, ok := j.sent[e]
	return ok
}

// add notes entries. What a loss of power takes from the end is sent again, so
// nothing waits for the disk.
func (j *Journal) add(entries []entry) error {
	var data bytes.Buffer
	for _, e := range entries {
		data.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, e.id), e.content))
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := j.file.Write(data.Bytes()); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	for _, e := range entries {
		j.sent[e] = struct{}{}
	}
	return nil
}

// Close lets others open the journal.
func (j *Journal) Close() error {
	return errors.Join(j.file.Close(), j.lock.Unlock())
}
