package main

import (
	"os/exec"
	"strings"
	"testing"
)

// Arrows point down only: cmd → pipeline → nlp, audio → schemas → standard
// library. What the pure libraries must not know is checked by name.
func TestDependenciesPointDown(t *testing.T) {
	layer := map[string]int{"schemas": 0, "nlp": 1, "audio": 1, "pipeline": 2, "web": 2, "cmd": 3}
	pure := []string{"github.com/ClickHouse", "github.com/segmentio/kafka-go", "github.com/alecthomas/kong", "net/http", "database/sql"}

	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}}{{range .Imports}} {{.}}{{end}}", "huifang/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := 0
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		from, imports := fields[0], fields[1:]
		top := topFolder(from)
		mine, known := layer[top]
		if !known {
			t.Errorf("%s stands in a folder that the layout does not know", from)
			continue
		}
		packages++
		for _, imported := range imports {
			if strings.HasPrefix(imported, "huifang/") {
				if theirs := layer[topFolder(imported)]; theirs > mine {
					t.Errorf("%s imports %s: the arrow points up", from, imported)
				}
			}
			for _, forbidden := range pure {
				if mine < layer["pipeline"] && strings.HasPrefix(imported, forbidden) && !strings.HasPrefix(from, "huifang/schemas/clickhouse") {
					t.Errorf("%s imports %s: %s is a pure library", from, imported, top)
				}
			}
			if top == "nlp" && topFolder(imported) == "audio" || top == "audio" && topFolder(imported) == "nlp" {
				t.Errorf("%s imports %s: the libraries stand side by side", from, imported)
			}
		}
	}
	if packages < 10 {
		t.Errorf("go list named %d packages only", packages)
	}
}

func topFolder(importPath string) string {
	rest, ok := strings.CutPrefix(importPath, "huifang/")
	if !ok {
		return ""
	}
	top, _, _ := strings.Cut(rest, "/")
	return top
}
