package linear

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// random makes weights without training.
func random(classes, features int, seed uint64) *Weights {
	rng := rand.New(rand.NewPCG(seed, 1))
	w := &Weights{bias: make([]float32, classes), rows: make([]float32, classes*features)}
	for c := range classes {
		w.Classes = append(w.Classes, string(rune('A'+c)))
		w.bias[c] = rng.Float32() - 0.5
	}
	for len(w.keys) < features {
		w.keys = append(w.keys, rng.Uint32())
	}
	slices.Sort(w.keys)
	for i := range w.rows {
		w.rows[i] = float32(rng.NormFloat64())
	}
	return w
}

// TestScoresAddUp compares the packed sums with plain ones, with few and with
// many features and with numbers of classes around the width of a word.
func TestScoresAddUp(t *testing.T) {
	for _, classes := range []int{1, 3, 7, 8, 9, 109, MaxClasses} {
		w := random(classes, 300, uint64(classes))
		m := w.Quantize()
		for _, n := range []int{0, 1, 255, 256, 257, 1000} {
			features := []uint32{12345}
			want := slices.Clone(w.bias)
			for k := range n {
				i := k % len(w.keys)
				features = append(features, w.keys[i])
				for c := range want {
					want[c] += float32(quantize(w.rows[i*classes+c], m.scale[c])) * m.scale[c]
				}
			}
			for c, z := range m.Scores(nil, features) {
				if math.Abs(float64(z-want[c])) > 1e-2 {
					t.Fatalf("%d classes, %d features: class %d scores %v, want %v", classes, n, c, z, want[c])
				}
			}
		}
	}
}

// The largest weights there are, in all places of a word at once, overflow nowhere.
func TestScoresOfExtremes(t *testing.T) {
	for _, weight := range []float32{1, -1} {
		w := &Weights{keys: []uint32{7}, bias: make([]float32, MaxClasses), rows: make([]float32, MaxClasses)}
		for c := range w.rows {
			w.Classes, w.rows[c] = append(w.Classes, "x"), weight
		}
		m := w.Quantize()
		const n = 3*batch + 1
		for c, z := range m.Scores(nil, slices.Repeat([]uint32{7}, n)) {
			if math.Abs(float64(z-n*weight)) > 1e-2 {
				t.Fatalf("class %d scores %v, want %v", c, z, n*weight)
			}
		}
	}
}

// A subset gives its classes the scores that the whole gives them.
func TestSubset(t *testing.T) {
	w := random(19, 300, 5)
	for i := range w.rows {
		if i/19%3 == 0 && i%19 != 7 {
			w.rows[i] = 0
		}
	}
	m := w.Quantize()
	odd := func(class string) bool { return class[len(class)-1]%2 == 1 }
	sub, places := m.Subset(odd)
	if len(places) != len(sub.Classes()) || len(places) == 0 || len(places) == 19 {
		t.Fatalf("classes %q at %v", sub.Classes(), places)
	}
	for n := range 300 {
		features := append(slices.Clone(w.keys[n:min(2*n, 300)]), 1, 2, 3)
		whole, part := m.Scores(nil, features), sub.Scores(nil, features)
		for i, c := range places {
			if sub.Classes()[i] != m.Classes()[c] || part[i] != whole[c] {
				t.Fatalf("%s: %v, in the whole %s: %v", sub.Classes()[i], part[i], m.Classes()[c], whole[c])
			}
		}
	}
	if none, places := m.Subset(func(string) bool { return false }); len(none.Scores(nil, w.keys)) != 0 || len(places) != 0 || none.Features() != 0 {
		t.Error("a subset of no classes is not empty")
	}
}

func TestQuantizeStaysClose(t *testing.T) {
	w := random(4, 2000, 9)
	m := w.Quantize()
	var wrong, size float64
	for i, key := range w.keys {
		for c, z := range m.Scores(nil, []uint32{key}) {
			d := float64(z - w.bias[c] - w.rows[i*4+c])
			wrong += d * d
			size += float64(w.rows[i*4+c]) * float64(w.rows[i*4+c])
		}
	}
	if wrong > 1e-3*size {
		t.Errorf("quantisation loses %.4f of the weights' square", wrong/size)
	}
}

func TestQuantizeRefusesTooManyClasses(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	random(MaxClasses+1, 1, 1).Quantize()
}

func TestCodecRoundTrip(t *testing.T) {
	for _, features := range []int{0, 1, 500} {
		m := random(11, features, 4).Quantize()
		data, err := m.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Unmarshal(data)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Classes(), m.Classes()) || !slices.Equal(got.words, m.words) || got.Features() != features {
			t.Errorf("%d features: model changed", features)
		}
		again, err := got.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again, data) {
			t.Errorf("%d features: other bytes the second time", features)
		}
	}
}

func FuzzUnmarshal(f *testing.F) {
	for _, features := range []int{0, 3, 40} {
		data, err := random(3, features, 8).Quantize().Marshal()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Unmarshal(data)
		if err != nil {
			return
		}
		if n := len(m.Scores(nil, []uint32{0, 1, math.MaxUint32})); n != len(m.Classes()) {
			t.Fatalf("%d scores for %d classes", n, len(m.Classes()))
		}
	})
}

// FuzzDecode skips the compression, which the fuzzer cannot see through.
func FuzzDecode(f *testing.F) {
	f.Add([]byte{1, 1, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 1, 5, 1, 2, 3, 4, 5, 6, 7, 8})
	f.Add([]byte{0, 0})
	f.Add([]byte{128, 1, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := decode(&reader{rest: raw})
		if err != nil {
			return
		}
		if n := len(m.Scores(nil, m.table.keys)); n != len(m.Classes()) {
			t.Fatalf("%d scores for %d classes", n, len(m.Classes()))
		}
	})
}

func BenchmarkScores(b *testing.B) {
	w := random(109, 50000, 2)
	m := w.Quantize()
	features := append(slices.Clone(w.keys[:150]), make([]uint32, 150)...)
	var dst []float32
	b.ReportAllocs()
	for b.Loop() {
		dst = m.Scores(dst, features)
	}
}
