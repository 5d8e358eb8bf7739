package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// packed is a file to put into an archive.
type packed struct{ name, content string }

func tarred(t testing.TB, files ...packed) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: 0o644, Size: int64(len(f.content)), Format: tar.FormatGNU}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t testing.TB, files ...packed) []byte {
	t.Helper()
	return zippedBy(t, zip.Deflate, files...)
}

func zippedBy(t testing.TB, method uint16, files ...packed) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zstd.ZipMethodWinZip, zstd.ZipCompressor())
	for _, f := range files {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(entry, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstandard(t testing.TB, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	return w.EncodeAll(data, nil)
}

// archives holds files in every kind of archive, by its name.
func archives(t testing.TB, files ...packed) map[string][]byte {
	t.Helper()
	plain := tarred(t, files...)
	return map[string][]byte{
		"x.zip": zipped(t, files...), "x.tar": plain,
		"x.tar.gz": gzipped(t, string(plain)), "x.tgz": gzipped(t, string(plain)), "x.tar.zst": zstandard(t, plain),
	}
}

func writeFile(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// visits are files as they lie in a folder: sidecars before and behind their
// transcripts, and what is no transcript.
var visits = []packed{
	{"b/late.json", `{"turns":[{"idx":0,"role":"customer","text":"货款下月到。"}]}`},
	{"b/late.meta.json", `{"id":"V2","call_date":"2026-10-08","borrower_id":"B2"}`},
	{"a/early.srt", "1\n00:00:01,000 --> 00:00:02,000\n客户:订单还行。\n"},
	{"a/early.meta.json", `{"id":"V1","call_date":"2026-10-07","loan_file":{"borrower":"青川示例机械厂"}}`},
	{"a/early.wav", "RIFF"},
	{"a/.hidden.json", "{}"},
	{".git/x.json", "{}"},
	{"lines.jsonl", `{"id":"L1","turns":[{"idx":0,"role":"agent","text":"您好"}]}` + "\n" + `{"id":"L2","turns":[]}` + "\n"},
	{"readme.md", "# visits"},
}

// reading renders all that comes of a path: calls with what their sidecars say,
// rejections and what was passed over, in order of their places.
func reading(t *testing.T, path string, stdin io.Reader, cut string) []string {
	t.Helper()
	p := newParser(t)
	var got []string
	place := func(file string) string { return strings.TrimPrefix(filepath.ToSlash(file), cut) }
	opts := SplitOptions{Stdin: stdin, Skipped: func(file, reason string) { got = append(got, place(file)+" passed over: "+reason) }}
	err := Split(t.Context(), path, opts, func(u Unit) error {
		r := p.Parse(u)
		for _, c := range r.Calls {
			got = append(got, fmt.Sprintf("%s %s: %s %s %s %s", place(u.File), u.Position, c.ID, c.CallDate, c.BorrowerID, c.LoanFile.Borrower()))
			if c.Source.File != u.File {
				t.Errorf("source %q of a call in %q", c.Source.File, u.File)
			}
		}
		for _, rejection := range r.Rejections {
			got = append(got, strings.TrimPrefix(filepath.ToSlash(rejection.Error()), cut))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got) // a tar has an order of its own
	return got
}

func TestArchiveIsReadAsTheFolderItWasMadeOf(t *testing.T) {
	files := map[string]string{}
	for _, f := range visits {
		files[f.name] = f.content
	}
	root := writeFiles(t, files)
	want := reading(t, root, nil, filepath.ToSlash(root)+"/")
	if n := len(want); n != 6 {
		t.Fatalf("%d results of the folder: %q", n, want)
	}
	// As some programs do, with more around the files.
	withMore := append([]packed{{"__MACOSX/a/._early.srt", "\x00\x05"}}, visits...)
	for name, data := range archives(t, withMore...) {
		path := writeFile(t, name, data)
		if d := cmp.Diff(want, reading(t, path, nil, filepath.ToSlash(path)+"!/")); d != "" {
			t.Errorf("%s (-folder +archive):\n%s", name, d)
		}
		within := filepath.Dir(path)
		if d := cmp.Diff(want, reading(t, within, nil, filepath.ToSlash(path)+"!/")); d != "" {
			t.Errorf("%s in a folder (-folder +archive):\n%s", name, d)
		}
		if d := cmp.Diff(want, reading(t, "-", bytes.NewReader(data), "-!/")); d != "" {
			t.Errorf("%s on standard input (-folder +archive):\n%s", name, d)
		}
		unnamed := writeFile(t, "visits", data)
		if d := cmp.Diff(want, reading(t, unnamed, nil, filepath.ToSlash(unnamed)+"!/")); d != "" {
			t.Errorf("%s without its extension (-folder +archive):\n%s", name, d)
		}
	}
}

func TestArchiveOnStandardInputLeavesNothingBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	reading(t, "-", bytes.NewReader(zipped(t, visits...)), "")
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	got := units(t, "", "-", SplitOptions{Stdin: bytes.NewReader(zipped(t, visits...))})
	if len(got) != 1 || !strings.HasPrefix(got[0], "-: copy the archive to a temporary file: ") {
		t.Errorf("without a place for temporary files: %q", got)
	}
}

func TestZipIsReadByName(t *testing.T) {
	data := zipped(t, packed{"b.json", "2"}, packed{"a.json", "1"}, packed{"a/x.json", "0"})
	got := units(t, "", "-", SplitOptions{Stdin: bytes.NewReader(data)})
	if d := cmp.Diff([]string{"-!/a/x.json: 0", "-!/a.json: 1", "-!/b.json: 2"}, got); d != "" {
		t.Error(d)
	}
}

func TestCompressedStreams(t *testing.T) {
	lines := "{\"a\":1}\n{\"b\":2}\n"
	for name, data := range map[string][]byte{"x.jsonl.gz": gzipped(t, lines), "x.jsonl.zst": zstandard(t, []byte(lines))} {
		for place, got := range map[string][]string{
			"-":                   units(t, "", "-", SplitOptions{Stdin: bytes.NewReader(data)}),
			name:                  pathUnits(t, writeFile(t, name, data)),
			"data":                pathUnits(t, writeFile(t, "data", data)),
			"x.zip!/sub/" + name:  pathUnits(t, writeFile(t, "x.zip", zipped(t, packed{"sub/" + name, string(data)}))),
			"x.tgz!/" + name:      pathUnits(t, writeFile(t, "x.tgz", gzipped(t, string(tarred(t, packed{name, string(data)}))))),
			"x.zip!/without.json": pathUnits(t, writeFile(t, "x.zip", zipped(t, packed{"without.json", string(data)}))),
		} {
			want := []string{place + " line 1: {\"a\":1}", place + " line 2: {\"b\":2}"}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s as %s:\n%s", name, place, d)
			}
		}
	}
}

// pathUnits is units with the directory cut off.
func pathUnits(t *testing.T, path string) []string {
	return units(t, filepath.Dir(path), path, SplitOptions{})
}

func TestNamesInGBK(t *testing.T) {
	name := "回访/十月/李某.json"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(strings.ReplaceAll(name, "/", `\`))
	if err != nil {
		t.Fatal(err)
	}
	for archive, data := range map[string][]byte{
		"x.zip": zipped(t, packed{gbk, "{}"}, packed{"plain.json", "{}"}),
		"x.tgz": gzipped(t, string(tarred(t, packed{gbk, "{}"}, packed{"plain.json", "{}"}))),
	} {
		got := pathUnits(t, writeFile(t, archive, data))
		slices.Sort(got)
		if d := cmp.Diff([]string{archive + "!/plain.json: {}", archive + "!/" + name + ": {}"}, got); d != "" {
			t.Error(d)
		}
	}
}

func TestEntryNames(t *testing.T) {
	var gbk, western entryNames
	long, err := simplifiedchinese.GBK.NewEncoder().String("常用的文件名都在这里")
	if err != nil {
		t.Fatal(err)
	}
	gbk.add(long)
	rare := "\x86\xb4.json" // 喆, outside GB2312: decided by its neighbours
	western.add("r\x82sum\x82.json")
	for _, tc := range []struct {
		names     *entryNames
		raw, want string
	}{
		{&gbk, rare, "喆.json"},
		{&gbk, "已是.json", "已是.json"},
		{&gbk, "./a//b/../c.json", "a/c.json"},
		{&gbk, "a\x1b[2J\n.json", "a\ufffd[2J\ufffd.json"},
		{&gbk, "../../etc/x.json", "etc/x.json"},
		{&western, "r\x82sum\x82.json", "r\ufffdsum\ufffd.json"},
	} {
		if got := tc.names.decode(tc.raw); got != tc.want {
			t.Errorf("%q is read as %q, want %q", tc.raw, got, tc.want)
		}
	}
	// Checksum of "x", then a name in UTF-8.
	field := "\x75\x70\x0b\x00\x01\x83\x16\xdc\x8c十月"
	if got := unicodeName("x", []byte("\x01\x00\x01\x00z"+field)); got != "十月" {
		t.Errorf("extra field gives %q", got)
	}
	if got := unicodeName("y", []byte(field)); got != "" {
		t.Errorf("extra field of another name gives %q", got)
	}
}

func TestArchiveStopsWhenCancelled(t *testing.T) {
	var many []packed
	for i := range 50 {
		many = append(many, packed{fmt.Sprintf("%02d.txt", i), "a: b"})
	}
	for name, data := range archives(t, many...) {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		err := Split(ctx, writeFile(t, name, data), SplitOptions{}, func(Unit) error {
			if n++; n == 3 {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) || n != 3 {
			t.Errorf("%s: %v after %d units", name, err, n)
		}
		cancel()
	}
}

// FuzzArchive reads any bytes as an archive of any kind: there is no panic, it
// comes to an end, and no unit passes the limit.
func FuzzArchive(f *testing.F) {
	files := []packed{{"a.json", "{}"}, {"b.meta.json", "{}"}, {"b.jsonl.gz", string(gzipped(f, "{}\n{}\n"))}, {"回访.txt", "客户:好的"}}
	for name, data := range archives(f, files...) {
		f.Add(name, data)
		f.Add("x", data)
		f.Add(name, cut(data))
	}
	f.Add("x.zst", zstandard(f, []byte("{}\n{}\n")))
	const limit = 1 << 12
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		s := splitter{ctx: t.Context(), opts: SplitOptions{MaxDocument: limit, Stdin: bytes.NewReader(data)}}
		for _, file := range []string{"-", filepath.Base(name)} {
			s.yield = func(u Unit) error {
				if !strings.HasPrefix(u.File, file) || len(u.Data) > limit || (u.Fault == nil) == (u.Data == nil) {
					t.Errorf("unit %q of %d bytes, fault %v", u.File, len(u.Data), u.Fault)
				}
				return nil
			}
			if err := s.pipe(input{file: file}, bytes.NewReader(data)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
