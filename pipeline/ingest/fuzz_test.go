package ingest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzParse feeds any bytes to every format, by recognition and by name: there
// is no panic, each unit gives calls or rejections, calls hold what Result
// promises, and the same input gives the same result.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/golden/*", "testdata/rejected/*"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for i, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data, filepath.Ext(path), uint8(i))
		}
	}
	recognising := newParser(f)
	var named []*Parser
	for _, info := range Formats() {
		p, err := NewParser(Options{Format: info.Name, AgentChannel: noChannel})
		if err != nil {
			f.Fatal(err)
		}
		named = append(named, p)
	}
	f.Fuzz(func(t *testing.T, data []byte, ext string, choice uint8) {
		u := Unit{File: "dir/file" + ext, Line: 1, Data: data}
		for _, p := range []*Parser{recognising, named[int(choice)%len(named)]} {
			r := p.Parse(u)
			if len(r.Calls)+len(r.Rejections) == 0 {
				t.Error("neither call nor rejection")
			}
			for _, c := range r.Calls {
				checkCall(t, c)
			}
			for _, rejection := range r.Rejections {
				if rejection.Reason == "" || rejection.Err == nil {
					t.Errorf("rejection without a reason: %+v", rejection)
				}
			}
			if diff := cmp.Diff(messages(r), messages(p.Parse(u))); diff != "" {
				t.Errorf("a second time differs:\n%s", diff)
			}
		}
	})
}

// messages renders a result for comparison.
func messages(r Result) (out []string) {
	for _, c := range r.Calls {
		out = append(out, c.ID, c.Source.Format)
		for _, turn := range c.Turns {
			out = append(out, turn.Role+" "+turn.Speaker+": "+turn.Text)
		}
	}
	for _, rejection := range r.Rejections {
		out = append(out, rejection.Error())
	}
	return out
}
