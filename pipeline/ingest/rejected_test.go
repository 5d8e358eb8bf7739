package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRejected reads the files of testdata/rejected, one after the other, and
// compares the messages with rejected.txt.
func TestRejected(t *testing.T) {
	paths, err := filepath.Glob("testdata/rejected/*")
	if err != nil {
		t.Fatal(err)
	}
	p := newParser(t)
	var got strings.Builder
	for _, path := range paths {
		_, rejections := resultOf(t, p, filepath.ToSlash(path), SplitOptions{})
		if len(rejections) == 0 {
			t.Errorf("%s: nothing rejected", path)
		}
		for _, r := range rejections {
			got.WriteString(strings.TrimPrefix(r.Error(), "testdata/rejected/") + "\n")
			if len(r.Data) == 0 {
				t.Errorf("%s: the rejection does not keep the input", path)
			}
		}
	}
	const golden = "testdata/rejected.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("rejections differ (-want +got):\n%s", diff)
	}
}
