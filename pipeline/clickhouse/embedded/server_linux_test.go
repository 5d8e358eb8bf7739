package embedded

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// connect returns a client of dsn.
func connect(t *testing.T, dsn string) clickhouse.Conn {
	t.Helper()
	options, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := clickhouse.Open(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// count returns the single number that query yields.
func count(t *testing.T, conn clickhouse.Conn, query string) uint64 {
	t.Helper()
	var n uint64
	if err := conn.QueryRow(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// alive says whether the process runs; a zombie does not.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	return err == nil && !strings.Contains(string(stat), ") Z ")
}

// eventually fails the test where what does not become true within a minute.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("not so after a minute: %s", what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestDataSurvivesStop(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, Options{})
	conn := connect(t, s.DSN())
	for _, q := range []string{
		"CREATE TABLE huifang.t (n UInt64) ENGINE = MergeTree ORDER BY n",
		"INSERT INTO huifang.t SELECT number FROM numbers(1000)",
	} {
		if err := conn.Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	// A statement that would run for an hour does not hold up the stop.
	go func() {
		_ = conn.Exec(context.Background(), "SELECT sleepEachRow(3) FROM huifang.t SETTINGS max_block_size = 1")
	}()
	pid := s.state.PID
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if alive(pid) {
		t.Errorf("process %d still runs after Stop", pid)
	}
	if err := s.Stop(t.Context()); err != nil {
		t.Errorf("second Stop: %v", err)
	}
	again := start(t, dir, Options{})
	if n := count(t, connect(t, again.DSN()), "SELECT count() FROM huifang.t"); n != 1000 {
		t.Errorf("%d rows after a restart, want 1000", n)
	}
}

func TestSecondProcessConnects(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, Options{})
	if _, err := Start(t.Context(), dir, Options{}); !errors.Is(err, ErrInUse) {
		t.Fatalf("second Start: %v, want ErrInUse", err)
	}
	other, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if other.current() != nil || s.current() == nil {
		t.Errorf("the second has process %v, the first %v", other.current(), s.current())
	}
	if err := other.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, connect(t, other.DSN()), "SELECT toUInt64(7)"); n != 7 {
		t.Errorf("got %d", n)
	}
	info, err := os.Stat(s.layout.state())
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("server.json has mode %v", info.Mode())
	}
}

func TestConnectWithoutServer(t *testing.T) {
	dir := t.TempDir()
	if _, err := Connect(t.Context(), dir); !errors.Is(err, ErrNotRunning) {
		t.Fatalf("empty directory: %v, want ErrNotRunning", err)
	}
	l, err := newLayout(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.create(); err != nil {
		t.Fatal(err)
	}
	stale := newState()
	stale.Port = 1
	if err := stale.write(l.state()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(l.lock(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Connect(t.Context(), dir); !errors.Is(err, ErrNotRunning) {
		t.Fatalf("stale server.json: %v, want ErrNotRunning", err)
	}
	if _, err := os.Stat(l.state()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("stale server.json is still there: %v", err)
	}
}

func TestServerEndsWithKilledParent(t *testing.T) {
	dir := t.TempDir()
	start(t, t.TempDir(), Options{}) // skips where there is no library
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	parent := exec.Command(self, "hold-server", dir)
	parent.Stderr = os.Stderr
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatalf("the parent did not start: %v", err)
	}
	l, err := newLayout(dir)
	if err != nil {
		t.Fatal(err)
	}
	running, err := readState(l.state())
	if err != nil {
		t.Fatal(err)
	}
	if !alive(running.PID) {
		t.Fatal("the server does not run")
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	eventually(t, "the server ends with its parent", func() bool {
		_, err := Connect(t.Context(), dir)
		return errors.Is(err, ErrNotRunning) && !alive(running.PID)
	})
	start(t, dir, Options{})
}

// TestTakenPortIsReplaced hands out a port that is taken, once for clients and
// once for the engine.
func TestTakenPortIsReplaced(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	l, err := newLayout(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.create(); err != nil {
		t.Fatal(err)
	}
	lock, err := tryLock(l.lock())
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	library, err := Library(t.Context(), os.Stderr)
	if err != nil {
		t.Skip(err)
	}
	asked := 0
	s, err := startLocked(t.Context(), l, lock, Options{Library: library}, func() (int, error) {
		if asked++; asked == 1 || asked == 4 {
			return taken.Addr().(*net.TCPAddr).Port, nil
		}
		return freePort()
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop(context.Background())
	if asked != 6 {
		t.Errorf("asked for %d ports, want 6", asked)
	}
}

func TestStartErrorNamesTheCause(t *testing.T) {
	start(t, t.TempDir(), Options{}) // skips where there is no library
	broken := filepath.Join(t.TempDir(), "libchdb.so")
	if err := os.WriteFile(broken, []byte("not a library"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), t.TempDir(), Options{Library: broken})
	if err == nil || !strings.Contains(err.Error(), broken) {
		t.Errorf("error %v does not name the library", err)
	}
}
