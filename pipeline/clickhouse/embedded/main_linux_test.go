package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"
)

// TestMain lets the test binary be its own server process, and a process that
// starts a server only to be killed.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		var err error
		switch os.Args[1] {
		case Subcommand:
			err = ServeMain(os.Args[2:])
		case "hold-server":
			err = holdServer(os.Args[2])
		default:
			os.Exit(m.Run())
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// holdServer starts a server on dir, says so on standard output and waits to be
// killed.
func holdServer(dir string) error {
	if _, err := Start(context.Background(), dir, Options{}); err != nil {
		return err
	}
	fmt.Println("ready")
	time.Sleep(time.Hour)
	return errors.New("nobody killed the process")
}

// start returns a server on dir that ends with the test.
func start(t *testing.T, dir string, o Options) *Server {
	t.Helper()
	s, err := Start(t.Context(), dir, o)
	if errors.Is(err, ErrPlatform) || errors.Is(err, ErrNoNPM) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}
