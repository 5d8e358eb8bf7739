package risk

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"go.yaml.in/yaml/v4"
)

//go:embed ruleset
var embedded embed.FS

// Embedded returns the rule set's files as they ship with this build.
func Embedded() fs.FS {
	sub, err := fs.Sub(embedded, "ruleset")
	if err != nil {
		// fs.Sub fails only on an invalid path, and this one is a constant.
		panic(err)
	}
	return sub
}

// LoadRuleSet reads a rule set from fsys: version.yaml, classes.yaml,
// assertion.yaml, actions.yaml, sources.yaml, phases.yaml, checklist.yaml, facts.yaml,
// alerts.yaml, follow_up.yaml, conduct.yaml, classification.yaml, fusion.yaml and one
// file a category under signals/. Unknown fields, unknown references and faulty
// patterns are errors of type *RuleError, joined where there are several.
func LoadRuleSet(fsys fs.FS) (*RuleSet, error) {
	rs := &RuleSet{byCode: map[string]int{}}
	l := &loader{fsys: fsys, rs: rs, hash: sha256.New()}
	var declared string
	l.file("version.yaml", &struct {
		Version *string `yaml:"version"`
	}{&declared})
	l.file("classes.yaml", &struct {
		Classes *map[string]string `yaml:"classes"`
	}{&rs.Classes})
	l.file("assertion.yaml", &struct {
		Assertion *map[string][]Pattern `yaml:"assertion"`
	}{&rs.Assertion})
	l.file("actions.yaml", &struct {
		Actions *[]ActionDef `yaml:"actions"`
	}{&rs.Actions})
	l.file("sources.yaml", &struct {
		Sources *[]Source `yaml:"sources"`
	}{&rs.Sources})
	l.file("phases.yaml", &struct {
		Phases *[]PhaseDef `yaml:"phases"`
	}{&rs.Phases})
	l.file("checklist.yaml", &struct {
		Checklist *[]ChecklistDef `yaml:"checklist"`
	}{&rs.Checklist})
	l.file("facts.yaml", &struct {
		Facts       *[]FactDef         `yaml:"facts"`
		Discrepancy *DiscrepancyPolicy `yaml:"discrepancy"`
	}{&rs.Facts, &rs.Discrepancy})
	l.file("alerts.yaml", &rs.Alerts)
	l.file("follow_up.yaml", &rs.FollowUp)
	l.file("conduct.yaml", &struct {
		Conduct *[]ConductCheck `yaml:"conduct"`
	}{&rs.Conduct})
	l.file("classification.yaml", &struct {
		Classification *[]ClassificationFloor `yaml:"classification"`
	}{&rs.Classification})
	l.file("fusion.yaml", &rs.Fusion)
	l.signals()
	if len(l.errs) == 0 {
		l.check()
		l.compile()
	}
	if err := errors.Join(l.errs...); err != nil {
		return nil, err
	}
	rs.Version = declared + "+" + hex.EncodeToString(l.hash.Sum(nil)[:4])
	return rs, nil
}

// signals reads every category in the order of its file name, so that codes and
// the version do not depend on the file system.
func (l *loader) signals() {
	names, err := fs.Glob(l.fsys, "signals/*.yaml")
	if err != nil {
		l.errs = append(l.errs, err)
		return
	}
	slices.Sort(names)
	for _, name := range names {
		var doc struct {
			Category Category    `yaml:"category"`
			Signals  []SignalDef `yaml:"signals"`
		}
		if !l.file(name, &doc) {
			continue
		}
		if doc.Category.ID+".yaml" != path.Base(name) {
			l.fail(name, 1, 1, "category %q does not match the file's name", doc.Category.ID)
			continue
		}
		l.rs.Categories = append(l.rs.Categories, doc.Category)
		for i := range doc.Signals {
			s := &doc.Signals[i]
			if len(s.Code) != 5 || s.Code[:3] != doc.Category.ID {
				l.fail(name, l.line(name, "code: "+s.Code), 1, "code %q is not of category %s", s.Code, doc.Category.ID)
				continue
			}
			if _, dup := l.rs.byCode[s.Code]; dup {
				l.fail(name, l.line(name, "code: "+s.Code), 1, "code %s is defined twice", s.Code)
				continue
			}
			l.rs.byCode[s.Code] = len(l.rs.Signals)
			l.rs.Signals = append(l.rs.Signals, *s)
		}
	}
}

// file decodes one file into out and reports whether it could.
func (l *loader) file(name string, out any) bool {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.errs = append(l.errs, fmt.Errorf("rule set: %w", err))
		return false
	}
	fmt.Fprintf(l.hash, "%s %d\n", name, len(data))
	l.hash.Write(data)
	if err := yaml.Load(data, out, yaml.WithKnownFields()); err != nil {
		l.yamlErrors(name, err)
		return false
	}
	l.read = append(l.read, source{name, data})
	return true
}
