//go:build !linux

package embedded

import (
	"context"
	"os"
)

// Start fails: there is no library for this platform.
func Start(context.Context, string, Options) (*Server, error) { return nil, ErrPlatform }

// Connect fails: no server can run here.
func Connect(context.Context, string) (*Server, error) { return nil, ErrPlatform }

// Open fails: there is no library for this platform.
func Open(context.Context, string, Options) (*Server, error) { return nil, ErrPlatform }

// ServeMain fails: there is no library for this platform.
func ServeMain([]string) error { return ErrPlatform }

// Restart fails: no server can run here.
func (s *Server) Restart(context.Context) error { return ErrPlatform }

// Stop does nothing: no server can run here.
func (s *Server) Stop(context.Context) error { return nil }

func waitLock(context.Context, string) (*os.File, error) { return nil, ErrPlatform }
