package ngram

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestUnits reads pairs of texts that must yield equal units.
func TestUnits(t *testing.T) {
	data, err := os.ReadFile("testdata/units.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		a, b, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		ua, ub := AppendUnits(nil, []rune(a)), AppendUnits(nil, []rune(b))
		if !slices.Equal(ua, ub) {
			t.Errorf("%s is %x, %s is %x", a, ua, b, ub)
		}
	}
}

func TestUnitsTellApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"一个", "两个"}, {"paid", "said"}, {"订单", "定单"}, {"三十", "三"}, {"loss", "los"},
	} {
		if slices.Equal(AppendUnits(nil, []rune(pair[0])), AppendUnits(nil, []rune(pair[1]))) {
			t.Errorf("%s and %s have equal units", pair[0], pair[1])
		}
	}
}

func TestGrams(t *testing.T) {
	units := AppendUnits(nil, []rune("订单掉了"))
	if n := len(AppendGrams(nil, units, 1, 1, 3)); n != 4+3+2 {
		t.Errorf("%d n-grams of 1 to 3 in 4 units, want 9", n)
	}
	if n := len(AppendGrams(nil, units, 1, 2, 2)); n != 3 {
		t.Errorf("%d n-grams of 2 in 4 units, want 3", n)
	}
	seen := map[uint32]bool{}
	for _, seed := range []uint32{1, 2} {
		for _, g := range AppendGrams(nil, units, seed, 1, 3) {
			if seen[g] {
				t.Errorf("feature %x stands for two n-grams", g)
			}
			seen[g] = true
		}
	}
}

func FuzzAppendUnits(f *testing.F) {
	f.Add("三千万,a.b 3.5")
	f.Add("零零零零1二3")
	f.Add("it's going")
	f.Fuzz(func(t *testing.T, text string) {
		runes := []rune(text)
		prefix := []uint32{42}
		units := AppendUnits(prefix, runes)
		if len(units)-1 > len(runes) || units[0] != 42 {
			t.Fatalf("%d units from %d code points", len(units)-1, len(runes))
		}
	})
}

func BenchmarkAppendGrams(b *testing.B) {
	text := []rune("工资发了,货款确实拖了两家,加起来三百来万,月底回款了就给。")
	var units, grams []uint32
	b.ReportAllocs()
	for b.Loop() {
		units = AppendUnits(units[:0], text)
		grams = AppendGrams(grams[:0], units, 1, 1, 4)
	}
}
