package clickhouse

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huifang/pipeline/clickhouse/embedded"
	"huifang/schemas"
	schema "huifang/schemas/clickhouse"
)

// shards returns two servers that know each other as the shards of cluster two.
func shards(t *testing.T) [2]*embedded.Server {
	t.Helper()
	if server == nil {
		t.Skip(noServer)
	}
	var servers [2]*embedded.Server
	var dirs [2]string
	var list strings.Builder
	for i := range servers {
		dirs[i] = t.TempDir()
		s, err := embedded.Start(t.Context(), dirs[i], embedded.Options{OwnerPassword: "of-both", Memory: 1 << 30})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Stop(context.Background()); err != nil {
				t.Error(err)
			}
		})
		servers[i] = s
		u := address(t, s)
		fmt.Fprintf(&list, "<shard><replica><host>%s</host><port>%s</port><user>%s</user><password>of-both</password></replica></shard>",
			u.Hostname(), u.Port(), u.User.Username())
	}
	// The ports are known only now, so both start again with more configuration.
	for i, s := range servers {
		if err := s.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		for file, text := range map[string]string{
			"config.d/cluster.xml": "<remote_servers><two>" + list.String() + "</two></remote_servers>",
			"users.d/cluster.xml":  `<users><huifang><grants><query add="1">GRANT TABLE ENGINE ON Distributed</query><query add="2">GRANT SELECT ON system.clusters</query></grants></huifang></users>`,
		} {
			file = filepath.Join(dirs[i], "clickhouse", file)
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte("<clickhouse>"+text+"</clickhouse>"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	var wait sync.WaitGroup
	for _, s := range servers {
		wait.Go(func() {
			if err := s.Restart(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return servers
}

func address(t *testing.T, s *embedded.Server) *url.URL {
	t.Helper()
	u, err := url.Parse(s.DSN())
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestClusterAnswersAsOneServer upgrades a cluster, and then lands the same on two shards and on one server:
// calls, replays, further analyses, late ones, and calls that move from one
// borrower to another.
func TestClusterAnswersAsOneServer(t *testing.T) {
	servers := shards(t)
	single := store(t)
	entries := [2]*Store{open(t, servers[0].DSN()), open(t, servers[1].DSN())}
	upgradeCluster(t, entries)
	if err := entries[0].MigrateCluster(t.Context(), ClusterOptions{Name: "two"}); err != nil {
		t.Fatal(err)
	}
	calls := talkingCalls(200)
	moved := samples(50)
	for _, c := range moved {
		c.BorrowerID, c.LoanFile["borrower"] = "moved-"+c.ID, "青川改名机械厂"
		c.Turns = c.Turns[:8]
	}
	originals := map[string][]string{}
	for _, c := range calls[100:110] {
		for _, turn := range c.Turns {
			originals[c.ID] = append(originals[c.ID], turn.Text)
		}
	}
	for i, step := range []struct {
		second int64
		calls  []*schemas.Call
	}{{10, calls}, {10, calls}, {11, calls[:100]}, {20, moved}, {15, calls[:60]}, {20, moved}} {
		// The cluster is landed to through one server and the other in turn.
		for _, s := range []*Store{single, entries[i%2]} {
			options := at(step.second)
			if i == 0 {
				options.Originals = originals
			}
			if err := s.Land(t.Context(), step.calls, options); err != nil {
				t.Fatal(err)
			}
			fillSmallTables(t, s, step.second)
		}
	}
	stored := uint64(0)
	for i, s := range entries {
		n := number(t, s, "SELECT count() FROM huifang.analyses_local FINAL")
		if n < 50 {
			t.Errorf("shard %d holds %d of 200 calls", i+1, n)
		}
		stored += n
		sameAnswers(t, single, s)
		ids := []string{calls[0].ID, calls[99].ID, calls[199].ID, "nobody"}
		want, err := single.Done(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Done(t.Context(), ids)
		if diff := cmp.Diff(want, got); err != nil || diff != "" || len(want) != 3 {
			t.Errorf("stored calls through server %d: %v\n%s", i+1, err, diff)
		}
		if err := s.Migrate(t.Context()); err != nil {
			t.Errorf("a cluster at this release: %v", err)
		}
	}
	if stored != 200 {
		t.Errorf("the shards hold %d calls", stored)
	}
	if n := number(t, entries[1], "SELECT max(n) FROM (SELECT uniqExact(_shard_num) AS n FROM huifang.analyses FINAL GROUP BY "+schema.BorrowerKey+")"); n != 1 {
		t.Errorf("the calls of a borrower lie on %d shards", n)
	}
	if n := number(t, entries[1], "SELECT count() FROM huifang.originals"); n != 10*sampleTurns {
		t.Errorf("%d original texts", n)
	}
	reader := open(t, servers[0].ReaderDSN())
	if _, err := reader.Query(t.Context(), "SELECT * FROM original_texts_local"); err == nil {
		t.Error("the reader sees original texts of a shard")
	}
}

// fillSmallTables records codes and rejected inputs, some of them again.
func fillSmallTables(t *testing.T, s *Store, second int64) {
	t.Helper()
	var codes []Code
	var inputs []Rejected
	for i := range 20 {
		codes = append(codes, Code{Kind: SignalCode, Code: fmt.Sprintf("LIQ%02d", i), Name: fmt.Sprint("名", i%3*int(second))})
		inputs = append(inputs, Rejected{File: "a.json", Position: fmt.Sprint(i), Reason: fmt.Sprint(i % 3 * int(second)), At: at(second).AnalyzedAt})
	}
	if err := s.Describe(t.Context(), codes, at(second).AnalyzedAt); err != nil {
		t.Fatal(err)
	}
	if err := s.Reject(t.Context(), inputs); err != nil {
		t.Fatal(err)
	}
}

// sameAnswers compares all relations, and what the queries of the analysts' page
// say.
func sameAnswers(t *testing.T, want, got *Store) {
	t.Helper()
	queries := []string{"SELECT * FROM codes"}
	for _, r := range relations() {
		queries = append(queries, "SELECT * FROM "+r.name)
	}
	page, err := os.ReadFile("../../docs/analysts.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(page), "```sql\n")[1:]
	for _, block := range blocks {
		query, _, _ := strings.Cut(block, "```")
		queries = append(queries, strings.TrimRight(strings.TrimSpace(query), ";"))
	}
	if len(blocks) < 10 {
		t.Fatalf("only %d queries found", len(blocks))
	}
	for _, query := range queries {
		// Which of equal rows a LIMIT leaves is open on one server, too.
		query, _, _ = strings.Cut(query, "\nLIMIT")
		query = "SELECT arraySort(groupArray(toString(tuple(*)))) FROM (" + query + ")"
		var a, b []string
		if err := want.conn.QueryRow(t.Context(), query).Scan(&a); err != nil {
			t.Errorf("one server: %s: %v", query, err)
		}
		if err := got.conn.QueryRow(t.Context(), query).Scan(&b); err != nil {
			t.Errorf("cluster: %s: %v", query, err)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s (-one server +cluster):\n%s", query, diff)
		}
	}
}

// A server that was away is named, the others are migrated, and the next run
// does the rest.
func TestMigrateClusterGoesOnWithoutAServer(t *testing.T) {
	servers := shards(t)
	if err := servers[1].Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := open(t, servers[0].DSN())
	for want, o := range map[string]ClusterOptions{
		"no such cluster": {Name: "three"},
		"no Keeper":       {Name: "two", Replicated: true},
	} {
		if err := first.MigrateCluster(t.Context(), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	err := first.MigrateCluster(within(t, 10*time.Second), ClusterOptions{Name: "two"})
	if err == nil || !strings.Contains(err.Error(), address(t, servers[1]).Host) || strings.Contains(err.Error(), address(t, servers[0]).Host) {
		t.Errorf("the server that is away is not named: %v", err)
	}
	if n := number(t, first, "SELECT count() FROM huifang.analyses_local"); n != 0 {
		t.Errorf("%d rows", n)
	}
	if err := first.Land(within(t, 3*time.Second), samples(20), at(1)); err == nil {
		t.Error("calls are stored on a shard that is away")
	}
	if err := servers[1].Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := first.MigrateCluster(t.Context(), ClusterOptions{Name: "two"}); err != nil {
		t.Fatal(err)
	}
	land(t, first, 1, samples(20)...)
	if n := number(t, open(t, servers[1].DSN()), "SELECT count() FROM huifang.calls"); n != 20 {
		t.Errorf("%d calls", n)
	}
}

// within ends the wait for a server that is away. The other is to be done by then.
func within(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

func TestMigrateClusterRefusesADatabaseOfOneServer(t *testing.T) {
	s := store(t)
	files, err := schema.Cluster{Name: "two"}.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.migrateCluster(t.Context(), "", files); err == nil || !strings.Contains(err.Error(), "for one server") {
		t.Errorf("got %v", err)
	}
}

func TestReplicasMustNotPartWays(t *testing.T) {
	pair := func(oneCopy uint8) []clusterServer {
		return []clusterServer{{Shard: 1, OneCopy: oneCopy}, {Shard: 1, OneCopy: oneCopy}}
	}
	for _, c := range []struct {
		servers    []clusterServer
		replicated bool
		ok         bool
	}{
		{pair(1), true, true},
		{pair(0), false, true},
		{pair(0), true, false},
		{pair(1), false, false},
		{[]clusterServer{{Shard: 1}, {Shard: 2, OneCopy: 1}}, true, true},
		{[]clusterServer{{Shard: 1}, {Shard: 2, OneCopy: 1}}, false, true},
	} {
		if err := checkReplication(c.servers, c.replicated); (err == nil) != c.ok {
			t.Errorf("%+v, replicated %t: %v", c.servers, c.replicated, err)
		}
	}
}

// The embedded server has no Keeper: what only runs with it is read by the
// server's parser.
func TestReplicatedStatementsParse(t *testing.T) {
	s := store(t)
	files, err := schema.Cluster{Name: "bank", Replicated: true, OnCluster: true}.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	replicated, everywhere, all := 0, 0, 0
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(text), "-- +goose Up\n")
		for statement := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSpace(body), ";"), ";\n") {
			var formatted string
			if err := s.conn.QueryRow(t.Context(), "SELECT formatQuery(?)", statement).Scan(&formatted); err != nil {
				t.Errorf("%s: %v\n%s", name, err, statement)
			}
			all++
			replicated += strings.Count(formatted, "ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/huifang/")
			everywhere += strings.Count(formatted, " ON CLUSTER bank\n")
		}
	}
	if replicated != 4 || everywhere != all {
		t.Errorf("%d statements, %d of them on the cluster; %d tables are replicated", all, everywhere, replicated)
	}
}
