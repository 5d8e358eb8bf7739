package pattern

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// ends lists where n can end in text when it begins at start, by trying all.
func ends(n node, text []rune, start, first, last int) []int {
	switch n.op {
	case opLiteral:
		if end := start + len(n.literal); end <= len(text) && slices.Equal(text[start:end], n.literal) {
			return []int{end}
		}
	case opSeq:
		at := []int{start}
		for _, k := range n.kids {
			var next []int
			for _, s := range at {
				next = append(next, ends(k, text, s, first, last)...)
			}
			at = next
		}
		return at
	case opAlt:
		var all []int
		for _, k := range n.kids {
			all = append(all, ends(k, text, start, first, last)...)
		}
		return all
	case opOptional:
		return append(ends(n.kids[0], text, start, first, last), start)
	case opGap:
		var all []int
		for end := start; end <= min(start+n.gap, len(text)); end++ {
			all = append(all, end)
		}
		return all
	case opStart:
		if start == first {
			return []int{start}
		}
	case opEnd:
		if start == last {
			return []int{start}
		}
	}
	return nil
}

// firstMatch is the match that ends first, and of those the shortest, among all
// that begin at from or later.
func firstMatch(n node, text []rune, from, first, last int) (start, end int, ok bool) {
	for s := from; s < len(text); s++ {
		for _, e := range ends(n, text, s, first, last) {
			if e > s && (!ok || e < end || e == end) && !cutsWord(text, s, e) {
				start, end, ok = s, e, true
			}
		}
	}
	return start, end, ok
}

// plainly matches one sentence of less than a window by trying all.
func plainly(e Expr, text []rune) []Hit {
	first, last := 0, len(text)
	for first < last && isPunctuation(text[first]) {
		first++
	}
	for last > first && isPunctuation(text[last-1]) {
		last--
	}
	if len(e.parts) > 1 {
		h := Hit{0, len(text), 0}
		for _, part := range e.parts {
			start, end, ok := firstMatch(part, text, 0, first, last)
			if !ok {
				return nil
			}
			h.Start, h.End = min(h.Start, start), max(h.End, end)
		}
		return []Hit{h}
	}
	var hits []Hit
	for from := 0; ; {
		start, end, ok := firstMatch(e.parts[0], text, from, first, last)
		if !ok {
			return hits
		}
		hits = append(hits, Hit{0, start, end})
		from = end
	}
}

// source draws a pattern over few characters, so that it often matches.
func source(t *rapid.T, depth int) string {
	var b strings.Builder
	for range rapid.IntRange(1, 3).Draw(t, "pieces") {
		switch kind := rapid.IntRange(0, 9).Draw(t, "kind"); {
		case kind < 5 || depth == 0:
			b.WriteString(rapid.SampledFrom([]string{"停", "产", "工停", "厂", "ab", "a"}).Draw(t, "text"))
		case kind < 6:
			b.WriteString(rapid.SampledFrom([]string{"停..2产", "工..5a", "厂..1停"}).Draw(t, "gap"))
		case kind < 8:
			b.WriteString("(" + source(t, depth-1) + "|" + source(t, depth-1) + ")")
		default:
			b.WriteString("停(" + source(t, depth-1) + ")?")
		}
	}
	return b.String()
}

func TestMatchFindsWhatTryingAllFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := source(t, 2)
		switch rapid.IntRange(0, 6).Draw(t, "form") {
		case 0:
			src = "^" + src
		case 1:
			src += "$"
		case 2:
			src += " & " + source(t, 1)
		}
		e, err := Parse(src, nil)
		if err != nil {
			t.Skip(err)
		}
		text := []rune(rapid.StringOfN(rapid.RuneFrom([]rune("停产工厂ab ,")), 1, 24, -1).Draw(t, "text"))
		if got, want := Compile([]Expr{e}).Match(nil, text, 0), plainly(e, text); !slices.Equal(got, want) {
			t.Fatalf("%s in %q: %v, want %v", src, string(text), got, want)
		}
	})
}
