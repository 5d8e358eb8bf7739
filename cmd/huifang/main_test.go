package main

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"huifang/pipeline/clickhouse/embedded"
)

// asProgram makes the test binary behave as huifang, for tests that need a
// process of its own; the embedded server is started the same way.
const asProgram = "HUIFANG_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" || len(os.Args) > 1 && os.Args[1] == embedded.Subcommand {
		main()
	}
	os.Exit(m.Run())
}

// needClickHouse skips where the embedded server cannot run.
func needClickHouse(t testing.TB) {
	t.Helper()
	_, err := embedded.Library(t.Context(), os.Stderr)
	if errors.Is(err, embedded.ErrNoNPM) || errors.Is(err, embedded.ErrPlatform) {
		t.Skip("needs the embedded ClickHouse:", err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

type outcome struct {
	code     int
	out, err string
}

// huifang runs the command line in this process.
func huifang(t testing.TB, stdin string, args ...string) outcome {
	t.Helper()
	var out, stderr syncBuffer
	code := run(args, streams{in: strings.NewReader(stdin), out: &out, err: &stderr})
	return outcome{code, out.String(), stderr.String()}
}

// mustRun is huifang with the exit code checked.
func mustRun(t testing.TB, code int, args ...string) outcome {
	t.Helper()
	o := huifang(t, "", args...)
	if o.code != code {
		t.Fatalf("huifang %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), o.code, code, o.out, o.err)
	}
	return o
}

// syncBuffer is a buffer that several goroutines may write to.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
