package embedded

import (
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
