package main

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"huifang/pipeline/ingest"
)

func page(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFormatsPageListsTheFormats(t *testing.T) {
	var rows strings.Builder
	for _, f := range ingest.Formats() {
		rows.WriteString("| `" + f.Name + "` | " + f.Doc + " |\n")
	}
	if !strings.Contains(page(t, "docs/formats.md"), "| name | |\n|---|---|\n"+rows.String()+"\n") {
		t.Errorf("docs/formats.md wants this table:\n%s", &rows)
	}
}

func TestDesignPageNamesThePackages(t *testing.T) {
	out, err := exec.Command("go", "list", "huifang/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	text := page(t, "docs/design.md")
	_, text, _ = strings.Cut(text, "## Layers")
	var want, got []string
	for name := range strings.Lines(string(out)) {
		want = append(want, strings.TrimPrefix(strings.TrimSpace(name), "huifang/"))
	}
	for _, row := range regexp.MustCompile("(?m)^\\| (`.*`) \\|").FindAllStringSubmatch(text, -1) {
		for _, name := range strings.Split(row[1], ", ") {
			got = append(got, strings.Trim(name, "`"))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("docs/design.md names\n%q, the packages are\n%q", got, want)
	}
}

// The signal shown to rule authors is one that ships, with lines of its lists
// left out.
func TestRulesPageShowsASignalThatShips(t *testing.T) {
	_, text, _ := strings.Cut(page(t, "docs/rules.md"), "```yaml\n")
	text, _, _ = strings.Cut(text, "```")
	var shown []map[string]any
	if err := yaml.Unmarshal([]byte(text), &shown); err != nil || len(shown) != 1 {
		t.Fatalf("%d signals, %v", len(shown), err)
	}
	var file struct {
		Signals []map[string]any `yaml:"signals"`
	}
	if err := yaml.Unmarshal([]byte(page(t, "nlp/risk/ruleset/signals/LIQ.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(file.Signals, func(s map[string]any) bool { return s["code"] == shown[0]["code"] })
	if at < 0 {
		t.Fatalf("no signal %v", shown[0]["code"])
	}
	for key, value := range shown[0] {
		lines, isList := value.([]any)
		if !isList {
			lines = []any{value}
		}
		real, _ := yaml.Marshal(file.Signals[at][key])
		for _, line := range lines {
			want, err := yaml.Marshal(line)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(real), strings.TrimSpace(string(want))) {
				t.Errorf("%s: %s is not in the rule set", key, want)
			}
		}
	}
}

// The reference for analysts is the schema, in the words of its comments.
func TestAnalystsPageMatchesTheSchema(t *testing.T) {
	want := map[string]string{}
	var relation string
	line := regexp.MustCompile(`^    (\w+) (.*?): (.*)$`)
	plain := regexp.MustCompile(`LowCardinality\((.*?)\)`)
	for l := range strings.Lines(page(t, "pipeline/clickhouse/testdata/schema.txt")) {
		l = strings.TrimSuffix(l, "\n")
		if m := line.FindStringSubmatch(l); m != nil {
			kind := plain.ReplaceAllString(m[2], "$1")
			if strings.HasPrefix(kind, "Enum8(") {
				kind = "Enum8"
			}
			want[relation] += "| `" + m[1] + "` | " + kind + " | " + m[3] + " |\n"
			continue
		}
		relation, _, _ = strings.Cut(l, " :")
	}
	_, text, _ := strings.Cut(page(t, "docs/analysts.md"), "## Reference\n")
	sections := strings.Split(text, "\n### `")[1:]
	if len(sections) < 10 {
		t.Fatalf("only %d relations found", len(sections))
	}
	for _, section := range sections {
		name, rest, _ := strings.Cut(section, "`\n")
		_, rows, _ := strings.Cut(rest, "|---|---|---|\n")
		if strings.TrimSpace(rows) != strings.TrimSpace(want[name]) {
			t.Errorf("%s: the page has\n%s\nthe schema\n%s", name, rows, want[name])
		}
	}
}
