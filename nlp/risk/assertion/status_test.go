package assertion

import (
	"os"
	"strings"
	"testing"

	"huifang/nlp/normalize"
	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

// cues are small lists of their own: the test is about where cues count, not
// about the lists that ship.
func cues(t testing.TB) [][]pattern.Expr {
	t.Helper()
	lists := map[string][]string{
		"neutral": {"没办法", "不得不", "不是没", "会不会"}, "negator": {"没有", "没", "不"},
		"denial": {"倒没有"}, "condition": {"要是"}, "settled": {"已经..2还清"}, "past": {"以前"},
		"third": {"隔壁"}, "own": {"我们"}, "question": {"吗$", "会不会"}, "now": {"到现在"},
		"recap": {"复述"}, "affirm": {"^(对|没错)"}, "deny": {"^(没|没有)"}, "exists": {"^有"},
		"detail": {"^上个月"}, "reassure": {"够的"}, "filler": {"^(哎呀|嗯)"}, "break": {"就"}, "welfare": {"正常吗"},
	}
	var out [][]pattern.Expr
	for _, name := range Names() {
		var exprs []pattern.Expr
		for _, src := range lists[name] {
			e, err := pattern.Parse(src, nil)
			if err != nil {
				t.Fatal(err)
			}
			exprs = append(exprs, e)
		}
		out = append(out, exprs)
	}
	return out
}

// TestStatus marks the evidence with brackets in the text.
func TestStatus(t *testing.T) {
	data, err := os.ReadFile("testdata/status.tsv")
	if err != nil {
		t.Fatal(err)
	}
	j := NewJudge(cues(t))
	var r Reading
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		want, marked, _ := strings.Cut(line, "\t")
		want, options, _ := strings.Cut(want, "/")
		runes := normalize.Fold(nil, marked)
		text := make([]rune, 0, len(runes))
		var start, end int
		for _, c := range runes {
			switch c {
			case '[':
				start = len(text)
			case ']':
				end = len(text)
			default:
				text = append(text, c)
			}
		}
		j.Read(&r, text)
		got, reason := r.Status(start, end, Options{Request: options == "request", Others: options == "others", Positive: options == "positive"})
		if got != want {
			t.Errorf("%s is %s (%s), want %s", marked, got, reason, want)
		}
		if (reason == "") != (got == schemas.StatusAsserted) {
			t.Errorf("%s is %s for the reason %q", marked, got, reason)
		}
	}
}

func TestAnswer(t *testing.T) {
	j := NewJudge(cues(t))
	var r Reading
	for text, want := range map[string]Answer{
		"对":       Yes,
		"没错,是我":   Yes,
		"哎呀,没有":   No,
		"嗯嗯哎呀没有":  No,
		"有的":      There,
		"上个月的事":   Given,
		"我们很好":    NoAnswer,
		"他说没有":    NoAnswer,
		"":        NoAnswer,
		"嗯":       NoAnswer,
		"，。没有，都好": No,
	} {
		runes := normalize.Fold(nil, text)
		j.Read(&r, runes)
		got, start, end := r.Answer()
		if got != want {
			t.Errorf("%s: answer %d, want %d", text, got, want)
		}
		if start < 0 || start > end || end > len(runes) {
			t.Errorf("%s: answer at [%d,%d)", text, start, end)
		}
	}
}

func TestRecapAndReassurance(t *testing.T) {
	j := NewJudge(cues(t))
	var r Reading
	j.Read(&r, []rune("我复述一下"))
	if !r.Recap() || r.Reassures() {
		t.Error("a recap is not seen as one, or as more")
	}
	j.Read(&r, []rune("回款正常吗"))
	if !r.Welfare() {
		t.Error("a question after the good is not seen as one")
	}
	j.Read(&r, []rune("够的"))
	if r.Welfare() || r.Recap() || !r.Reassures() {
		t.Error("a reassurance is not seen as one, or the turn before is remembered")
	}
}

func FuzzStatus(f *testing.F) {
	f.Add("没有停产,要是停产就完了", 2, 4)
	j := NewJudge(cues(f))
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		text := normalize.Fold(nil, s)
		if start < 0 || start > end || end > len(text) {
			return
		}
		var r Reading
		j.Read(&r, text)
		if got, _ := r.Status(start, end, Options{}); got == "" {
			t.Fatal("no status")
		}
		if _, a, b := r.Answer(); a < 0 || a > b || b > len(text) {
			t.Fatalf("answer at [%d,%d) in %d characters", a, b, len(text))
		}
	})
}
