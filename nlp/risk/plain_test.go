package risk

import (
	"os"
	"sort"
	"strings"
	"testing"

	"huifang/nlp/riskmodel"
	"huifang/schemas"
)

// plainCase is one line of testdata/plain.tsv.
type plainCase struct {
	code       string
	fires      bool
	prev, turn string
}

func plainCases(t *testing.T) []plainCase {
	t.Helper()
	data, err := os.ReadFile("testdata/plain.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []plainCase
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 || f[1] != "asserted" && f[1] != "silent" {
			t.Fatalf("not four columns: %s", line)
		}
		out = append(out, plainCase{f[0], f[1] == "asserted", f[2], f[3]})
	}
	return out
}

// surroundings put a turn among other clauses, which say nothing of any risk.
// An answer still begins the turn.
var surroundings = []struct {
	name          string
	before, after string
	spoken        bool
}{
	{name: "alone"},
	{name: "in a longer turn", before: "怎么说呢，情况您也看到了，", after: "，我跟您讲的都是实话，您回去跟领导也汇报一下。"},
	{name: "without punctuation", spoken: true},
}

var unpunctuated = strings.NewReplacer("，", "", "。", "", "？", "", "！", "", "、", "")

// TestPlainStatements holds rules and model together to what they reach on plain
// statements of each code, and on plain statements that are none.
func TestPlainStatements(t *testing.T) {
	model, err := riskmodel.Load()
	if err != nil {
		t.Fatal(err)
	}
	rs := ruleSet(t)
	tagger := NewTagger(rs, model)
	cases := plainCases(t)
	type tally struct{ right, all int }
	byCode := map[string]*tally{}
	silent := tally{}
	for _, around := range surroundings {
		recall := tally{}
		for _, c := range cases {
			def, ok := rs.Signal(c.code)
			if !ok {
				t.Fatalf("unknown code %s", c.code)
			}
			turn := c.turn
			if around.spoken {
				turn = unpunctuated.Replace(turn)
			} else if c.fires && c.prev == "" {
				turn = around.before + turn
			}
			if c.fires {
				turn += around.after
			}
			if c.prev != "" {
				turn = c.prev + " => " + turn
			}
			call := exchange(turn, def.Scope)
			tagger.Annotate(call)
			got := status(call, c.code) == schemas.StatusAsserted
			if !c.fires {
				silent.all++
				if !got {
					silent.right++
				} else {
					t.Logf("%s fires: %s", c.code, turn)
				}
				continue
			}
			n := byCode[c.code]
			if n == nil {
				n = &tally{}
				byCode[c.code] = n
			}
			n.all++
			recall.all++
			if got {
				n.right++
				recall.right++
			} else {
				t.Logf("%s misses (%s): %s", c.code, status(call, c.code), turn)
			}
		}
		share := float64(recall.right) / float64(recall.all)
		t.Logf("%s: recall %.3f", around.name, share)
		if share < plainRecall {
			t.Errorf("%s: recall %.3f, below %.2f", around.name, share, plainRecall)
		}
	}
	codes := make([]string, 0, len(byCode))
	for code := range byCode {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	for _, code := range codes {
		n := byCode[code]
		share := float64(n.right) / float64(n.all)
		t.Logf("%s recall %.2f of %d", code, share, n.all)
		if share < plainRecallOfCode {
			t.Errorf("%s: recall %.2f, below %.2f", code, share, plainRecallOfCode)
		}
	}
	share := float64(silent.right) / float64(silent.all)
	t.Logf("%d turns without a signal, %.3f silent", silent.all, share)
	if share < plainSilent {
		t.Errorf("%.3f silent, below %.2f", share, plainSilent)
	}
	if len(codes) != len(rs.Signals) {
		t.Errorf("plain statements of %d codes out of %d", len(codes), len(rs.Signals))
	}
}

// What TestPlainStatements holds to.
const (
	plainRecall       = 0.86
	plainRecallOfCode = 0.55
	plainSilent       = 0.98
)
