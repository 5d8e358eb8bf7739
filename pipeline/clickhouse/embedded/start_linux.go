package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

const (
	// startTimeout bounds a start where Options does not.
	startTimeout = 2 * time.Minute
	// startAttempts is how often a start is tried when another program took
	// the port between its choice and its use.
	startAttempts = 3
	// stopGrace is how long the child may take to end by itself.
	stopGrace = 20 * time.Second
)

// Start runs a server on dataDir, which is created if need be, and returns once
// it answers. It fails with ErrInUse where one runs there already, with
// ErrPlatform or ErrNoNPM where no library is to be had, and else with what the
// server said when it ended. Ending ctx later does not stop the server: Stop
// does.
func Start(ctx context.Context, dataDir string, o Options) (*Server, error) {
	if o.Notes == nil {
		o.Notes = io.Discard
	}
	l, err := newLayout(dataDir)
	if err != nil {
		return nil, err
	}
	if err := l.create(); err != nil {
		return nil, err
	}
	lock, err := tryLock(l.lock())
	if errors.Is(err, errLocked) {
		return nil, fmt.Errorf("%s: %w", l.root, ErrInUse)
	}
	if err != nil {
		return nil, err
	}
	// The child inherits the lock; this copy may go as soon as it runs.
	defer lock.Close()
	if o.Library == "" {
		if o.Library, err = Library(ctx, o.Notes); err != nil {
			return nil, err
		}
	}
	timeout := o.StartTimeout
	if timeout == 0 {
		timeout = startTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	return startLocked(ctx, l, lock, o, freePort)
}

// startLocked runs the server for the holder of lock. It asks port for other
// ports where the child ended because one was taken.
func startLocked(ctx context.Context, l layout, lock *os.File, o Options, port func() (int, error)) (*Server, error) {
	if o.Memory == 0 {
		o.Memory = serverMemory()
	}
	s := &Server{state: newState(), layout: l, options: o}
	if o.OwnerPassword != "" {
		s.state.OwnerPassword = o.OwnerPassword
	}
	if err := writeConfig(l, s.state, o.Memory); err != nil {
		return nil, err
	}
	var err error
	for range startAttempts {
		if s.state.Port, err = port(); err != nil {
			return nil, err
		}
		if err = s.launch(ctx, lock, port); !errors.Is(err, errPortTaken) {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	return s, s.announce(ctx)
}

// announce lets other processes find the server.
func (s *Server) announce(ctx context.Context) error {
	pid := s.current().cmd.Process.Pid
	s.mu.Lock()
	s.state.PID = pid
	s.mu.Unlock()
	if err := s.state.write(s.layout.state()); err != nil {
		return errors.Join(err, s.Stop(ctx))
	}
	return nil
}

// Restart runs the server of this process again after it has ended, by itself or
// killed, at the same address and with the same passwords: who was connected
// finds it again. It fails with ErrInUse while it runs.
func (s *Server) Restart(ctx context.Context) error {
	lock, err := tryLock(s.layout.lock())
	if errors.Is(err, errLocked) {
		return fmt.Errorf("%s: %w", s.layout.root, ErrInUse)
	}
	if err != nil {
		return err
	}
	defer lock.Close()
	timeout := s.options.StartTimeout
	if timeout == 0 {
		timeout = startTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := writeConfig(s.layout, s.state, s.options.Memory); err != nil {
		return err
	}
	for range startAttempts {
		if err = s.launch(ctx, lock, freePort); !errors.Is(err, errPortTaken) {
			break
		}
	}
	if err != nil {
		return err
	}
	return s.announce(ctx)
}

// launch starts the child, with a port of its own for the engine, and waits until
// it answers. On failure no child is left.
func (s *Server) launch(ctx context.Context, lock *os.File, port func() (int, error)) error {
	enginePort, err := port()
	if err != nil {
		return err
	}
	c, err := spawn(s.layout, lock, s.options.Command)
	if err != nil {
		return err
	}
	task := order{
		Library:    s.options.Library,
		Root:       s.layout.root,
		Port:       s.state.Port,
		EnginePort: enginePort,
		Passwords: map[string]string{
			ownerUser:   s.state.OwnerPassword,
			readerUser:  s.state.ReaderPassword,
			controlUser: s.state.ControlPassword,
		},
	}
	if err = task.send(c.hold); err == nil {
		err = s.state.waitReady(ctx, c.exited)
	}
	if err == nil {
		s.mu.Lock()
		s.child = c
		s.mu.Unlock()
		return nil
	}
	c.kill()
	return startError(s.layout, err)
}

// spawn runs the server command. The child has its own process group, so that
// an interrupt at the terminal does not tear the engine down in mid-insert, and
// hardly any environment, since the engine takes settings from there.
func spawn(l layout, lock *os.File, command []string) (*child, error) {
	if command == nil {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		command = []string{self, Subcommand}
	}
	output, err := os.OpenFile(l.output(), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer output.Close()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = l.run()
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LD_LIBRARY_PATH=" + os.Getenv("LD_LIBRARY_PATH")}
	cmd.Stdout, cmd.Stderr = output, output
	cmd.ExtraFiles = []*os.File{lock}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	hold, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the ClickHouse process: %w", err)
	}
	c := &child{cmd: cmd, hold: hold, exited: make(chan struct{})}
	go func() {
		c.err = cmd.Wait()
		close(c.exited)
	}()
	return c, nil
}

// kill ends the child at once.
func (c *child) kill() {
	// That it is gone already is what is wanted.
	_ = c.cmd.Process.Kill()
	<-c.exited
}

// Stop ends the server of this process: running statements are cancelled, the
// data stays. It waits for the process to be gone, and kills it when it takes
// too long or ctx ends; no acknowledged row is lost by that. For a server of
// another process it does nothing. A second call does nothing.
func (s *Server) Stop(ctx context.Context) error {
	c := s.current()
	if c == nil {
		return nil
	}
	select {
	case <-c.exited:
		return nil
	default:
	}
	// First of all, so that nobody connects to a server that is going.
	err := removeState(s.layout.state())
	_ = c.hold.Close()
	grace := time.NewTimer(stopGrace)
	defer grace.Stop()
	select {
	case <-c.exited:
	case <-grace.C:
		c.kill()
	case <-ctx.Done():
		c.kill()
	}
	return err
}
