package pinyin

import (
	"slices"

	"huifang/schemas"
)

// Hit is a stretch of text that sounds like a word and is written otherwise.
type Hit struct {
	// Word is the index of the word in the list; it has as many characters as
	// the hit.
	Word int
	// Start and End are code points of the text.
	Start, End int
	// Near tells that some syllable is not the same but one easily confused.
	Near bool
}

// Word returns the word of a hit. The caller must not change it.
func (x *Index) Word(i int) []rune { return x.words[i] }

// Match appends to dst the stretches of text that sound like a word of the index
// and are written otherwise, in order and without overlap, and returns it. Where
// a word of the index is written as it is, nothing else is looked for.
//
// tokens are the words of the text (Turn.Tokens). They tell slips of a recogniser
// from talk: a hit is dropped if a character that differs from the word belongs
// to a dictionary word of its own (工程快递 is no 工程款) or, at either end of the
// hit, is a word that stands alone (现金留着 is no 现金流): a frequent one, or in hits
// of three characters a common one. Without tokens nothing is dropped.
func (x *Index) Match(dst []Hit, text []rune, tokens []schemas.Token) []Hit {
	t := readings()
	table := &t.syllables
	if x.opt.Near {
		table = &t.near
	}
	var a, b, c Syllable
	from := 0
	for i, r := range text {
		a, b, c = b, c, 0
		if r >= firstHan && r < endHan {
			c = table[r-firstHan]
		}
		if a == 0 || b == 0 || c == 0 || i-2 < from {
			continue
		}
		k := key(a, b, c)
		h := spread(k)
		if f := h >> (32 - filterBits); x.bits[f/64]>>(f%64)&1 == 0 {
			continue
		}
		hit, end := x.longest(x.chain(k, h), text, i-2, table)
		if end == 0 {
			continue
		}
		if hit.End > 0 && (tokens == nil || slip(x.words[hit.Word], &hit, text, tokens)) {
			hit.Near = x.opt.Near && t.differs(text[hit.Start:hit.End], x.words[hit.Word])
			dst = append(dst, hit)
			from = end
		} else if hit.End == 0 {
			from = end
		}
	}
	return dst
}

// longest finds the longest word of a chain at start. end is 0 where there is
// none; the hit is empty where the word is written as it is.
func (x *Index) longest(chain int32, text []rune, start int, table *[endHan - firstHan]Syllable) (hit Hit, end int) {
	for chain != 0 {
		v := &x.variants[chain-1]
		chain = v.next
		n := len(v.sounds)
		if start+n > len(text) || end > 0 && start+n < end {
			continue
		}
		if !sounds(text[start+MinSyllables:start+n], v.sounds[MinSyllables:], table) {
			continue
		}
		word := x.words[v.word]
		same := 0
		for k, r := range word {
			if text[start+k] == r {
				same++
			}
		}
		if same == n {
			return Hit{}, start + n
		}
		// A word none of whose characters was heard right is a coincidence.
		if same > 0 && end == 0 {
			hit, end = Hit{Word: int(v.word), Start: start, End: start + n}, start+n
		}
	}
	return hit, end
}

// sounds reports that text is read as s.
func sounds(text []rune, s []Syllable, table *[endHan - firstHan]Syllable) bool {
	for k, r := range text {
		if r < firstHan || r >= endHan || table[r-firstHan] != s[k] {
			return false
		}
	}
	return true
}

// differs reports that some character of text is in no reading the same as that
// of word.
func (t *table) differs(text, word []rune) bool {
	for k, r := range text {
		if r == word[k] {
			continue
		}
		if s := t.of(r); s != t.of(word[k]) && !slices.Contains(t.others[word[k]], s) {
			return true
		}
	}
	return false
}
