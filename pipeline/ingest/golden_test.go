package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/schemas"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenResult is what a golden file holds of a file's results.
type goldenResult struct {
	Calls      []json.RawMessage `json:"calls"`
	Rejections []string          `json:"rejections,omitempty"`
}

// resultOf reads path with Split and Parse and checks what holds for every
// result.
func resultOf(t *testing.T, p *Parser, path string, opts SplitOptions) (calls []*schemas.Call, rejections []*Rejection) {
	t.Helper()
	err := Split(context.Background(), path, opts, func(u Unit) error {
		r := p.Parse(u)
		for _, c := range r.Calls {
			checkCall(t, c)
		}
		if len(r.Calls)+len(r.Rejections) == 0 {
			t.Errorf("%s %s: neither call nor rejection", u.File, u.Position)
		}
		calls = append(calls, r.Calls...)
		rejections = append(rejections, r.Rejections...)
		return nil
	})
	if err != nil {
		t.Fatalf("Split(%s): %v", path, err)
	}
	return calls, rejections
}

// checkCall checks what holds for every call that Parse returns.
func checkCall(t *testing.T, c *schemas.Call) {
	t.Helper()
	if err := c.Validate(); err != nil {
		t.Errorf("call does not validate: %v", err)
	}
	if !speaks(c.Turns) {
		t.Errorf("call %q has no text", c.ID)
	}
	if c.Source == nil || c.Source.Format == "" || len(c.Source.SHA256) != 64 {
		t.Errorf("call %q: source %+v is incomplete", c.ID, c.Source)
	}
	if c.Roles == nil || c.Roles.Confidence < 0 || c.Roles.Confidence > 1 {
		t.Errorf("call %q: roles %+v", c.ID, c.Roles)
	}
	line, err := schemas.Encode(c)
	if err != nil {
		t.Errorf("call %q does not encode: %v", c.ID, err)
		return
	}
	if _, err := schemas.Decode(line); err != nil {
		t.Errorf("call %q does not decode again: %v", c.ID, err)
	}
}

// newParser builds a parser without rules.
func newParser(t testing.TB) *Parser {
	t.Helper()
	p, err := NewParser(Options{AgentChannel: noChannel})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestGolden reads each file of testdata/golden and compares calls and
// rejections with the golden file beside it.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/golden/*")
	if err != nil {
		t.Fatal(err)
	}
	p := newParser(t)
	for _, path := range paths {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			path = filepath.ToSlash(path)
			calls, rejections := resultOf(t, p, path, SplitOptions{})
			var got goldenResult
			for _, c := range calls {
				line, err := schemas.Encode(c)
				if err != nil {
					t.Fatal(err)
				}
				got.Calls = append(got.Calls, line)
			}
			for _, r := range rejections {
				got.Rejections = append(got.Rejections, r.Error())
			}
			compareGolden(t, path+".golden", got)
		})
	}
}

// compareGolden compares v, as indented JSON, with a file.
func compareGolden(t *testing.T, path string, v any) {
	t.Helper()
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, buf.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), buf.String()); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

// TestExamples reads every example of the repository.
func TestExamples(t *testing.T) {
	calls, rejections := resultOf(t, newParser(t), "../../examples", SplitOptions{})
	for _, r := range rejections {
		t.Error(r)
	}
	if len(calls) == 0 {
		t.Error("no calls")
	}
	for _, c := range calls {
		if c.Roles.Method == schemas.RolesUnknown || c.CallDate == "" {
			t.Errorf("%s: call %s has roles %q and the date %q", c.Source.File, c.ID, c.Roles.Method, c.CallDate)
		}
	}
}
