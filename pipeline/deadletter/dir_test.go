package deadletter_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/pipeline/deadletter"
)

func TestPutKeepsBytesAndReason(t *testing.T) {
	dir := deadletter.Open(filepath.Join(t.TempDir(), "rejected"))
	want := deadletter.Letter{File: "in/a.csv", Line: 3, Reason: "no unit", Data: []byte{0xff, 0x00, '\n'}}
	name, err := dir.Put(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := dir.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	got.SHA256 = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPutAgainAddsNothing(t *testing.T) {
	dir := deadletter.Open(t.TempDir())
	l := deadletter.Letter{File: "a", Position: "line 2", Reason: "cut short", Data: []byte("{")}
	first, err := dir.Put(l)
	if err != nil {
		t.Fatal(err)
	}
	second, err := dir.Put(l)
	if err != nil {
		t.Fatal(err)
	}
	l.Position = "line 3"
	third, err := dir.Put(l)
	if err != nil {
		t.Fatal(err)
	}
	if first != second || first == third {
		t.Errorf("names %s, %s, %s: the first two must be one, the third another", first, second, third)
	}
	files, err := os.ReadDir(dir.Path())
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 4 {
		t.Errorf("%d files, want two a letter", len(files))
	}
}

func TestLetterWithoutBytes(t *testing.T) {
	dir := deadletter.Open(t.TempDir())
	name, err := dir.Put(deadletter.Letter{File: "huge.json", Reason: "2 GB is over the limit"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := dir.Get(name)
	if err != nil || got.Data != nil || got.Reason == "" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestFilesAreForTheOwnerOnly(t *testing.T) {
	dir := deadletter.Open(filepath.Join(t.TempDir(), "rejected"))
	if _, err := dir.Put(deadletter.Letter{File: "a", Reason: "x", Data: []byte("secret")}); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir.Path(), func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
