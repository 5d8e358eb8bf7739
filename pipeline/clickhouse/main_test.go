package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"huifang/pipeline/clickhouse/embedded"
	"huifang/schemas"
)

// writerSubcommand makes the test binary a process that lands calls until it is
// killed.
const writerSubcommand = "land-until-killed"

// server is the one server of all tests, nil where there is none to be had, and
// then noServer says why.
var (
	server   *embedded.Server
	noServer error
)

// TestMain starts one server for all tests; each clears the tables. The binary
// is also its server process and its writer process.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case embedded.Subcommand:
			exit(embedded.ServeMain(os.Args[2:]))
		case writerSubcommand:
			exit(landUntilKilled(os.Args[2]))
		}
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

// store returns a migrated store with empty tables.
func store(t testing.TB) *Store {
	t.Helper()
	if server == nil {
		t.Skip(noServer)
	}
	s := open(t, server.DSN())
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"analyses", "rejected_inputs", "original_texts", "code_definitions"} {
		if err := s.conn.Exec(t.Context(), "TRUNCATE TABLE huifang."+table); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// open returns a store that is closed with the test.
func open(t testing.TB, dsn string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// land stores calls as analysed at second n.
func land(t testing.TB, s *Store, n int64, calls ...*schemas.Call) {
	t.Helper()
	if err := s.Land(t.Context(), calls, at(n)); err != nil {
		t.Fatal(err)
	}
}

func at(n int64) LandOptions {
	return LandOptions{AnalyzedAt: time.Unix(n, 0), AnalysisVersion: "test/1"}
}

// number returns the one number that query yields.
func number(t testing.TB, s *Store, query string) uint64 {
	t.Helper()
	var n uint64
	if err := s.conn.QueryRow(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}
