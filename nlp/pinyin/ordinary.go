package pinyin

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"huifang/schemas"
)

// ordinaryList holds the one-character words that stand alone most, see
// README.md.
//
//go:embed ordinary.txt
var ordinaryList string

var ordinary = sync.OnceValue(func() *[(endHan - firstHan + 63) / 64]uint64 {
	set := new([(endHan - firstHan + 63) / 64]uint64)
	for line := range strings.Lines(ordinaryList) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, r := range strings.TrimSuffix(line, "\n") {
			set[(r-firstHan)/64] |= 1 << ((r - firstHan) % 64)
		}
	}
	return set
})

// slip reports that what is written at the hit is a slip rather than words of
// their own, see Index.Match.
func slip(word []rune, h *Hit, text []rune, tokens []schemas.Token) bool {
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
		if (k == h.Start || k == h.End-1) && standsAlone(text[k]) {
			return false
		}
	}
	return true
}

// standsAlone reports that r is a frequent word by itself.
func standsAlone(r rune) bool {
	return ordinary()[(r-firstHan)/64]>>((r-firstHan)%64)&1 != 0
}
