package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// writeFiles lays out files below a new directory and returns it.
func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".gz") {
			content = string(gzipped(t, content))
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func gzipped(t testing.TB, content string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// units runs Split and renders each unit as "file position: data", or its
// fault, with root cut off.
func units(t *testing.T, root, path string, opts SplitOptions) []string {
	t.Helper()
	var got []string
	err := Split(context.Background(), path, opts, func(u Unit) error {
		file := strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(u.File, root)), "/")
		switch {
		case u.Fault != nil:
			got = append(got, strings.ReplaceAll(filepath.ToSlash(u.Fault.Error()), filepath.ToSlash(root)+"/", "")+" !")
		case u.Position != "":
			got = append(got, fmt.Sprintf("%s %s: %s", file, u.Position, u.Data))
		default:
			got = append(got, fmt.Sprintf("%s: %s", file, u.Data))
		}
		return nil
	})
	if err != nil {
		t.Fatalf("Split: %v", err)
	}
	return got
}

func TestSplitDirectory(t *testing.T) {
	root := writeFiles(t, map[string]string{
		"b/two.jsonl":       "{\"a\":1}\n\n{\"b\":2}",
		"b/two.wav":         "RIFF",
		"b/.hidden/x.json":  "{}",
		".also-hidden.json": "{}",
		"a.srt":             "1\n",
		"a.meta.json":       "{\"id\":\"x\"}",
		"c.json.gz":         "{\"c\":3}",
		"d.txt":             "",
		"notes.md":          "# notes",
		"meta.csv":          "file,id\n",
		"e.gz":              "plain in gzip",
		"f.txt":             "\n \n",
	})
	var skipped []string
	opts := SplitOptions{
		Exclude: []string{filepath.Join(root, "b", "..", "meta.csv")},
		Skipped: func(file, reason string) { skipped = append(skipped, filepath.Base(file)+": "+reason) },
	}
	got := units(t, root, root, opts)
	want := []string{
		"a.srt: 1\n",
		"b/two.jsonl line 1: {\"a\":1}",
		"b/two.jsonl line 3: {\"b\":2}",
		"c.json.gz: {\"c\":3}",
		"d.txt: the file is empty !",
		"e.gz: plain in gzip",
		"f.txt: the file is empty !",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"two.wav: recording", "notes.md: document"}, skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
}

func TestNotTranscript(t *testing.T) {
	root := writeFiles(t, map[string]string{
		"a.MP3": "x", "b.xlsx": "x", "c.PNG": "x", "d.rar": "x", "e.yaml": "x", "f.wav.gz": "x", "g.json": "{}", "plain": "x", "sub/x.srt": "x",
	})
	if runtime.GOOS != "windows" {
		for link, target := range map[string]string{"to-dir": "sub", "to-file.srt": "sub/x.srt"} {
			if err := os.Symlink(filepath.Join(root, target), filepath.Join(root, link)); err != nil {
				t.Fatal(err)
			}
		}
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, d := range entries {
		if reason := notTranscript(filepath.Join(root, d.Name()), d); reason != "" && !d.IsDir() {
			got[d.Name()] = reason
		}
	}
	want := map[string]string{
		"a.MP3": "recording", "b.xlsx": "document", "c.PNG": "picture", "d.rar": "database, or archive of a kind that is not read",
		"e.yaml": "program, settings or log", "f.wav.gz": "recording",
	}
	if runtime.GOOS != "windows" {
		want["to-dir"] = "link to a directory"
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("passed over (-want +got):\n%s", diff)
	}
}

func TestSplitLines(t *testing.T) {
	for _, c := range []struct {
		name, file, data string
		want             []string
	}{
		{"one object is a document", "x.json", "{\"a\":1}\n", []string{"x.json: {\"a\":1}\n"}},
		{"one object, named as lines", "x.jsonl", "{\"a\":1}\n", []string{"x.jsonl line 1: {\"a\":1}"}},
		{"two objects", "x.json", "\n{\"a\":1}\r\n \r\n{\"b\":2}\r\n", []string{"x.json line 2: {\"a\":1}", "x.json line 4: {\"b\":2}"}},
		{"object over lines", "x.json", "{\"a\":\n1}\n{\"b\":2}", []string{"x.json: {\"a\":\n1}\n{\"b\":2}"}},
		{"object and rubbish", "x.json", "{\"a\":1}\nrubbish", []string{"x.json: {\"a\":1}\nrubbish"}},
		{"rubbish among named lines", "x.ndjson", "rubbish\n{\"a\":1}", []string{"x.ndjson line 1: rubbish", "x.ndjson line 2: {\"a\":1}"}},
		{"mark before the first line", "x.json", "\xef\xbb\xbf{\"a\":1}\n{\"b\":2}", []string{"x.json line 1: \ufeff{\"a\":1}", "x.json line 2: {\"b\":2}"}},
		{"brace in a string", "x.json", "{\"a\":\"}\"}\n{\"b\":2}", []string{"x.json line 1: {\"a\":\"}\"}", "x.json line 2: {\"b\":2}"}},
		{"blank lines up to the second object", "x.json", "{}\n" + strings.Repeat("\n", 300) + "{}", []string{"x.json line 1: {}", "x.json line 302: {}"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := writeFiles(t, map[string]string{c.file: c.data})
			if diff := cmp.Diff(c.want, units(t, root, filepath.Join(root, c.file), SplitOptions{})); diff != "" {
				t.Errorf("units (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSplitLimit(t *testing.T) {
	long := "{\"x\":\"" + strings.Repeat("y", 200) + "\"}"
	root := writeFiles(t, map[string]string{
		"doc.json":       "{\n" + strings.Repeat("1", 200),
		"line.json":      long,
		"lines.json":     strings.Repeat("{\"a\":1}\n", 20),
		"lines.jsonl":    "{\"a\":1}\n" + long + "\n{\"b\":2}\n",
		"packed.json.gz": "{\n" + strings.Repeat("1", 200),
		"text.txt":       strings.Repeat("a: b\n", 60),
		"fits.txt":       strings.Repeat("x", 100),
	})
	got := units(t, root, root, SplitOptions{MaxDocument: 100})
	// Lines of a file over the limit come one by one whatever its name.
	got = slices.DeleteFunc(got, func(u string) bool {
		return strings.HasPrefix(u, "lines.json line ") && !strings.HasPrefix(u, "lines.json line 20:")
	})
	want := []string{
		"doc.json: the file has 202 bytes, over the limit of 100 !",
		"fits.txt: " + strings.Repeat("x", 100),
		"line.json: the file has 208 bytes, over the limit of 100 !",
		"lines.json line 20: {\"a\":1}",
		"lines.jsonl line 1: {\"a\":1}",
		"lines.jsonl:2: the line is longer than the limit of 100 bytes !",
		"lines.jsonl line 3: {\"b\":2}",
		"packed.json.gz: the file is longer than the limit of 100 bytes !",
		"text.txt: the file has 300 bytes, over the limit of 100 !",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

// TestSplitHuge gives files that no memory would hold; they are refused by their
// size and their first bytes.
func TestSplitHuge(t *testing.T) {
	root := writeFiles(t, map[string]string{
		"blank.csv":    "role,text\n",
		"object.json":  "{\n",
		"one.json":     "{\"text\":\"",
		"zeroes.jsonl": "",
	})
	const size = 1 << 31
	for _, name := range []string{"blank.csv", "object.json", "one.json", "zeroes.jsonl"} {
		if err := os.Truncate(filepath.Join(root, name), size); err != nil {
			t.Skipf("no sparse files here: %v", err)
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := units(t, root, root, SplitOptions{})
	runtime.ReadMemStats(&after)
	for _, u := range got {
		if !strings.Contains(u, "the file has 2147483648 bytes, over the limit") {
			t.Errorf("unit %.200s", u)
		}
	}
	if len(got) != 4 {
		t.Errorf("%d units, want 4", len(got))
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
		t.Errorf("%d bytes allocated to refuse them", used)
	}
}

func TestSplitUnreadable(t *testing.T) {
	root := writeFiles(t, map[string]string{"broken.gz": "x", "z.json": "{}"})
	if err := os.WriteFile(filepath.Join(root, "broken.gz"), []byte("this is not gzip data at all"), 0o644); err != nil {
		t.Fatal(err)
	}
	cut := gzipped(t, strings.Repeat("{\"a\":1}\n", 1000))
	if err := os.WriteFile(filepath.Join(root, "cut.jsonl.gz"), cut[:len(cut)-12], 0o644); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		if err := os.Symlink(filepath.Join(root, "nowhere"), filepath.Join(root, "dangling.json")); err != nil {
			t.Fatal(err)
		}
	}
	got := units(t, root, root, SplitOptions{})
	var faults []string
	for _, u := range got {
		if strings.HasSuffix(u, "!") {
			faults = append(faults, u)
		}
	}
	want := []string{
		"broken.gz: gzip: invalid header !",
		"cut.jsonl.gz: after line",
		"dangling.json: no such file or directory !",
	}
	if len(faults) != len(want) {
		t.Fatalf("faults %q, want %q", faults, want)
	}
	for i := range want {
		if !strings.HasPrefix(faults[i], strings.TrimSuffix(want[i], " !")) {
			t.Errorf("fault %q, want %q", faults[i], want[i])
		}
	}
	if last := got[len(got)-1]; last != "z.json: {}" {
		t.Errorf("the last unit is %q: faults stopped the walk", last)
	}
	if missing := units(t, root, filepath.Join(root, "missing"), SplitOptions{}); len(missing) != 1 || !strings.HasSuffix(missing[0], "!") {
		t.Errorf("a missing path yields %q, want one fault", missing)
	}
}

func TestSplitStdin(t *testing.T) {
	opts := SplitOptions{Stdin: strings.NewReader("{\"a\":1}\n{\"b\":2}\n")}
	got := units(t, "/nowhere", "-", opts)
	if diff := cmp.Diff([]string{"- line 1: {\"a\":1}", "- line 2: {\"b\":2}"}, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

func TestSplitStops(t *testing.T) {
	root := writeFiles(t, map[string]string{"a.jsonl": "{}\n{}\n{}\n", "b.json": "{}"})
	stop := errors.New("enough")
	n := 0
	err := Split(context.Background(), root, SplitOptions{}, func(Unit) error {
		if n++; n == 2 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || n != 2 {
		t.Errorf("Split = %v after %d units, want the error of yield after 2", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	err = Split(ctx, root, SplitOptions{}, func(Unit) error {
		n++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("Split = %v after %d units, want cancellation after 1", err, n)
	}
}

// endlessLines is JSON Lines without end; it counts what was read of it.
type endlessLines struct{ read int }

func (e *endlessLines) Read(p []byte) (int, error) {
	const l = "{\"a\":\"0123456789\"}\n"
	n := 0
	for n+len(l) <= len(p) {
		n += copy(p[n:], l)
	}
	e.read += n
	return n, nil
}

// TestSplitStreams reads from a source that never ends: lines must come as they
// are read.
func TestSplitStreams(t *testing.T) {
	source := &endlessLines{}
	n := 0
	err := Split(context.Background(), "-", SplitOptions{Stdin: source}, func(u Unit) error {
		if n++; n == 10000 {
			return io.EOF
		}
		return nil
	})
	if !errors.Is(err, io.EOF) {
		t.Fatalf("Split = %v", err)
	}
	if most := 10000*20 + 256<<10; source.read > most {
		t.Errorf("%d bytes read for 10000 lines, want at most %d", source.read, most)
	}
}

// FuzzLineReader checks that reading by lines loses nothing and keeps the
// limit.
func FuzzLineReader(f *testing.F) {
	f.Add([]byte("a\nbb\n\nccc"), 2)
	f.Add([]byte("\n"), 1)
	f.Add(bytes.Repeat([]byte("x"), 100), 7)
	f.Fuzz(func(t *testing.T, data []byte, limit int) {
		if limit < 1 || limit > 1000 {
			t.Skip()
		}
		want := bytes.SplitAfter(data, []byte("\n"))
		if len(want[len(want)-1]) == 0 {
			want = want[:len(want)-1]
		}
		i := 0
		err := Split(context.Background(), "-", SplitOptions{MaxDocument: int64(limit), Stdin: bytes.NewReader(data)}, func(Unit) error { return nil })
		if err != nil {
			t.Fatalf("Split: %v", err)
		}
		in := newLineReader(bytes.NewReader(data), int64(limit))
		for {
			l, err := in.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if i == len(want) {
				t.Fatalf("line %d beyond the last", i+1)
			}
			bare := bytes.TrimSuffix(want[i], []byte("\n"))
			switch {
			case l.number != i+1:
				t.Errorf("line %d numbered %d", i+1, l.number)
			case l.tooLong != (len(bare) > limit):
				t.Errorf("line %d of %d bytes, limit %d: tooLong is %v", i+1, len(bare), limit, l.tooLong)
			case !l.tooLong && !bytes.Equal(l.data, want[i]):
				t.Errorf("line %d is %q, want %q", i+1, l.data, want[i])
			}
			i++
		}
		if i != len(want) {
			t.Errorf("%d lines, want %d", i, len(want))
		}
	})
}
