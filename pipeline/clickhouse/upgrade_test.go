package clickhouse

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"huifang/schemas"
	schema "huifang/schemas/clickhouse"
)

// firstRelease is the last migration of the first release.
const firstRelease = 9

// TestUpgrade brings a store that the first release has filled to this one, while
// a process of that release goes on landing, and then lands a call again.
func TestUpgrade(t *testing.T) {
	s := store(t)
	dropAll(t, s)
	files, err := schema.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	upTo(t, s, files, firstRelease)
	checkUpgrade(t, s, func() error { return s.Migrate(t.Context()) })
}

// upgradeCluster is TestUpgrade for the shards of cluster two.
func upgradeCluster(t *testing.T, servers [2]*Store) {
	t.Helper()
	files, err := schema.Cluster{Name: "two"}.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range servers {
		if err := s.createDatabase(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
		upTo(t, s, files, firstRelease)
	}
	checkUpgrade(t, servers[0], func() error { return servers[0].MigrateCluster(t.Context(), ClusterOptions{Name: "two"}) })
}

func upTo(t *testing.T, s *Store, files fs.FS, version int64) {
	t.Helper()
	err := s.withMigrations(files, func(p *goose.Provider) error {
		_, err := p.UpTo(t.Context(), version)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkUpgrade(t *testing.T, s *Store, migrate func() error) {
	t.Helper()
	var known []string
	row := s.conn.QueryRow(t.Context(), "SELECT groupArray(name) FROM system.columns WHERE database = 'huifang' AND table = 'analyses'")
	if err := row.Scan(&known); err != nil {
		t.Fatal(err)
	}
	if len(known) == 0 || len(known) >= len(analysisColumns()) {
		t.Fatalf("the first release has %d columns, this one %d", len(known), len(analysisColumns()))
	}
	landOld := func(calls ...*schemas.Call) {
		t.Helper()
		columns := slices.DeleteFunc(analysisColumns(), func(c column) bool { return !slices.Contains(known, c.name) })
		var names []string
		for _, c := range columns {
			names = append(names, "`"+c.name+"`")
		}
		err := s.insert(t.Context(), "INSERT INTO huifang.analyses ("+strings.Join(names, ", ")+")", len(calls), func(i int) []any {
			r, err := newRow(calls[i], at(1))
			if err != nil {
				t.Fatal(err)
			}
			var values []any
			for _, c := range columns {
				values = append(values, c.value(r))
			}
			return values
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	calls := samples(9)
	landOld(calls[:6]...)
	if err := migrate(); err != nil {
		t.Fatal(err)
	}
	landOld(calls[6:]...)
	for relation, rows := range map[string]uint64{
		"calls": 9, "turns": 9 * sampleTurns, "entities": 9*sampleTurns/2 + 9, "keywords": 18, "signals": 9,
		"terms": 0, "disfluencies": 0, "lang_spans": 0, "alerts": 3, "borrower_timeline": 9,
	} {
		if n := number(t, s, "SELECT count() FROM (SELECT * FROM huifang."+relation+")"); n != rows {
			t.Errorf("%s has %d rows, want %d", relation, n, rows)
		}
	}
	for query, want := range map[string]uint64{
		"SELECT count() FROM huifang.calls WHERE ability = '' AND willingness = '' AND ability_score IS NULL AND empty(mood_quarters)": 9,
		"SELECT count() FROM huifang.turns WHERE disfluencies = 0 AND NOT sentiment_abstained AND text != ''":                          9 * sampleTurns,
		"SELECT count() FROM huifang.entities WHERE ref = '' AND text != ''":                                                           9*sampleTurns/2 + 9,
	} {
		if n := number(t, s, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	land(t, s, 2, calls...)
	checkRelations(t, s)
}
