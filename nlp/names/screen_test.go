package names

import (
	"testing"

	"pgregory.net/rapid"

	"huifang/schemas"
)

// TestWindows compares the windows with the sums of their places, taken one by one.
func TestWindows(t *testing.T) {
	s := &screen{least: [registers]int32{Written: 120, Spoken: 150}}
	random := xorshift(1)
	for k := range screenTables {
		for i := range screenSize {
			*s.at(k, i) = int8(random.next())
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.RuneFrom([]rune("张王天津银行,a7")), 0, 60).Draw(t, "text")
		var tokens []schemas.Token
		for at := 0; at < len(text); {
			end := min(at+rapid.IntRange(1, 4).Draw(t, "length"), len(text))
			tokens = append(tokens, schemas.Token{Start: at, End: end, POS: rapid.SampledFrom([]string{"nr", "n", "x"}).Draw(t, "tag")})
			at = end
		}
		r := rapid.SampledFrom([]Register{Written, Spoken}).Draw(t, "register")
		var v view
		v.reset(text, tokens)
		known := make([]bool, len(text))
		for i := range known {
			known[i] = rapid.IntRange(0, 3).Draw(t, "known") == 0
		}
		windows := s.windows(nil, &v, r, known)
		end := 0
		for _, w := range windows {
			most := int32(never)
			for i := w.start; i < w.end; i++ {
				if sum := s.score(v.screenKeys(i)); sum >= s.least[r] && !known[i] {
					most = max(most, sum)
				}
			}
			if w.start < end || w.end > len(text) || most != w.most {
				t.Fatalf("window %+v after %d: the largest sum is %d", w, end, most)
			}
			end = w.end
		}
		for i := range text {
			if s.score(v.screenKeys(i)) < s.least[r] {
				continue
			}
			inside := false
			for _, w := range windows {
				inside = inside || w.start <= i && i < w.end
			}
			if !inside {
				t.Fatalf("place %d passes and is in none of %+v", i, windows)
			}
		}
	})
}
