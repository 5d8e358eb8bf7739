package ingest

import (
	"archive/tar"
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

// centralHeader is where the table of contents of a zip lists an entry.
func centralHeader(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	at := bytes.LastIndex(data, []byte(name))
	if at < 46 || !bytes.HasPrefix(data[at-46:], []byte("PK\x01\x02")) {
		t.Fatalf("no entry %s", name)
	}
	return data[at-46:]
}

func TestBadEntriesOfZip(t *testing.T) {
	story := strings.Repeat("客户:订单比去年少了两成,还在等回款。\n", 20)
	data := zipped(t, packed{"a.txt", "ok"}, packed{"b-locked.txt", story}, packed{"c-method.txt", story},
		packed{"d-damaged.txt", story}, packed{"e-sum.txt", story}, packed{"f-short.txt", story},
		packed{"g.txt", story}, packed{"g.meta.json", "{}"}, packed{"z.txt", "ok"})
	centralHeader(t, data, "b-locked.txt")[8] |= encrypted
	binary.LittleEndian.PutUint16(centralHeader(t, data, "c-method.txt")[10:], 14) // LZMA
	body := bytes.Index(data, []byte("d-damaged.txt")) + len("d-damaged.txt")
	copy(data[body:], "\xff\xff\xff\xff")
	centralHeader(t, data, "e-sum.txt")[16]++
	centralHeader(t, data, "f-short.txt")[24]--
	centralHeader(t, data, "g.meta.json")[8] |= encrypted
	got := pathUnits(t, writeFile(t, "x.zip", data))
	for i, want := range []string{
		"x.zip!/a.txt: ok",
		"x.zip!/b-locked.txt: encrypted: ",
		"x.zip!/c-method.txt: compressed by method 14, which is not supported",
		"x.zip!/d-damaged.txt: flate: corrupt input",
		"x.zip!/e-sum.txt: the entry is damaged: ",
		"x.zip!/f-short.txt: the entry is damaged, or longer than the archive states",
		"x.zip!/g.txt: metadata g.meta.json: encrypted",
		"x.zip!/z.txt: ok",
	} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("unit %d of %q, want %q", i, got, want)
		}
	}
}

func TestArchivesThatCannotBeRead(t *testing.T) {
	first, second := packed{"a.txt", strings.Repeat("a: b\n", 300)}, packed{"b.txt", strings.Repeat("c: d\n", 300)}
	whole := tarred(t, first, second)
	inner := string(zipped(t, first))
	long := []packed{{"a.txt", "a: b"}, {"b.txt", noise(1 << 19)}}
	for _, tc := range []struct {
		name, file string
		data       []byte
		want       []string // ends of the faults
	}{
		{"zip cut short", "x.zip", zipped(t, first)[:100], []string{"x.zip: not a zip archive, or one that is cut short"}},
		{"no zip", "x.zip", []byte("a: b"), []string{"x.zip: not a zip archive"}},
		{"empty zip", "x.zip", zipped(t), []string{"x.zip: the archive is empty"}},
		{"Office document", "x.zip", zipped(t, packed{"[Content_Types].xml", "<x/>"}), []string{"x.zip: an Office document"}},
		{"empty file", "x.zip", nil, []string{"x.zip: the file is empty"}},
		{"tar cut within an entry", "x.tar", whole[:2048+512], []string{"x.tar!/b.txt: the data is cut short", "x.tar: after entry b.txt: the data is cut short"}},
		{"tar damaged behind an entry", "x.tar", append(bytes.Clone(whole[:2048]), strings.Repeat("x", 1024)...), []string{"x.tar: after entry a.txt: not a tar archive, or a damaged one"}},
		{"no tar", "x.tar", []byte(strings.Repeat("a: b\n", 200)), []string{"x.tar: not a tar archive"}},
		{"empty tar", "x.tar", make([]byte, 1024), []string{"x.tar: the archive is empty"}},
		{"gzip cut short", "x.tgz", cut(gzipped(t, string(tarred(t, long...)))), []string{"x.tgz!/b.txt: the data is cut short", "x.tgz: after entry b.txt: the data is cut short"}},
		{"zstd cut short", "x.tar.zst", cut(zstandard(t, tarred(t, long...))), []string{"x.tar.zst!/b.txt: the data is cut short", "x.tar.zst: after entry b.txt: the data is cut short"}},
		{"no gzip", "x.tgz", []byte(strings.Repeat("a: b\n", 20)), []string{"x.tgz: gzip: invalid header"}},
		{"zip within", "x.zip", zipped(t, packed{"in.zip", inner}, packed{"unnamed", inner}), []string{"x.zip!/in.zip: an archive within an archive", "x.zip!/unnamed: an archive within an archive"}},
		{
			"tar within", "x.tar", tarred(t, packed{"in.tar", string(whole)}, packed{"in.tgz", string(gzipped(t, string(whole)))}, packed{"in.gz", string(gzipped(t, string(whole)))}),
			[]string{"x.tar!/in.tar: an archive within", "x.tar!/in.tgz: an archive within", "x.tar!/in.gz: an archive within"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := writeFile(t, tc.file, tc.data)
			var faults []string
			for _, u := range pathUnits(t, path) {
				if strings.HasSuffix(u, " !") {
					faults = append(faults, u)
				}
			}
			if len(faults) != len(tc.want) {
				t.Fatalf("faults %q, want %q", faults, tc.want)
			}
			for i, want := range tc.want {
				if !strings.HasPrefix(faults[i], want) {
					t.Errorf("fault %q, want %q", faults[i], want)
				}
			}
		})
	}
}

// cut is the greater part of data.
func cut(data []byte) []byte { return data[:len(data)*2/3] }

// noise is text that does not compress to much less than half.
func noise(n int) string {
	var b strings.Builder
	for x := uint32(1); b.Len() < n; {
		x = x*1664525 + 1013904223
		fmt.Fprintf(&b, "%08x", x)
	}
	return b.String()
}

// TestArchiveBomb gives entries that grow without end as far as anybody knows:
// reading stops with a fault on the entry and one on the archive.
func TestArchiveBomb(t *testing.T) {
	zeros := strings.Repeat("\x00", 40<<20)
	files := []packed{{"a.txt", "a: b"}, {"b.jsonl", zeros}, {"c.jsonl", zeros}, {"d.txt", "a: b"}}
	for name, data := range map[string][]byte{
		"x.zip": zippedBy(t, zstd.ZipMethodWinZip, files...), "x.tar.zst": zstandard(t, tarred(t, files...)),
	} {
		got := pathUnits(t, writeFile(t, name, data))
		if len(got) < 3 || got[0] != name+"!/a.txt: a: b" || strings.HasSuffix(got[len(got)-1], "d.txt: a: b") {
			t.Errorf("%s: units %.200q", name, got)
		}
		if last := got[len(got)-1]; !strings.HasPrefix(last, name+": after entry c.jsonl: the data grows to more than 500 times") {
			t.Errorf("%s: last unit %q", name, last)
		}
	}
}

// TestBombOfCompressedEntries gives entries that each stay within the bound of a
// compressed file, but not together.
func TestBombOfCompressedEntries(t *testing.T) {
	zeros := string(zstandard(t, bytes.Repeat([]byte{0}, 40<<20)))
	files := []packed{{"a.txt", "a: b"}, {"b.jsonl.zst", zeros}, {"c.jsonl.zst", zeros}, {"d.txt", "a: b"}}
	for name, data := range map[string][]byte{
		"x.zip": zipped(t, files...), "x.tar.zst": zstandard(t, tarred(t, files...)),
	} {
		got := pathUnits(t, writeFile(t, name, data))
		if len(got) < 3 || got[0] != name+"!/a.txt: a: b" || strings.HasSuffix(got[len(got)-1], "d.txt: a: b") {
			t.Errorf("%s: units %.200q", name, got)
		}
		if last := got[len(got)-1]; !strings.HasPrefix(last, name+": after entry c.jsonl.zst: the data grows to more than 500 times") {
			t.Errorf("%s: last unit %q", name, last)
		}
	}
}

// TestLargeSidecars gives sidecars that no memory should hold.
func TestLargeSidecars(t *testing.T) {
	data := zipped(t, packed{"a.txt", "a: b"}, packed{"a.meta.json", strings.Repeat(" ", 200)}, packed{"b.txt", "a: b"})
	got := units(t, "/nowhere", "-", SplitOptions{Stdin: bytes.NewReader(data), MaxDocument: 100})
	want := []string{"-!/a.txt: metadata a.meta.json: the file has 200 bytes, over the limit of 100 !", "-!/b.txt: a: b"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	var b bytes.Buffer
	if err := tar.NewWriter(&b).WriteHeader(&tar.Header{Name: "a.meta.json", Size: maxSidecars + 1}); err != nil {
		t.Fatal(err)
	}
	got = pathUnits(t, writeFile(t, "x.tar", b.Bytes()))
	if want := []string{"x.tar: its files *.meta.json are over 256 MiB together: unpack the archive !"}; !slices.Equal(got, want) {
		t.Errorf("units %q, want %q", got, want)
	}
}

// TestSparseEntry gives a tar of 2 KiB with an entry of 1 TiB that is one hole.
func TestSparseEntry(t *testing.T) {
	data := tarred(t, packed{"./PaxHeaders/a.jsonl", ""}, packed{"a.jsonl", ""})
	records := ""
	for _, r := range []string{"GNU.sparse.major=0", "GNU.sparse.minor=1", "GNU.sparse.name=a.jsonl", "GNU.sparse.size=1099511627776", "GNU.sparse.numblocks=0", "GNU.sparse.map="} {
		records += fmt.Sprintf("%d %s\n", len(r)+4, r)
	}
	header := data[:512]
	header[156] = tar.TypeXHeader
	copy(header[124:], fmt.Sprintf("%011o", len(records)))
	sum := 8 * int(' ')
	for i, b := range header {
		if i < 148 || i >= 156 {
			sum += int(b)
		}
	}
	copy(header[148:], fmt.Sprintf("%06o\x00 ", sum))
	block := make([]byte, 512)
	copy(block, records)
	data = slices.Insert(data, 512, block...)
	got := pathUnits(t, writeFile(t, "x.tar", data))
	want := []string{
		"x.tar!/a.jsonl: the data grows to more than 500 times its compressed size !",
		"x.tar: after entry a.jsonl: the data grows to more than 500 times its compressed size !",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestLargeEntriesAreRefusedBySize(t *testing.T) {
	data := zipped(t, packed{"a.json", "{\n" + strings.Repeat("1", 200)}, packed{"b.json", "{}"})
	got := units(t, "/nowhere", "-", SplitOptions{Stdin: bytes.NewReader(data), MaxDocument: 100})
	want := []string{"-!/a.json: the file has 202 bytes, over the limit of 100 !", "-!/b.json: {}"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
