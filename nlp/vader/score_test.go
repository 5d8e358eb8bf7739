package vader

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

func lexicon(t testing.TB) *Lexicon {
	t.Helper()
	l, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestScore(t *testing.T) {
	l := lexicon(t)
	data, err := os.ReadFile("testdata/scores.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		low, err1 := strconv.ParseFloat(f[0], 64)
		high, err2 := strconv.ParseFloat(f[1], 64)
		if err1 != nil || err2 != nil {
			t.Fatal(line)
		}
		if got := l.Score(&s, f[2]); got < low || got > high {
			t.Errorf("%s: %.3f, want %v to %v", f[2], got, low, high)
		}
	}
}

// Each rule moves the score in its direction.
func TestRulesOrder(t *testing.T) {
	l := lexicon(t)
	var s Scratch
	for _, texts := range [][]string{
		{"not very good", "somewhat good", "good", "really good", "REALLY good!", "REALLY good!!!"},
		{"terrible!!!", "terrible", "slightly terrible", "not terrible"},
		{"good but terrible", "terrible but good"},
	} {
		last := -1.0
		for _, text := range texts {
			got := l.Score(&s, text)
			if got <= last {
				t.Errorf("%q scores %.3f, not above the one before", text, got)
			}
			last = got
		}
	}
}

func TestParseNamesTheLine(t *testing.T) {
	for list, want := range map[string]string{"good\t1\nbad\n": "valence.tsv:2", "\t1\n": "valence.tsv:1"} {
		if _, err := parse(list, ""); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v", list, err)
		}
	}
}

func FuzzScore(f *testing.F) {
	l := lexicon(f)
	f.Add("not VERY good!!! but bad???")
	f.Add("don’t \xff 好 ''''")
	f.Fuzz(func(t *testing.T, text string) {
		var s Scratch
		got := l.Score(&s, text)
		if math.IsNaN(got) || got < -1 || got > 1 {
			t.Fatalf("score %v", got)
		}
		if again := l.Score(&s, text); again != got {
			t.Fatalf("%v, then %v", got, again)
		}
	})
}

func BenchmarkScore(b *testing.B) {
	l := lexicon(b)
	var s Scratch
	b.ReportAllocs()
	for b.Loop() {
		l.Score(&s, "Terrible, we lost our biggest customer and cash is very tight, but the new line is good.")
	}
}
