package embedded

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// libraryVersion is the pinned version of the npm package in npm/package.json.
const libraryVersion = "26.7.3-stable.1"

// libraryPackage is where npm puts the package, libraryFile the file in it.
const (
	libraryPackage = "node_modules/@chdb/lib-linux-x64-gnu"
	libraryFile    = "libchdb.so"
)

// LibraryVariable is the environment variable that names a ClickHouse library
// to use in place of the one that npm fetches.
const LibraryVariable = "HUIFANG_CHDB_LIB"

//go:embed npm/package.json npm/package-lock.json
var npmProject embed.FS

// ErrPlatform is returned where no ClickHouse library exists for this machine.
var ErrPlatform = fmt.Errorf("the embedded ClickHouse runs on linux/amd64 only, this is %s/%s: "+
	"name a server with --clickhouse DSN", runtime.GOOS, runtime.GOARCH)

// ErrNoNPM is returned where the library has yet to be fetched and npm is not
// there to fetch it.
var ErrNoNPM = errors.New("the ClickHouse library is fetched with npm, which is not installed: " +
	"install Node.js 18 or later, or name a libchdb.so with " + LibraryVariable + ", or a server with --clickhouse DSN")

// Library returns the path of the ClickHouse library: what LibraryVariable
// names, else the copy in the user's cache directory, fetched with npm when it
// is not there yet. Of several processes that need it at once, one fetches and
// the rest wait. It says on notes what it does when that takes time.
func Library(ctx context.Context, notes io.Writer) (string, error) {
	if path := os.Getenv(LibraryVariable); path != "" {
		if _, err := os.Stat(path); err != nil {
			return "", fmt.Errorf("%s: %w", LibraryVariable, err)
		}
		return filepath.Abs(path)
	}
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return "", ErrPlatform
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no cache directory for the ClickHouse library: %w", err)
	}
	return fetchOnce(ctx, filepath.Join(cache, "huifang", "chdb"), notes)
}

// fetchOnce returns the library under dir and fetches it first if need be.
func fetchOnce(ctx context.Context, dir string, notes io.Writer) (string, error) {
	target := filepath.Join(dir, libraryVersion)
	path := filepath.Join(target, libraryFile)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	lock, err := waitLock(ctx, target+".lock")
	if err != nil {
		return "", fmt.Errorf("wait for another process to fetch the ClickHouse library: %w", err)
	}
	defer lock.Close()
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := fetch(ctx, dir, target, notes); err != nil {
		return "", err
	}
	return path, nil
}

// fetch installs the package into a directory of its own beside target and
// renames it there, so that target is either whole or missing.
func fetch(ctx context.Context, dir, target string, notes io.Writer) error {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return ErrNoNPM
	}
	tmp, err := os.MkdirTemp(dir, "fetch-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for _, name := range []string{"package.json", "package-lock.json"} {
		data, err := npmProject.ReadFile("npm/" + name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(tmp, name), data, 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintln(notes, "fetching the ClickHouse library (180 MB, 570 MB unpacked) with npm, once")
	// npm checks the archive against the hash in the lock file.
	cmd := exec.CommandContext(ctx, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = tmp
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm could not fetch the ClickHouse library: %w\n%s\n"+
			"Name a libchdb.so with %s, or a server with --clickhouse DSN", err, lastLines(string(out), 12), LibraryVariable)
	}
	installed := filepath.Join(tmp, filepath.FromSlash(libraryPackage))
	if _, err := os.Stat(filepath.Join(installed, libraryFile)); err != nil {
		return fmt.Errorf("npm installed no ClickHouse library (only glibc systems have one): %w", err)
	}
	if err := os.RemoveAll(target); err != nil {
		return err
	}
	return os.Rename(installed, target)
}

// lastLines returns the last n lines of s that are not blank.
func lastLines(s string, n int) string {
	var kept []string
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) != "" {
			kept = append(kept, strings.TrimRight(line, "\n"))
		}
	}
	return strings.Join(kept[max(0, len(kept)-n):], "\n")
}
