package sentiment

import (
	"slices"
	"strings"
	"testing"
)

func TestParseCuesNamesTheLine(t *testing.T) {
	for list, want := range map[string]string{
		"good 好":                              "cues.tsv:1: no tab",
		"# c\ngood\t好||坏":                     "cues.tsv:2: empty phrase",
		"good\t好*\n":                          "cues.tsv:1: empty phrase",
		strings.Repeat("g\t好\n", maxGroups+1): "cues.tsv:33: more than",
	} {
		if _, err := parseCues(list); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", list, err, want)
		}
	}
}

func TestFind(t *testing.T) {
	c, err := parseCues("bad\t拖|欠款|lost\ngood\t按时|up\nmore\t比*多\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text           string
		plain, negated []string
	}{
		{"货款拖了两家", []string{"bad"}, nil},
		{"没有拖工资,按时发", []string{"good"}, []string{"bad"}},
		{"没有,拖了两家", []string{"bad"}, nil},
		{"欠", nil, nil},
		{"we lost it", []string{"bad"}, nil},
		{"we have not lost it", nil, []string{"bad"}},
		{"it isn't lost", nil, []string{"bad"}},
		{"you know lost", []string{"bad"}, nil},
		{"supper", nil, nil},
		{"按时,up", []string{"good"}, nil},
		{"产量比去年同期多", []string{"more"}, nil},
		{"比去年,多两个", nil, nil},
		{"比去年同期那一段时间还多", nil, nil},
	} {
		h := c.find([]rune(tt.text))
		if got := names(c, h.plain); !slices.Equal(got, tt.plain) {
			t.Errorf("%s: plain %v, want %v", tt.text, got, tt.plain)
		}
		if got := names(c, h.negated); !slices.Equal(got, tt.negated) {
			t.Errorf("%s: negated %v, want %v", tt.text, got, tt.negated)
		}
	}
}

func names(c *cues, set uint32) []string {
	var out []string
	for i, g := range c.groups {
		if set>>i&1 != 0 {
			out = append(out, g)
		}
	}
	return out
}
