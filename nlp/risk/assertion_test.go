package risk

import (
	"os"
	"strings"
	"testing"

	"huifang/schemas"
)

func TestAssertionStatus(t *testing.T) {
	data, err := os.ReadFile("testdata/assertion.tsv")
	if err != nil {
		t.Fatal(err)
	}
	tagger := NewTagger(ruleSet(t), nil)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		c := exchange(f[2], schemas.RoleCustomer)
		tagger.Annotate(c)
		if got := status(c, f[0]); got != f[1] {
			t.Errorf("%s is %q, want %s, in: %s", f[0], got, f[1], f[2])
		}
	}
}
