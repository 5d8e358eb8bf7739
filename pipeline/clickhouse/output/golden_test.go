package output

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

// TestGolden runs each statement of testdata/*.sql on a real server and compares
// all formats with the files of the same name.
func TestGolden(t *testing.T) {
	statements, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(statements) == 0 {
		t.Fatalf("no statements: %v", err)
	}
	s := reader(t)
	for _, file := range statements {
		statement, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range Formats() {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".sql")+"/"+format, func(t *testing.T) {
				rows, err := s.Query(t.Context(), string(statement))
				if err != nil {
					t.Fatal(err)
				}
				defer rows.Close()
				var got strings.Builder
				if _, err := Write(&got, rows, Options{Format: format}); err != nil {
					t.Fatal(err)
				}
				checkGolden(t, strings.TrimSuffix(file, "sql")+format, got.String())
			})
		}
	}
}

func checkGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
