package land_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/clickhouse/embedded"
)

// server is the one ClickHouse of all tests, nil where there is none to be had,
// and then noServer says why.
var (
	server   *embedded.Server
	noServer error
)

// TestMain starts the server; the test binary is also its process.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == embedded.Subcommand {
		exit(embedded.ServeMain(os.Args[2:]))
	}
	dir, err := os.MkdirTemp("", "huifang-test-")
	if err != nil {
		exit(err)
	}
	ctx := context.Background()
	server, noServer = embedded.Start(ctx, dir, embedded.Options{Notes: os.Stderr})
	if noServer != nil && !errors.Is(noServer, embedded.ErrPlatform) && !errors.Is(noServer, embedded.ErrNoNPM) {
		exit(noServer)
	}
	code := m.Run()
	if server != nil {
		if err := server.Stop(ctx); err != nil {
			exit(err)
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		exit(err)
	}
	os.Exit(code)
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// open returns a migrated store over dsn that is closed with the test.
func open(t testing.TB, dsn string) *clickhouse.Store {
	t.Helper()
	s, err := clickhouse.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// empty returns a store without calls.
func empty(t testing.TB) *clickhouse.Store {
	t.Helper()
	if server == nil {
		t.Skip(noServer)
	}
	s := open(t, server.DSN())
	truncate(t, s)
	return s
}

func truncate(t testing.TB, s *clickhouse.Store) {
	t.Helper()
	query(t, s, "TRUNCATE TABLE huifang.analyses")
}

// query returns the rows of a statement, spelt out.
func query(t testing.TB, s *clickhouse.Store, statement string) []string {
	t.Helper()
	rows, err := s.Query(t.Context(), statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	var out []string
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		out = append(out, fmt.Sprint(values...))
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return out
}
