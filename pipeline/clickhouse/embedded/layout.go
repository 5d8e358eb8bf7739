package embedded

import (
	"fmt"
	"os"
	"path/filepath"
)

// layout names the files of a data directory.
type layout struct {
	root string
}

// newLayout returns the layout under dataDir as absolute paths: the child runs
// in another working directory.
func newLayout(dataDir string) (layout, error) {
	root, err := filepath.Abs(filepath.Join(dataDir, "clickhouse"))
	return layout{root}, err
}

func (l layout) lock() string   { return filepath.Join(l.root, "lock") }
func (l layout) state() string  { return filepath.Join(l.root, "server.json") }
func (l layout) config() string { return filepath.Join(l.root, "config.xml") }
func (l layout) users() string  { return filepath.Join(l.root, "users.xml") }
func (l layout) log() string    { return filepath.Join(l.root, "log") }
func (l layout) output() string { return filepath.Join(l.root, "log", "output") }
func (l layout) run() string    { return filepath.Join(l.root, "run") }
func (l layout) store() string  { return filepath.Join(l.root, "store") }

// create makes the directories, readable by this user alone.
func (l layout) create() error {
	for _, dir := range []string{l.root, l.log(), l.run(), l.store()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("data directory: %w", err)
		}
	}
	return nil
}

// writePrivate replaces the file at path by data at once, readable by this user
// alone.
func writePrivate(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
