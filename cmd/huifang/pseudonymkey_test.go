package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const namingCall = `{"id":"N1","borrower_id":"B1","turns":[{"idx":0,"role":"agent","text":"您好,我是运河银行的沈知远。"}]}`

func TestPseudonymsOfAnnotate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("0123456789abcdef\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	unkeyed := huifang(t, namingCall, "annotate", "--mask")
	if !strings.Contains(unkeyed.out, `"pseudonym":"P1"`) {
		t.Errorf("without a key: %s %s", unkeyed.out, unkeyed.err)
	}
	keyed := huifang(t, namingCall, "annotate", "--mask", "--pseudonym-key", "0123456789abcdef")
	if !strings.Contains(keyed.out, `"pseudonym":"P-`) || strings.Contains(keyed.out, "知远") {
		t.Errorf("with a key: %s %s", keyed.out, keyed.err)
	}
	if o := huifang(t, namingCall, "annotate", "--mask", "--pseudonym-key-file", file); o.out != keyed.out {
		t.Errorf("from a file: %s %s", o.out, o.err)
	}
	if o := huifang(t, namingCall, "annotate"); strings.Contains(o.out, "pseudonym") {
		t.Errorf("unmasked: %s", o.out)
	}
	for _, args := range [][]string{
		{"--pseudonym-key", "short"},
		{"--pseudonym-key", "0123456789abcdef", "--pseudonym-key-file", file},
	} {
		if o := huifang(t, namingCall, append([]string{"annotate", "--mask"}, args...)...); o.code != exitUsage || strings.Contains(o.err, "0123456789") {
			t.Errorf("%v: exit code %d, %s", args, o.code, o.err)
		}
	}
}

func TestKeyOfADataDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	var f pseudonymFlags
	keys := make([][]byte, 8)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			key, err := f.keyFor(dir)
			if err != nil {
				t.Error(err)
			}
			keys[i] = key
		})
	}
	all.Wait()
	for _, key := range keys {
		if len(key) != 64 || !bytes.Equal(key, keys[0]) {
			t.Fatalf("keys of %d and %d characters differ", len(key), len(keys[0]))
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v in the data directory: %v", entries, err)
	}
	if info, err := entries[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
	f.PseudonymKey = "0123456789abcdef"
	if key, err := f.keyFor(dir); err != nil || string(key) != f.PseudonymKey {
		t.Errorf("a key that is named does not go before the directory's: %q %v", key, err)
	}
}
