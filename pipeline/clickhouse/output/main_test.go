package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/clickhouse/embedded"
)

// TestMain lets the test binary be its own ClickHouse process.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == embedded.Subcommand {
		if err := embedded.ServeMain(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// reader returns a store of the reader of a new server.
func reader(t *testing.T) *clickhouse.Store {
	t.Helper()
	server, err := embedded.Start(t.Context(), t.TempDir(), embedded.Options{Notes: os.Stderr})
	if errors.Is(err, embedded.ErrPlatform) || errors.Is(err, embedded.ErrNoNPM) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	s, err := clickhouse.Open(t.Context(), server.ReaderDSN())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
