package clickhouse

import (
	"strings"
	"testing"
)

func TestStatementsWithoutResult(t *testing.T) {
	s := store(t)
	rows, err := s.Query(t.Context(), "-- no result\nCREATE TABLE IF NOT EXISTS huifang.scratch (n UInt8) ENGINE = MergeTree ORDER BY n")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows.Columns()) != 0 || rows.Next() {
		t.Errorf("a statement without result has columns %v", rows.Columns())
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	if err := s.conn.Exec(t.Context(), "DROP TABLE huifang.scratch"); err != nil {
		t.Fatal(err)
	}
}

func TestUnqualifiedNames(t *testing.T) {
	s := store(t)
	land(t, s, 1, samples(2)...)
	rows, err := s.Query(t.Context(), "SELECT call_id, alert_level, amount, call_date FROM calls ORDER BY call_id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		values, err := rows.Values()
		if err != nil {
			t.Fatal(err)
		}
		if id, ok := values[0].(string); !ok || !strings.HasPrefix(id, "call-") {
			t.Errorf("first value is %v", values[0])
		}
	}
	if err := rows.Err(); err != nil || n != 2 {
		t.Errorf("%d rows, %v", n, err)
	}
}

// TestReaderMayOnlyRead tries what the reader of the embedded server must not
// do.
func TestReaderMayOnlyRead(t *testing.T) {
	s := store(t)
	land(t, s, 1, samples(2)...)
	reader := open(t, server.ReaderDSN())
	for _, view := range relations() {
		if view.name != "originals" {
			number(t, reader, "SELECT count() FROM huifang."+view.name)
		}
	}
	for _, statement := range []string{
		"SELECT * FROM originals",
		"SELECT texts FROM original_texts",
		"SELECT * FROM file('/etc/passwd', 'LineAsString')",
		"SELECT * FROM url('http://127.0.0.1:9/', 'LineAsString')",
		"SELECT * FROM remote('127.0.0.1:9', system.one)",
		"SELECT * FROM s3('http://127.0.0.1:9/b/k', 'LineAsString')",
		"SELECT * FROM executable('cat', 'LineAsString', 'x String')",
		"SELECT * FROM default.`/etc/passwd`",
		"SELECT * FROM merge('huifang', 'original')",
		"INSERT INTO analyses (call_id) VALUES ('x')",
		"TRUNCATE TABLE analyses",
		"ALTER TABLE analyses DELETE WHERE 1",
		"DROP TABLE analyses",
		"CREATE TABLE mine (n UInt8) ENGINE = MergeTree ORDER BY n",
		"CREATE DATABASE other",
		"SYSTEM STOP LISTEN TCP",
		"KILL QUERY WHERE 1",
		"SELECT 1 SETTINGS max_execution_time = 100000",
		"SELECT 1 SETTINGS readonly = 0",
		"SELECT 1 SETTINGS max_memory_usage = 0",
	} {
		rows, err := reader.Query(t.Context(), statement)
		if err == nil {
			for rows.Next() {
			}
			err = rows.Close()
		}
		if err == nil {
			t.Errorf("the reader may do this: %s", statement)
		}
	}
}

func TestOwnerCannotLeaveTheDatabase(t *testing.T) {
	s := store(t)
	for _, statement := range []string{
		"SELECT * FROM file('/etc/passwd', 'LineAsString')",
		"SELECT * FROM url('http://127.0.0.1:9/', 'LineAsString')",
		"SELECT * FROM default.`/etc/passwd`",
		"CREATE DATABASE other",
		"SYSTEM STOP LISTEN TCP",
		"CREATE TABLE huifang.leak (line String) ENGINE = File(LineAsString, '/etc/passwd')",
	} {
		if err := s.conn.Exec(t.Context(), statement); err == nil {
			t.Errorf("the owner may do this: %s", statement)
		}
	}
}

func TestReturnsRows(t *testing.T) {
	for statement, want := range map[string]bool{
		"SELECT 1":                              true,
		"\n (select 1) union all select 2":      true,
		"/* a */ -- b\n# c\nwith 1 as x select": true,
		"show tables":                           true,
		"EXPLAIN SELECT 1":                      true,
		"DESCRIBE calls":                        true,
		"DROP TABLE calls":                      false,
		"SELECTED":                              false,
		"-- SELECT":                             false,
		"/* SELECT":                             false,
		"":                                      false,
	} {
		if got := returnsRows(statement); got != want {
			t.Errorf("%q: %v, want %v", statement, got, want)
		}
	}
}
