package embedded

import (
	"encoding/xml"
	"os"
	"strings"
	"testing"
)

func TestConfigHidesPasswordsAndEscapesPaths(t *testing.T) {
	l, err := newLayout(t.TempDir() + "/a & <b>")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.create(); err != nil {
		t.Fatal(err)
	}
	s := newState()
	if err := writeConfig(l, s, 1<<30); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{l.config(), l.users()} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var any struct {
			Inner string `xml:",innerxml"`
		}
		if err := xml.Unmarshal(data, &any); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, password := range []string{s.OwnerPassword, s.ReaderPassword, s.ControlPassword} {
			if strings.Contains(string(data), password) {
				t.Errorf("%s holds a password", file)
			}
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", file, info.Mode())
		}
	}
}

// TestOddDirectory runs a server in a directory whose name needs escaping.
func TestOddDirectory(t *testing.T) {
	s := start(t, t.TempDir()+"/回访 & <data>", Options{})
	if n := count(t, connect(t, s.DSN()), "SELECT toUInt64(1)"); n != 1 {
		t.Errorf("got %d", n)
	}
}
