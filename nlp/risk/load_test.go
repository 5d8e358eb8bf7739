package risk

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// edited returns the embedded rule set with one text replaced in one file.
func edited(t *testing.T, name, old, replacement string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(Embedded(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(Embedded(), path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text := string(out[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not contain %q", name, old)
	}
	out[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, replacement, 1))}
	return out
}

func TestEmbeddedRuleSetIsComplete(t *testing.T) {
	rs := ruleSet(t)
	if len(rs.Signals) != 109 || len(rs.Categories) != 14 || len(rs.Checklist) != 16 || len(rs.Phases) != 4 {
		t.Errorf("%d signals, %d categories, %d checklist items, %d phases",
			len(rs.Signals), len(rs.Categories), len(rs.Checklist), len(rs.Phases))
	}
	for i := range rs.Signals {
		s := &rs.Signals[i]
		if got, ok := rs.Signal(s.Code); !ok || got != s {
			t.Errorf("Signal(%s) does not find it", s.Code)
		}
		if len(s.Certain)+len(s.States)+len(s.Hints) == 0 {
			t.Errorf("%s has no pattern", s.Code)
		}
	}
	if _, ok := rs.Signal("FIN99"); ok {
		t.Error("Signal finds a code that is not there")
	}
}

func TestVersionFollowsContent(t *testing.T) {
	a, b := ruleSet(t), ruleSet(t)
	if a.Version != b.Version || !strings.HasPrefix(a.Version, "1.0+") {
		t.Errorf("versions %s and %s of the same files", a.Version, b.Version)
	}
	changed, err := LoadRuleSet(edited(t, "conduct.yaml", "severity: 2", "severity: 3"))
	if err != nil {
		t.Fatal(err)
	}
	if changed.Version == a.Version {
		t.Error("a change of content leaves the version")
	}
}

func TestFaultsNameThePlace(t *testing.T) {
	for _, c := range []struct {
		name, file, old, replacement string
		line                         int
		reason                       string
	}{
		{"unknown field", "version.yaml", "version:", "verzion:", 3, "verzion"},
		{"broken YAML", "version.yaml", `"1.0"`, `"1.0`, 0, ""},
		{"unknown action", "signals/FIN.yaml", "actions: [WATCH, REQUEST_DOCS]", "actions: [WHAT]", 5, "WHAT"},
		{"unknown source", "signals/FIN.yaml", "sources: [DD.5", "sources: [XX.5", 5, "XX.5"},
		{"severity", "signals/FIN.yaml", "severity: 3", "severity: 9", 5, "severity 9"},
		{"scope", "signals/FIN.yaml", "scope: customer", "scope: nobody", 5, "nobody"},
		{"foreign code", "signals/FIN.yaml", "code: FIN01", "code: LIQ99", 5, "LIQ99"},
		{"double code", "signals/FIN.yaml", "code: FIN02", "code: FIN01", 5, "twice"},
		{"pattern", "signals/FIN.yaml", "({sales})..12", "({nobody})..12", 23, "nobody"},
		{"level", "alerts.yaml", "{level: red, severity: 5", "{level: pink, severity: 5", 0, "pink"},
		{"override", "alerts.yaml", "code: DEF01", "code: DEF99", 0, "DEF99"},
		{"priority code", "follow_up.yaml", "LIT02", "LIT99", 0, "LIT99"},
		{"fact kind", "facts.yaml", "kind: amount", "kind: size", 0, "size"},
		{"mandatory", "checklist.yaml", "mandatory: always", "mandatory: perhaps", 0, "perhaps"},
		{"cue kind", "assertion.yaml", "  recap:", "  racap:", 0, "recap"},
	} {
		_, err := LoadRuleSet(edited(t, c.file, c.old, c.replacement))
		var fault *RuleError
		if !errors.As(err, &fault) {
			t.Errorf("%s: no RuleError but %v", c.name, err)
			continue
		}
		if fault.File != c.file || fault.Line < 1 || fault.Column < 1 || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: %v", c.name, err)
		}
		if c.line > 0 && fault.Line != c.line {
			t.Errorf("%s: line %d, want %d: %v", c.name, fault.Line, c.line, err)
		}
	}
}

func TestMissingFileIsAnError(t *testing.T) {
	if _, err := LoadRuleSet(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no files: %v", err)
	}
}
