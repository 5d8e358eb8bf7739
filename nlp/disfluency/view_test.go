package disfluency_test

import (
	"testing"

	"pgregory.net/rapid"

	"huifang/nlp/disfluency"
	"huifang/schemas"
)

func TestViewKeepsOnePause(t *testing.T) {
	for _, c := range []struct {
		text       string
		start, end int
		want       string
	}{
		{"账户,那个,冻结了", 3, 5, "账户,冻结了"},
		{"呃,账户冻结了", 0, 1, "账户冻结了"},
		{"账户呃,冻结了", 2, 3, "账户,冻结了"},
		{"账户 呃 冻结了", 3, 4, "账户 冻结了"},
		{"没有。呃。冻结", 3, 4, "没有。。冻结"},
		{"八千万嘛一毛钱", 3, 4, "八千万 一毛钱"},
		{"八千万嘛,一毛钱", 3, 4, "八千万,一毛钱"},
		{"嘛八千万", 0, 1, "八千万"},
		{"全部", 0, 2, ""},
		{"账户", 1, 1, "账户"},
		{"账户", 1, 9, "账"},
	} {
		var v disfluency.View
		v.Reset([]rune(c.text), []schemas.Disfluency{{Start: c.start, End: c.end, Kind: schemas.DisfluencyFiller}})
		if got := string(v.Runes); got != c.want {
			t.Errorf("%s without [%d,%d) is read as %q, want %q", c.text, c.start, c.end, got, c.want)
		}
	}
}

func TestViewSpans(t *testing.T) {
	text := []rune("账户被那个被冻结了")
	var v disfluency.View
	v.Reset(text, []schemas.Disfluency{{Start: 2, End: 3}, {Start: 3, End: 5}})
	if got := string(v.Runes); got != "账户被冻结了" || v.Whole() {
		t.Fatalf("read as %s", got)
	}
	for _, c := range [][4]int{{0, 2, 0, 2}, {0, 5, 0, 8}, {2, 5, 5, 8}, {2, 2, 5, 5}, {0, 6, 0, 9}, {6, 6, 9, 9}} {
		if start, end := v.Span(c[0], c[1]); start != c[2] || end != c[3] {
			t.Errorf("[%d,%d) stands at [%d,%d), want [%d,%d)", c[0], c[1], start, end, c[2], c[3])
		}
	}
	v.Reset(text, nil)
	if start, end := v.Span(1, 3); start != 1 || end != 3 || !v.Whole() {
		t.Errorf("without disfluencies [1,3) stands at [%d,%d)", start, end)
	}
}

// Whatever is left out, the rest stands in the text where the view says, in
// order, and spans cover what is in them.
func TestViewMapsBack(t *testing.T) {
	var v disfluency.View // its memory is used again
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.RuneFrom([]rune("账户被冻结,。 了")), 0, 30).Draw(t, "text")
		var spans []schemas.Disfluency
		for at := 0; at < len(text); {
			start := rapid.IntRange(at, len(text)).Draw(t, "start")
			end := rapid.IntRange(start, len(text)).Draw(t, "end")
			spans = append(spans, schemas.Disfluency{Start: start, End: end})
			at = end + 1
		}
		v.Reset(text, spans)
		last := -1
		for i, r := range v.Runes {
			at := v.Place(i)
			if at <= last || text[at] != r {
				t.Fatalf("rune %d is said to stand at %d after %d", i, at, last)
			}
			for _, s := range spans {
				if at >= s.Start && at < s.End {
					t.Fatalf("rune %d lies in what is left out", i)
				}
			}
			last = at
			if start, end := v.Span(i, len(v.Runes)); start != at || end > len(text) || end <= start {
				t.Fatalf("span [%d,%d) from %d", start, end, at)
			}
		}
		if v.Place(len(v.Runes)) > len(text) {
			t.Fatalf("the end stands at %d of %d", v.Place(len(v.Runes)), len(text))
		}
	})
}

func TestTakenBack(t *testing.T) {
	spans := []schemas.Disfluency{{Start: 0, End: 3, Kind: schemas.DisfluencyFiller}, {Start: 4, End: 8, Kind: schemas.DisfluencyRepair}}
	for at, want := range map[[2]int]bool{{0, 2}: false, {4, 6}: true, {4, 8}: true, {3, 6}: false, {6, 9}: false, {5, 5}: true} {
		if got := disfluency.TakenBack(spans, at[0], at[1]); got != want {
			t.Errorf("%v is taken back: %v", at, got)
		}
	}
}
