package embedded

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"strconv"

	schema "huifang/schemas/clickhouse"
)

// Users of the server.
const (
	ownerUser   = "huifang"
	readerUser  = "reader"
	controlUser = "control"
)

// state is what a process must know to use a running server. It is the content
// of server.json.
type state struct {
	PID             int    `json:"pid"`
	Port            int    `json:"port"`
	Library         string `json:"library_version"`
	OwnerPassword   string `json:"owner_password"`
	ReaderPassword  string `json:"reader_password"`
	ControlPassword string `json:"-"`
}

// newState returns a state with fresh passwords, without port and process.
func newState() state {
	return state{
		Library:         libraryVersion,
		OwnerPassword:   rand.Text(),
		ReaderPassword:  rand.Text(),
		ControlPassword: rand.Text(),
	}
}

// readState reads server.json; the error is fs.ErrNotExist where none is.
func readState(path string) (state, error) {
	var s state
	data, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// write puts s into server.json.
func (s state) write(path string) error {
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return writePrivate(path, append(data, '\n'))
}

// removeState removes server.json; that it is gone already is no error.
func removeState(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// address is where the server listens.
func (s state) address() string {
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.Port))
}

// dsn is the address for a client of the native protocol. The traffic does not
// leave the machine, so it goes uncompressed.
func (s state) dsn(user, password string) string {
	u := url.URL{
		Scheme:   "clickhouse",
		User:     url.UserPassword(user, password),
		Host:     s.address(),
		Path:     "/" + schema.Database,
		RawQuery: "compress=none&dial_timeout=5s",
	}
	return u.String()
}
