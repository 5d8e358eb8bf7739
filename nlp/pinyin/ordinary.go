package pinyin

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"huifang/schemas"
)

// ordinaryList holds the one-character words that stand alone most, in two
// sections, see README.md.
//
//go:embed ordinary.txt
var ordinaryList string

// singles is a set of characters.
type singles [(endHan - firstHan + 63) / 64]uint64

func (s *singles) has(r rune) bool { return s[(r-firstHan)/64]>>((r-firstHan)%64)&1 != 0 }

// ordinary holds the frequent words, and those with the common ones.
var ordinary = sync.OnceValue(func() *[2]singles {
	sets := new([2]singles)
	section := -1
	for line := range strings.Lines(ordinaryList) {
		if strings.HasPrefix(line, "#") {
			section++
			continue
		}
		for _, r := range strings.TrimSuffix(line, "\n") {
			for k := section; k < len(sets); k++ {
				sets[k][(r-firstHan)/64] |= 1 << ((r - firstHan) % 64)
			}
		}
	}
	return sets
})

// slip reports that what is written at the hit is a slip rather than words of
// their own, see Index.Match.
func slip(word []rune, h *Hit, text []rune, tokens []schemas.Token) bool {
	alone := &ordinary()[0]
	if len(word) == MinSyllables {
		alone = &ordinary()[1]
	}
	i, _ := slices.BinarySearchFunc(tokens, h.Start, func(t schemas.Token, at int) int { return t.End - at - 1 })
	for k := h.Start; k < h.End; k++ {
		for i < len(tokens) && tokens[i].End <= k {
			i++
		}
		if text[k] == word[k-h.Start] {
			continue
		}
		if i < len(tokens) && tokens[i].Start <= k && tokens[i].End-tokens[i].Start > 1 {
			return false
		}
		if (k == h.Start || k == h.End-1) && alone.has(text[k]) {
			return false
		}
	}
	return true
}
