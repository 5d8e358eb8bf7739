package keyword

import (
	"math"
	"testing"
)

// Worked by hand from the definition of the log-likelihood ratio.
func TestKeyness(t *testing.T) {
	for _, c := range []struct {
		a, b, n, m, want float64
	}{
		{10, 10, 1000, 1000, 0},
		{10, 0, 1000, 1000, 20 * math.Ln2},
		{30, 10, 1000, 1000, 2 * (30*math.Log(1.5) + 10*math.Log(0.5))},
		{1, 0, 1, 99, 2 * math.Log(100)},
	} {
		if got := Keyness(c.a, c.b, c.n, c.m); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("Keyness(%v, %v, %v, %v) = %v, want %v", c.a, c.b, c.n, c.m, got, c.want)
		}
	}
}

// A log-ratio of 1 is twice as often, whatever the sizes.
func TestLogRatio(t *testing.T) {
	for _, c := range []struct {
		a, b, n, m, want float64
	}{
		{10, 10, 1000, 1000, 0},
		{20, 10, 1000, 1000, 1},
		{10, 20, 1000, 1000, -1},
		{20, 10, 500, 1000, 2},
		{8, 0, 1000, 1000, 4},
		{0, 8, 1000, 1000, -4},
	} {
		if got := LogRatio(c.a, c.b, c.n, c.m); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("LogRatio(%v, %v, %v, %v) = %v, want %v", c.a, c.b, c.n, c.m, got, c.want)
		}
	}
}

func TestStopWordsAreCleanAndBilingual(t *testing.T) {
	entries, err := stopEntries()
	if err != nil {
		t.Fatal(err)
	}
	seen, ascii := map[string]bool{}, 0
	for _, e := range entries {
		if seen[e.Word] {
			t.Errorf("%s is listed twice", e.Word)
		}
		seen[e.Word] = true
		if e.Word[0] < 0x80 {
			ascii++
		}
	}
	if ascii < 200 || len(entries)-ascii < 400 {
		t.Errorf("%d English and %d Chinese stop words", ascii, len(entries)-ascii)
	}
}
