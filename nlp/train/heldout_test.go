package train

import (
	"math"
	"strings"
	"testing"
)

// TestMeasure checks the rules of scoring: optional labels are neither hit nor
// false alarm, a positive wins over an optional label of the same code, and
// near-misses count by whether they stay silent.
func TestMeasure(t *testing.T) {
	c := &riskCorpus{codes: []string{"A", "B"}, index: map[string]int{"A": 0, "B": 1}}
	h := &heldOut{
		turns: []riskTurn{
			{author: "T1", positive: []string{"A"}},
			{author: "T1", positive: []string{"A"}, skipped: []string{"A"}, miss: []string{"B"}},
			{author: "T1", skipped: []string{"B"}},
			{author: "T2", positive: []string{"B"}, miss: []string{"A"}},
		},
		scores: [][]float32{{0.9, 0.1}, {0.6, 0.7}, {0.1, 0.9}, {0.2, 0.4}},
	}
	for _, tt := range []struct {
		author, category              string
		threshold                     float64
		precision, recall, f1, silent float64
	}{
		{"", "", 0.5, 2.0 / 3, 2.0 / 3, 2.0 / 3, 0.5},
		{"T1", "", 0.5, 2.0 / 3, 1, 0.8, 0},
		{"T2", "", 0.5, 0, 0, 0, 1},
		{"T2", "", 0.3, 1, 1, 1, 1},
		{"T3", "", 0.5, 0, 0, 0, 0},
		{"", "B", 0.3, 0.5, 1, 2.0 / 3, 0},
	} {
		s := h.measure(c, subset{author: tt.author, category: tt.category}, tt.threshold)
		for name, pair := range map[string][2]float64{
			"precision": {s.Precision, tt.precision}, "recall": {s.Recall, tt.recall}, "F1": {s.F1, tt.f1}, "silent": {s.Silent, tt.silent},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Errorf("author %q, category %q at %v: %s %v, want %v", tt.author, tt.category, tt.threshold, name, pair[0], pair[1])
			}
		}
	}
}

func TestBestOffsets(t *testing.T) {
	g := &moodGuesses{}
	for i := range 30 {
		class := 1
		logs := [sentimentLabels]float64{-3, -0.2, -2}
		if i%10 == 0 {
			class, logs[2] = 2, -1
		}
		if i%10 == 1 {
			class, logs[0] = 0, -0.7
		}
		g.author = append(g.author, "T1")
		g.class = append(g.class, class)
		g.logs = append(g.logs, logs)
	}
	if s := g.measure("all", g.bestOffsets()); s.F1 != 1 {
		t.Errorf("F1 %v, although offsets separate the classes", s.F1)
	}
	if s := g.measure("all", [sentimentLabels]float64{}); s.F1 > 0.5 {
		t.Errorf("F1 %v without offsets", s.F1)
	}
}

func TestReportShowsWhatWasMeasured(t *testing.T) {
	r := Report{Name: "riskmodel", Scores: []Score{{Set: "dev", Silent: 0.9}}, Curve: []Point{{Threshold: 0.25}}, Threshold: 0.25}
	if s := r.String(); !strings.Contains(s, "dev") || !strings.Contains(s, "recommended threshold 0.25") || !strings.Contains(s, "0.900") {
		t.Errorf("report:\n%s", s)
	}
}
