package clickhouse

import (
	"sync"
	"testing"
)

func TestMigrateTwice(t *testing.T) {
	s := store(t)
	land(t, s, 1, samples(9)...)
	for range 2 {
		if err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	checkRelations(t, s)
}

// TestMigrateAtOnce starts from nothing in several processes, as far as the
// server can tell.
func TestMigrateAtOnce(t *testing.T) {
	s := store(t)
	for range 3 {
		dropAll(t, s)
		var wait sync.WaitGroup
		for range 4 {
			other := open(t, server.DSN())
			wait.Go(func() {
				if err := other.Migrate(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		land(t, s, 1, samples(9)...)
		checkRelations(t, s)
	}
}

// dropAll leaves the database empty. The database itself stays: the embedded
// engine does not survive a client that asks for one that is gone.
func dropAll(t *testing.T, s *Store) {
	t.Helper()
	var names []string
	row := s.conn.QueryRow(t.Context(), "SELECT groupArray(name) FROM system.tables WHERE database = 'huifang'")
	if err := row.Scan(&names); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := s.conn.Exec(t.Context(), "DROP TABLE huifang."+name+" SYNC"); err != nil {
			t.Fatal(err)
		}
	}
}
