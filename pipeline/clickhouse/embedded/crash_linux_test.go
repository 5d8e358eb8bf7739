package embedded

import (
	"errors"
	"path/filepath"
	"testing"
)

// TestAcknowledgedRowsSurviveKill kills the server right after an insert.
func TestAcknowledgedRowsSurviveKill(t *testing.T) {
	dir := t.TempDir()
	rows := uint64(0)
	for range 3 {
		s := start(t, dir, Options{})
		conn := connect(t, s.DSN())
		for _, q := range []string{
			"CREATE TABLE IF NOT EXISTS huifang.t (n UInt64) ENGINE = MergeTree ORDER BY n",
			"INSERT INTO huifang.t SELECT number FROM numbers(100000)",
		} {
			if err := conn.Exec(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		rows += 100_000
		s.child.kill()
		if _, err := Connect(t.Context(), dir); err == nil {
			t.Error("a killed server was found running")
		}
	}
	s := start(t, dir, Options{})
	if n := count(t, connect(t, s.DSN()), "SELECT count() FROM huifang.t"); n != rows {
		t.Errorf("%d rows, want %d", n, rows)
	}
}

// A server that was killed comes back where it was, for those who knew it and
// for those who look for it.
func TestRestartKeepsAddressAndPasswords(t *testing.T) {
	s := start(t, t.TempDir(), Options{})
	if err := s.Restart(t.Context()); !errors.Is(err, ErrInUse) {
		t.Errorf("a running server was restarted: %v", err)
	}
	before := s.DSN()
	exited := s.Exited()
	s.child.kill()
	<-exited
	if err := s.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s.DSN() != before {
		t.Errorf("moved from %s to %s", before, s.DSN())
	}
	if err := s.state.prepare(t.Context()); err != nil {
		t.Errorf("the old password: %v", err)
	}
	other, err := Connect(t.Context(), filepath.Dir(s.layout.root))
	if err != nil || other.DSN() != before {
		t.Errorf("another process finds it: %v", err)
	}
	select {
	case <-s.Exited():
		t.Error("the new process has ended")
	default:
	}
}
