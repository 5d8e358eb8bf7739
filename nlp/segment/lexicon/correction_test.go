package lexicon

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShapeOf(t *testing.T) {
	if a, b := ShapeOf(2, 3), ShapeOf(2, 2); a != b {
		t.Errorf("shapes of frequency 3 and 2 are %d and %d", a, b)
	}
	seen := map[Shape]bool{}
	for length := 1; length <= 20; length++ {
		for _, freq := range []float64{1, 10, 100, 1000, 10_000, 1e9} {
			s := ShapeOf(length, freq)
			if s < 0 || s >= Shapes {
				t.Fatalf("ShapeOf(%d, %v) = %d", length, freq, s)
			}
			seen[s] = true
		}
	}
	if len(seen) != Shapes {
		t.Errorf("%d shapes occur, want all %d", len(seen), Shapes)
	}
}

// What was written is read, to within half a step.
func TestCorrectionIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		figure := rapid.Float64Range(-20, 20)
		c := Correction{Words: rapid.MapOf(rapid.StringMatching(`[甲乙a-c]{1,4}`), figure).Draw(t, "words")}
		for i := range c.Shapes {
			c.Shapes[i] = figure.Draw(t, "shape")
		}
		got, err := ParseCorrection(c.Append(nil))
		if err != nil {
			t.Fatal(err)
		}
		for w := range c.Words {
			e := Entry{Word: w, Freq: 50}
			if math.Abs(got.Of(e)-c.Of(e)) > step {
				t.Errorf("%s: %v, want %v", w, got.Of(e), c.Of(e))
			}
		}
		if again := got.Append(nil); !bytes.Equal(again, c.Append(nil)) {
			t.Error("what was read is written otherwise")
		}
	})
}

func TestParseCorrectionNamesTheLine(t *testing.T) {
	for _, bad := range []string{"好", "好 x", " 3", "#shape99 1", "#shapex 1"} {
		_, err := ParseCorrection([]byte("有 3\n" + bad + "\n"))
		if err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: error %v, want one that names line 2", bad, err)
		}
	}
}
