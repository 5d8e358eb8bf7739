package clickhouse

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// TestRewrite compares testdata/NAME.sql, rewritten for a cluster, with the
// files beside it.
func TestRewrite(t *testing.T) {
	forms := map[string]Cluster{
		"each":       {Name: "two"},
		"replicated": {Name: "bank-1", Replicated: true, OnCluster: true},
	}
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		input, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for form, c := range forms {
			got, err := c.rewrite(string(input))
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			golden := strings.TrimSuffix(file, ".sql") + "." + form
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if string(want) != got {
				t.Errorf("%s: got\n%s", golden, got)
			}
		}
	}
}

// TestRewriteRefuses lists what a cluster might do something else with than one
// server does.
func TestRewriteRefuses(t *testing.T) {
	const head = "-- +goose NO TRANSACTION\n-- +goose Up\n"
	for name, s := range map[string]string{
		"another statement":          "OPTIMIZE TABLE huifang.analyses;\n",
		"a column that may be there": "ALTER TABLE huifang.analyses\n    ADD COLUMN n UInt8;\n",
		"a column that goes":         "ALTER TABLE huifang.analyses\n    ADD COLUMN IF NOT EXISTS n UInt8,\n    DROP COLUMN m;\n",
		"another engine":             "CREATE TABLE IF NOT EXISTS huifang.t\n(\n    n UInt8\n)\nENGINE = MergeTree\nORDER BY n\nCOMMENT 'x';\n",
		"partitions":                 "CREATE TABLE IF NOT EXISTS huifang.t\n(\n    n UInt8\n)\nENGINE = ReplacingMergeTree(n)\nPARTITION BY n\nORDER BY n\nCOMMENT 'x';\n",
		"no key":                     "CREATE TABLE IF NOT EXISTS huifang.t\n(\n    n UInt8\n)\nENGINE = ReplacingMergeTree(n)\nORDER BY tuple()\nCOMMENT 'x';\n",
		"fails when run again":       "CREATE TABLE huifang.t\n(\n    n UInt8\n)\nENGINE = ReplacingMergeTree(n)\nORDER BY n\nCOMMENT 'x';\n",
		"a join":                     "CREATE OR REPLACE VIEW huifang.v\n(\n    n UInt8\n)\nAS SELECT n\nFROM huifang.t FINAL\nINNER JOIN huifang.u USING (n)\nCOMMENT 'x';\n",
		"any other IN":               "CREATE OR REPLACE VIEW huifang.v\n(\n    n UInt8\n)\nAS SELECT n\nFROM huifang.t FINAL\nWHERE n IN (SELECT n FROM huifang.u FINAL)\nCOMMENT 'x';\n",
		"without FINAL":              "CREATE OR REPLACE VIEW huifang.v\n(\n    n UInt8\n)\nAS SELECT n\nFROM huifang.t\nCOMMENT 'x';\n",
		"no end":                     "CREATE OR REPLACE VIEW huifang.v\n(\n    n UInt8\n)\nAS SELECT n\nFROM huifang.t FINAL\n",
		"a way down":                 "-- +goose Down\n",
	} {
		if got, err := (Cluster{Name: "two"}).rewrite(head + s); err == nil {
			t.Errorf("%s: got\n%s", name, got)
		}
	}
}

// TestAllMigrationsHaveAFormForClusters reads them as goose does.
func TestAllMigrationsHaveAFormForClusters(t *testing.T) {
	files, err := Cluster{Name: "two"}.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		if _, err := fs.ReadFile(files, name); err != nil {
			t.Error(err)
		}
	}
}

func TestNamesOfClusters(t *testing.T) {
	for name, ok := range map[string]bool{"two": true, "bank_1-a": true, "": false, "a'b": false, "集群": false, "a b": false} {
		if _, err := (Cluster{Name: name}).Migrations(); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// FuzzRewrite holds every accepted migration to two tables for each one, and
// views to nothing but what they had.
func FuzzRewrite(f *testing.F) {
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Cluster{Name: "two"}.rewrite(text)
		if err != nil {
			return
		}
		count := func(s, prefix string) (n int) {
			for line := range strings.Lines(s) {
				if strings.HasPrefix(line, prefix) {
					n++
				}
			}
			return n
		}
		if a, b := count(text, "ENGINE = "), count(got, "ENGINE = "); b != 2*a {
			t.Errorf("%d engines from %d:\n%s", b, a, got)
		}
		if a, b := count(text, "CREATE OR REPLACE VIEW "), count(got, "CREATE OR REPLACE VIEW "); b != a {
			t.Errorf("%d views from %d:\n%s", b, a, got)
		}
	})
}
