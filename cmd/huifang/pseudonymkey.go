package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// pseudonymFlags name the key that the pseudonyms of people are made with.
type pseudonymFlags struct {
	PseudonymKey     string `help:"Key of the pseudonyms of people, the same wherever calls of a borrower are analysed; better in the environment or a file." name:"pseudonym-key" placeholder:"SECRET"`
	PseudonymKeyFile string `help:"File with that key." name:"pseudonym-key-file" type:"existingfile" placeholder:"FILE"`
}

// leastKey is how long a key has to be: one that can be guessed gives names away.
const leastKey = 16

// ownKey is the file of a data directory's own key.
const ownKey = "pseudonym.key"

// namedKey returns the key that the flags name, nil where they name none.
func (f *pseudonymFlags) namedKey() ([]byte, error) {
	key := f.PseudonymKey
	switch {
	case f.PseudonymKeyFile == "" && key == "":
		return nil, nil
	case f.PseudonymKeyFile != "" && key != "":
		return nil, usageError{errors.New("--pseudonym-key and --pseudonym-key-file exclude each other")}
	case f.PseudonymKeyFile != "":
		data, err := os.ReadFile(f.PseudonymKeyFile)
		if err != nil {
			return nil, err
		}
		key = strings.TrimSpace(string(data))
	}
	if len(key) < leastKey {
		return nil, usageError{fmt.Errorf("the key of the pseudonyms has %d characters: want at least %d", len(key), leastKey)}
	}
	return []byte(key), nil
}

// keyFor is namedKey, or where none is named the key of the data directory, which
// is made on first use: calls that land in one store need one key.
func (f *pseudonymFlags) keyFor(dataDir string) ([]byte, error) {
	key, err := f.namedKey()
	if key != nil || err != nil {
		return key, err
	}
	own := pseudonymFlags{PseudonymKeyFile: filepath.Join(dataDir, ownKey)}
	if _, err := os.Stat(own.PseudonymKeyFile); errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(own.PseudonymKeyFile); err != nil {
			return nil, fmt.Errorf("key of the pseudonyms: %w", err)
		}
	}
	return own.namedKey()
}

// makeKey puts a random key into a new file that only its owner may read. Of two
// processes that make it at a time one wins, and the file is never half written.
func makeKey(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ownKey+".*") // readable by its owner only
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	var random [32]byte
	rand.Read(random[:]) // never fails
	_, err = f.WriteString(hex.EncodeToString(random[:]) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
