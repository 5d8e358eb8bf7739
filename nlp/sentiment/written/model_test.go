package written

import (
	"context"
	"maps"
	"math"
	"slices"
	"testing"

	"huifang/nlp/linear"
)

// model trains a tiny model: a text of each domain and mood.
func model(t testing.TB) *Model {
	t.Helper()
	fit := func(classes []string, texts map[string]string) *linear.Weights {
		var examples []linear.Example
		for _, text := range slices.Sorted(maps.Keys(texts)) {
			e := linear.Example{Blocks: Blocks(text), Weights: slices.Repeat([]float32{1}, len(classes))}
			if k := slices.Index(classes, texts[text]); k >= 0 {
				e.Labels = []linear.Label{{Class: k, Positive: true, Weight: 1}}
			}
			examples = append(examples, e)
		}
		w, err := linear.Train(context.Background(), classes, examples, linear.Options{Epochs: 50, Rate: 1, MinCount: 1})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	gate := fit(GateClasses(), map[string]string{"利息还了": "talk", "主力要拉升": "forum", "主力要出货": "forum", "做工很好": "review", "做工很差": "review"})
	forum := fit(ForumClasses(), map[string]string{"主力要拉升": "forum:pos", "主力要出货": "forum:neg", "主力在哪": "forum:neu"})
	review := fit(ReviewClasses(), map[string]string{"做工很好": "review:pos", "做工很差": ""})
	same := func() *linear.Softmax {
		return &linear.Softmax{Weights: [][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, Bias: []float64{0, 0, 0}}
	}
	m, err := NewModel(linear.Join(gate, forum, review).Quantize(), Head{Gate: same(), Forum: same(), Review: linear.Calibration{Slope: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestJudge(t *testing.T) {
	m := model(t)
	var s Scratch
	for _, tt := range []struct {
		text         string
		domain, mood int
	}{
		{"主力要拉升", Forum, Positive},
		{"主力要出货", Forum, Negative},
		{"做工很好", Review, Positive},
		{"做工很差", Review, Negative},
	} {
		o := m.Judge(&s, tt.text)
		for k := range domains {
			if k != tt.domain && o.Domain[k] >= o.Domain[tt.domain] {
				t.Errorf("%s: domains %v", tt.text, o.Domain)
			}
		}
		for k := range moods {
			if k != tt.mood && o.Mood[k] >= o.Mood[tt.mood] {
				t.Errorf("%s: moods %v", tt.text, o.Mood)
			}
		}
	}
	if o := m.Judge(&s, "利息还了"); o.Domain[Talk] < 0.5 {
		t.Errorf("what is said has domains %v", o.Domain)
	}
}

func TestMarshal(t *testing.T) {
	m := model(t)
	data, err := m.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	for _, text := range []string{"", "做工很好", "主力在哪"} {
		if got, want := back.Judge(&s, text), m.Judge(&s, text); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	for cut := range len(data) {
		if _, err := Unmarshal(data[:cut]); err == nil {
			t.Fatalf("no error for %d bytes of %d", cut, len(data))
		}
	}
}

func TestNewModelRefusesOtherShapes(t *testing.T) {
	m := model(t)
	narrow := &linear.Softmax{Weights: [][]float64{{1, 0}, {0, 1}, {0, 0}}, Bias: []float64{0, 0, 0}}
	for name, head := range map[string]Head{
		"no layer":     {Gate: m.head.Gate},
		"narrow layer": {Gate: m.head.Gate, Forum: narrow},
		"no gate":      {Forum: m.head.Forum},
	} {
		if _, err := NewModel(m.words, head); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	gate, _ := m.words.Subset(func(class string) bool { return slices.Contains(GateClasses(), class) })
	if _, err := NewModel(gate, m.head); err == nil {
		t.Error("no error for the gate alone")
	}
}

// Repeats, and what comes after the first paragraphs, change nothing.
func TestExtract(t *testing.T) {
	var a, b Features
	a.Extract("很好很好很好")
	if !slices.IsSorted(a.Hashes) || len(slices.Compact(slices.Clone(a.Hashes))) != len(a.Hashes) {
		t.Error("features are not a set")
	}
	long := string(slices.Repeat([]rune("不错"), maxRunes/2))
	a.Extract(long)
	b.Extract(long + "但是后来坏了!")
	if !slices.Equal(a.Hashes, b.Hashes) {
		t.Error("the end of a long text shows in the features")
	}
	a.Extract("好吗")
	b.Extract("好吗???")
	if slices.Equal(a.Hashes, b.Hashes) {
		t.Error("marks do not show in the features")
	}
}

func FuzzJudge(f *testing.F) {
	m := model(f)
	f.Add("做工很好!!!")
	f.Add("")
	f.Add("\xff 12 a")
	var used Scratch
	f.Fuzz(func(t *testing.T, text string) {
		var fresh Scratch
		o := m.Judge(&used, text)
		if o != m.Judge(&fresh, text) {
			t.Fatal("used and fresh scratch differ")
		}
		for _, p := range [][]float64{o.Domain[:], o.Mood[:]} {
			sum := 0.0
			for _, x := range p {
				sum += x
			}
			if math.IsNaN(sum) || math.Abs(sum-1) > 1e-6 {
				t.Fatalf("probabilities %v", p)
			}
		}
	})
}
