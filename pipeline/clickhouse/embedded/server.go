package embedded

import (
	"errors"
	"io"
	"os/exec"
	"sync"
	"time"
)

// ErrInUse is returned by Start where a server of another process has the data
// directory open.
var ErrInUse = errors.New("the data directory is in use by another process")

// ErrNotRunning is returned by Connect where no server runs on the data
// directory.
var ErrNotRunning = errors.New("no server runs on the data directory")

// Options of Start and Open. The zero value is right for the huifang binary.
type Options struct {
	// Command is the program with its first arguments that runs ServeMain;
	// nil stands for this binary with the argument Subcommand.
	Command []string
	// Library is the path of the ClickHouse library; empty stands for what
	// Library returns.
	Library string
	// Memory is the most that the server may use, in bytes; 0 stands for a
	// quarter of the machine's, between 1 and 8 GiB.
	Memory int64
	// StartTimeout bounds the start; 0 stands for two minutes, since a large
	// store takes its time to load.
	StartTimeout time.Duration
	// OwnerPassword is that of DSN; empty stands for a fresh one at each start.
	// The servers of a cluster share it.
	OwnerPassword string
	// Notes gets a line on what takes long, such as fetching the library;
	// nil discards it.
	Notes io.Writer
}

// Subcommand is the argument that makes the huifang binary call ServeMain with
// the arguments after it.
const Subcommand = "clickhouse-server"

// Server is a running server. Its methods are safe for concurrent use.
type Server struct {
	state   state
	layout  layout
	options Options

	mu sync.Mutex
	// child is nil where another process owns the server. Restart replaces it.
	child *child
}

// child is the server process of this process.
type child struct {
	cmd *exec.Cmd
	// hold is the pipe on the child's standard input: closing it stops the
	// child.
	hold io.WriteCloser
	// exited is closed once the child is gone; err is then how it ended.
	exited chan struct{}
	err    error
}

// DSN is the address for a client that migrates and lands. It contains the
// password.
func (s *Server) DSN() string { return s.state.dsn(ownerUser, s.state.OwnerPassword) }

// ReaderDSN is the address for a client that may only read, and not the
// originals. It contains the password.
func (s *Server) ReaderDSN() string { return s.state.dsn(readerUser, s.state.ReaderPassword) }

// current returns the process of the server, nil where it is another's.
func (s *Server) current() *child {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.child
}

// PID is the process of the server.
func (s *Server) PID() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.PID
}

// Exited is closed once the process of a server that this process owns has
// ended, by itself or by Stop. After a Restart it has to be asked for anew. For a
// server of another process it is nil.
func (s *Server) Exited() <-chan struct{} {
	if c := s.current(); c != nil {
		return c.exited
	}
	return nil
}
