package pattern

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"huifang/nlp/normalize"

	"pgregory.net/rapid"
)

func classes() map[string]string {
	return map[string]string{"order": "订单|单子|活儿", "nested": "{order}停|x", "loop": "{loop}a"}
}

func TestMatch(t *testing.T) {
	data, err := os.ReadFile("testdata/match.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		e, err := Parse(f[0], classes())
		if err != nil {
			t.Errorf("%s: %v", f[0], err)
			continue
		}
		text := normalize.Fold(nil, f[1])
		var got []string
		for _, h := range Compile([]Expr{e}).Match(nil, text, 0) {
			got = append(got, string(text[h.Start:h.End]))
		}
		if g := strings.Join(got, "|"); g != f[2] && (f[2] != "-" || g != "") {
			t.Errorf("%s in %s: %q, want %q", f[0], f[1], g, f[2])
		}
	}
}

// A set of nothing but literals behind ^ looks at one place only.
func TestAnchoredSet(t *testing.T) {
	var exprs []Expr
	for _, src := range []string{"^(嗯|那个)", "^well"} {
		e, err := Parse(src, nil)
		if err != nil {
			t.Fatal(err)
		}
		exprs = append(exprs, e)
	}
	set := Compile(exprs)
	for text, want := range map[string][]Hit{
		"": nil, "嗯": {{0, 0, 1}}, "，。": nil, ",。那个 嗯": {{0, 2, 4}}, "那": nil, "就那个": nil,
		"well,": {{1, 0, 4}}, "wells": nil,
	} {
		if got := set.Match(nil, []rune(text), 0); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestParseErrorsNameThePlace(t *testing.T) {
	for src, offset := range map[string]int{
		"停(产":            3,
		"停)":             1,
		"停 & (":          5,
		"..4":            3,
		"停..x":           3,
		"停..31产":         5,
		"{nobody}停":      0,
		"{loop}":         0,
		"(停)?":           4,
		"?":              0,
		"":               0,
		"停||产":           2,
		"停..30产..30啊":    11,
		"停\\":            2,
		"停 & 产 & {nope}": 8,
	} {
		_, err := Parse(src, classes())
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: no syntax error but %v", src, err)
			continue
		}
		if syntax.Offset != offset {
			t.Errorf("%q: offset %d, want %d (%v)", src, syntax.Offset, offset, err)
		}
	}
}

// A long text is cut into windows; where the match lies must not matter.
func TestMatchDoesNotDependOnPlace(t *testing.T) {
	e, err := Parse("拖..20工资", nil)
	if err != nil {
		t.Fatal(err)
	}
	set := Compile([]Expr{e})
	rapid.Check(t, func(t *rapid.T) {
		before := strings.Repeat("很", rapid.IntRange(0, 300).Draw(t, "before"))
		gap := strings.Repeat("啊", rapid.IntRange(0, 25).Draw(t, "gap"))
		after := strings.Repeat("哦", rapid.IntRange(0, 100).Draw(t, "after"))
		text := []rune(before + "拖" + gap + "工资" + after)
		hits := set.Match(nil, text, 0)
		if len([]rune(gap)) > 20 {
			if len(hits) != 0 {
				t.Fatalf("gap of %d matches", len([]rune(gap)))
			}
			return
		}
		start := len([]rune(before))
		if len(hits) != 1 || hits[0].Start != start || hits[0].End != start+3+len([]rune(gap)) {
			t.Fatalf("hits %v, want one at %d", hits, start)
		}
	})
}

// Patterns compiled together must find what each finds alone.
func TestSetEqualsSingles(t *testing.T) {
	sources := []string{"停产", "停..4产", "产停", "停", "(工|产)(停|产)", "产 & 停", "工停?产", "^停", "产$"}
	var exprs []Expr
	for _, s := range sources {
		e, err := Parse(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		exprs = append(exprs, e)
	}
	all := Compile(exprs)
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(rapid.StringOfN(rapid.RuneFrom([]rune("停产工,。")), 0, 90, -1).Draw(t, "text"))
		got := map[Hit]bool{}
		for _, h := range all.Match(nil, text, 0) {
			got[h] = true
		}
		n := 0
		for i, e := range exprs {
			for _, h := range Compile([]Expr{e}).Match(nil, text, 0) {
				n++
				h.Pattern = i
				if !got[h] {
					t.Fatalf("%s alone finds %v in %q, together %v", sources[i], h, string(text), got)
				}
			}
		}
		if n != len(got) {
			t.Fatalf("%d hits alone, %d together", n, len(got))
		}
	})
}

func FuzzParseAndMatch(f *testing.F) {
	f.Add("拖..6(工资|薪)", "拖了两个月的工资")
	f.Add("^停 & {order}?了$", "订单停了。")
	f.Add("a\\(b", "A(b")
	f.Fuzz(func(t *testing.T, src, text string) {
		e, err := Parse(src, classes())
		if err != nil {
			return
		}
		runes := normalize.Fold(nil, text)
		last := 0
		for _, h := range Compile([]Expr{e}).Match(nil, runes, 0) {
			if h.Pattern != 0 || h.Start < 0 || h.End > len(runes) || h.Start >= h.End {
				t.Fatalf("hit %v in %d characters", h, len(runes))
			}
			if h.Start < last {
				t.Fatalf("hit %v overlaps the one before, which ends at %d", h, last)
			}
			last = h.End
		}
	})
}
