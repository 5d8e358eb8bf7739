package schemas_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/schemas"
)

// Every golden of every version that was ever written must still be read, and
// what is read must survive a round trip.
func TestGoldensOfAllVersionsRead(t *testing.T) {
	files, err := filepath.Glob("testdata/v*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens found: %v", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := schemas.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			line, err := schemas.Encode(c)
			if err != nil {
				t.Fatal(err)
			}
			again, err := schemas.Decode(line)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c, again); diff != "" {
				t.Errorf("round trip changed the call:\n%s", diff)
			}
			if bytes.ContainsRune(line, '\n') {
				t.Error("encoded call holds a newline")
			}
		})
	}
}

// The current version's full golden is what Encode writes, byte for byte: a
// change here is a change of the wire form and needs a new version.
func TestWireFormIsFixed(t *testing.T) {
	data, err := os.ReadFile("testdata/v1/annotated.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := schemas.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	line, err := schemas.Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimSpace(string(data)), string(line)); diff != "" {
		t.Errorf("wire form changed:\n%s", diff)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"no id", `{"turns":[]}`, "no id"},
		{"bad date", `{"id":"a","call_date":"09.11.2026","turns":[]}`, "YYYY-MM-DD"},
		{"local start", `{"id":"a","started_at":"2026-11-09 09:30","turns":[]}`, "RFC 3339"},
		{"role", `{"id":"a","turns":[{"idx":0,"role":"boss","text":"x"}]}`, `role "boss"`},
		{"idx", `{"id":"a","turns":[{"idx":3,"role":"agent","text":"x"}]}`, "idx 3"},
		{"times", `{"id":"a","turns":[{"idx":0,"role":"agent","start_ms":9,"end_ms":3,"text":"x"}]}`, "before it starts"},
		{"negative time", `{"id":"a","turns":[{"idx":0,"role":"agent","start_ms":-4,"text":"x"}]}`, "before the recording"},
		{"token", `{"id":"a","turns":[{"idx":0,"role":"agent","text":"x","tokens":[[0]]}]}`, "is not [start, end]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := schemas.Decode([]byte(tc.in))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want one with %q", err, tc.want)
			}
		})
	}
	_, err := schemas.Decode([]byte(`{"schema":99,"id":"a","turns":[]}`))
	if !errors.Is(err, schemas.ErrNewerVersion) {
		t.Errorf("error %v, want ErrNewerVersion", err)
	}
}

func TestDecodeFillsUnknownRole(t *testing.T) {
	c, err := schemas.Decode([]byte(`{"id":"a","turns":[{"idx":0,"text":"喂"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.Turns[0].Role != schemas.RoleUnknown || c.Turns[0].StartMS != nil || c.Schema != schemas.Version {
		t.Errorf("decoded %+v", c)
	}
}

func TestLoanFile(t *testing.T) {
	var f schemas.LoanFile
	err := json.Unmarshal([]byte(`{"borrower":"木语家具","amount":12000000.5,"balance":"1,200,000","guarantor":["陈木林",7],"paid":true,"none":null}`), &f)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"borrower": "木语家具", "amount": "12000000.5", "guarantor": "陈木林、7", "paid": "true", "none": "", "missing": "",
	} {
		if got := f.String(key); got != want {
			t.Errorf("String(%s) = %q, want %q", key, got, want)
		}
	}
	if n, ok := f.Number("balance"); !ok || n != 1200000 {
		t.Errorf("Number(balance) = %v, %v", n, ok)
	}
	if _, ok := f.Number("borrower"); ok {
		t.Error("a name is no number")
	}
}

func FuzzDecode(f *testing.F) {
	files, _ := filepath.Glob("testdata/v*/*.json")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := schemas.Decode(data)
		if err != nil {
			return
		}
		line, err := schemas.Encode(c)
		if err != nil {
			t.Fatalf("a call that was read cannot be written: %v", err)
		}
		if _, err := schemas.Decode(line); err != nil {
			t.Fatalf("a call that was written cannot be read: %v", err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	data, err := os.ReadFile("testdata/v1/annotated.json")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := schemas.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	data, err := os.ReadFile("testdata/v1/annotated.json")
	if err != nil {
		b.Fatal(err)
	}
	c, err := schemas.Decode(data)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := schemas.Encode(c); err != nil {
			b.Fatal(err)
		}
	}
}
