package normalize

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	_ "embed"
)

//go:embed testdata/fold.tsv
var foldCases string

func TestFold(t *testing.T) {
	for line := range strings.Lines(foldCases) {
		in, want, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			t.Fatalf("testdata/fold.tsv: line %q has no tab", line)
		}
		if got := string(Fold(nil, in)); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldAppends(t *testing.T) {
	buf := []rune("前")
	if got := string(Fold(buf, "Ａ")); got != "前a" {
		t.Errorf("Fold(前, Ａ) = %q, want 前a", got)
	}
}

func TestFoldCased(t *testing.T) {
	if got := string(FoldCased([]rune("前"), "ＡＢc１２％ＤＳ　應收")); got != "前ABc12%DS 应收" {
		t.Errorf("got %q", got)
	}
}

// A list that maps a character twice, or onto one that is itself mapped, would
// make folding depend on the order of lines or on how often it runs.
func TestTraditionalPairs(t *testing.T) {
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(traditional) {
		from, to, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if utf8.RuneCountInString(from) != 1 || utf8.RuneCountInString(to) != 1 {
			t.Errorf("line %q is not a pair of single characters", line)
		}
		if seen[from] {
			t.Errorf("%s is listed twice", from)
		}
		seen[from] = true
		n++
	}
	for r := rune(0); r < planeSize; r++ {
		once := foldTable()[r]
		if twice := foldTable()[once]; twice != once {
			t.Errorf("%c folds to %c, which folds on to %c", r, once, twice)
		}
	}
	if n < 2900 {
		t.Errorf("%d pairs, want the whole list", n)
	}
}

func FuzzFold(f *testing.F) {
	for line := range strings.Lines(foldCases) {
		f.Add(line)
	}
	f.Add("\xff\xfe体")
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(nil, s)
		if len(got) != len([]rune(s)) {
			t.Fatalf("Fold(%q) has %d code points, want %d", s, len(got), len([]rune(s)))
		}
		if cased := FoldCased(nil, s); !slices.Equal(Fold(nil, string(cased)), got) || len(cased) != len(got) {
			t.Errorf("FoldCased(%q) = %q, which is not %q but for case", s, cased, got)
		}
		for i, r := range []rune(s) {
			if one := Fold(nil, string(r)); one[0] != got[i] {
				t.Errorf("Fold(%q): %q at %d, alone %q", s, got[i], i, one[0])
			}
		}
		if again := Fold(nil, string(got)); !slices.Equal(again, got) {
			t.Errorf("Fold(%q) folded again: %q, want %q", s, string(again), string(got))
		}
	})
}

func BenchmarkFold(b *testing.B) {
	s := "這筆應收账款大概ＡBC１２0万，还没有收回来呢"
	buf := Fold(nil, s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		buf = Fold(buf[:0], s)
	}
}
