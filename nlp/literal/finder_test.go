package literal

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plainly compares every literal at every place.
func plainly(literals [][]rune, text []rune) []Match {
	var all []Match
	for end := range len(text) + 1 {
		for start := range end {
			for id, l := range literals {
				if slices.Equal(l, text[start:end]) {
					all = append(all, Match{int32(id), int32(start), int32(end)})
				}
			}
		}
	}
	return all
}

func TestFindIsComparingAll(t *testing.T) {
	letters := rapid.RuneFrom([]rune("停产工a。\U00020BB7\u0bb7"))
	rapid.Check(t, func(t *rapid.T) {
		var literals [][]rune
		for _, s := range rapid.SliceOfNDistinct(rapid.StringOfN(letters, 1, 5, -1), 0, 12, rapid.ID[string]).Draw(t, "literals") {
			literals = append(literals, []rune(s))
		}
		text := []rune(rapid.StringOfN(letters, 0, 300, -1).Draw(t, "text"))
		before := []Match{{7, 8, 900}}
		f := Compile(literals)
		got := f.Find(before, text)
		if want := append(before, plainly(literals, text)...); !slices.Equal(got, want) {
			t.Fatalf("found %v, want %v", got, want)
		}
		for _, m := range got[len(before):] {
			if !f.MayBegin(text, int(m.Start)) {
				t.Fatalf("%v is said not to begin", m)
			}
		}
	})
}

// What begins before the end of a stretch of tests and ends behind it is found.
func TestFindAcrossChunks(t *testing.T) {
	f := Compile([][]rune{[]rune("停产")})
	for at := range 3 * chunk {
		text := []rune(strings.Repeat("很", at) + "停产" + strings.Repeat("很", 10))
		got := f.Find(nil, text)
		if want := []Match{{0, int32(at), int32(at + 2)}}; !slices.Equal(got, want) {
			t.Fatalf("found %v, want %v", got, want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	var literals [][]rune
	for r := range rune(3000) {
		literals = append(literals, []rune{0x4e00 + 7*r, 0x4e00 + (r*r)%20000})
	}
	f := Compile(literals)
	text := []rune(strings.Repeat("下游那几家付款怎么样，有没有拖？", 10))
	var found []Match
	b.ReportAllocs()
	for b.Loop() {
		found = f.Find(found[:0], text)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(text)), "ns/char")
}
