package embedded

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// fakeNPM puts an npm on the path that does what script says and counts its
// calls in the returned file.
func fakeNPM(t *testing.T, script string) (calls string) {
	t.Helper()
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip(ErrPlatform)
	}
	bin := t.TempDir()
	calls = filepath.Join(bin, "calls")
	text := "#!/bin/sh\necho \"$@\" >> '" + calls + "'\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(bin, "npm"), []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":/usr/bin:/bin")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv(LibraryVariable, "")
	return calls
}

const goodNPM = `test -f package-lock.json || exit 1
mkdir -p ` + libraryPackage + `
sleep 0.1
echo library > ` + libraryPackage + "/" + libraryFile

func TestLibraryIsFetchedOnce(t *testing.T) {
	calls := fakeNPM(t, goodNPM)
	var wait sync.WaitGroup
	paths := make([]string, 4)
	for i := range paths {
		wait.Go(func() {
			path, err := Library(t.Context(), io.Discard)
			if err != nil {
				t.Error(err)
			}
			paths[i] = path
		})
	}
	wait.Wait()
	data, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), "\n"); n != 1 {
		t.Errorf("npm ran %d times:\n%s", n, data)
	}
	for _, p := range paths {
		if content, err := os.ReadFile(p); err != nil || string(content) != "library\n" {
			t.Errorf("%s: %q, %v", p, content, err)
		}
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(paths[0])), "fetch-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestFailedFetchLeavesNothing(t *testing.T) {
	fakeNPM(t, "echo 'npm error network' >&2; exit 1")
	_, err := Library(t.Context(), io.Discard)
	if err == nil || !strings.Contains(err.Error(), "npm error network") || !strings.Contains(err.Error(), LibraryVariable) {
		t.Errorf("error %v does not say what happened and what to do", err)
	}
	fakeNPM(t, "mkdir -p node_modules")
	if _, err := Library(t.Context(), io.Discard); err == nil {
		t.Error("an npm that installed nothing is no error")
	}
}

func TestWithoutNPM(t *testing.T) {
	fakeNPM(t, "")
	t.Setenv("PATH", t.TempDir())
	if _, err := Library(t.Context(), io.Discard); !errors.Is(err, ErrNoNPM) {
		t.Errorf("got %v, want ErrNoNPM", err)
	}
}

func TestLibraryVariable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.so")
	t.Setenv(LibraryVariable, path)
	if _, err := Library(t.Context(), io.Discard); err == nil || !strings.Contains(err.Error(), LibraryVariable) {
		t.Errorf("error %v does not name the variable", err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Library(t.Context(), io.Discard); err != nil || got != path {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestPinnedPackage checks that the lock file pins what this package loads, by
// hash, and names no registry: that is the user's to choose.
func TestPinnedPackage(t *testing.T) {
	data, err := npmProject.ReadFile("npm/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct{ Version, Integrity, Resolved string }
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		t.Fatal(err)
	}
	p := lock.Packages[libraryPackage]
	if p.Version != libraryVersion || !strings.HasPrefix(p.Integrity, "sha512-") || p.Resolved != "" {
		t.Errorf("got %+v", p)
	}
}
