package stages_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// A store skips a call that it holds from an equal chain version, so a change of
// output under an unchanged version would leave old results standing. This test
// notices: what the stages make of the labelled calls is bound to the version.
func TestOutputIsBoundToTheVersion(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("floating-point results may differ in the last digit on", runtime.GOARCH)
	}
	ch := chain(t, true)
	h := sha256.New()
	for _, line := range lines(t) {
		h.Write(annotated(t, ch, line))
	}
	got := ch.Version() + "\n" + hex.EncodeToString(h.Sum(nil)) + "\n"

	golden := filepath.Join("testdata", "version.golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(data) {
		return
	}
	if version, _, _ := strings.Cut(string(data), "\n"); version == ch.Version() {
		t.Fatal("the stages give other results under the same version: raise the version of the stage that changed (chain.go), then run with -update")
	}
	t.Fatalf("the chain is now %s: run with -update once its results are as meant", ch.Version())
}
