package value

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// entry is a word with what it stands for.
type entry[T any] struct {
	word []rune
	of   T
}

// lexicon finds the longest of a fixed set of words at a place in a text.
type lexicon[T any] struct {
	// buckets hold the words by the low bits of their first rune, longest first.
	buckets [][]entry[T]
	// may tells which buckets hold any, in a space that stays in the cache.
	may [(lowBits + 1) / 64]uint64
}

// lowBits are the bits of a first rune that choose its bucket.
const lowBits = 1<<12 - 1

func newLexicon[T any](words map[string]T) lexicon[T] {
	l := lexicon[T]{buckets: make([][]entry[T], lowBits+1)}
	for w, of := range words {
		first, _ := utf8.DecodeRuneInString(w)
		l.may[first&lowBits>>6] |= 1 << (first & 63)
		b := &l.buckets[first&lowBits]
		*b = append(*b, entry[T]{[]rune(w), of})
	}
	for _, entries := range l.buckets {
		slices.SortFunc(entries, func(a, b entry[T]) int {
			return cmp.Or(len(b.word)-len(a.word), slices.Compare(a.word, b.word))
		})
	}
	return l
}

// match returns the longest word that starts at i, and its length; 0 for none.
func (l *lexicon[T]) match(r []rune, i int) (of T, n int) {
	if i >= len(r) || l.may[r[i]&lowBits>>6]&(1<<(r[i]&63)) == 0 {
		return of, 0
	}
	for _, e := range l.buckets[r[i]&lowBits] {
		if hasAt(r, i, e.word) {
			return e.of, len(e.word)
		}
	}
	return of, 0
}

func (l *lexicon[T]) firsts() []rune {
	var out []rune
	for _, entries := range l.buckets {
		for _, e := range entries {
			out = append(out, e.word[0])
		}
	}
	return out
}

func hasAt(r []rune, i int, word []rune) bool {
	return i >= 0 && len(r)-i >= len(word) && slices.Equal(r[i:i+len(word)], word)
}

// hasString is hasAt for a literal; it returns the length of w in runes, or 0.
func hasString(r []rune, i int, w string) int {
	k := i
	for _, c := range w {
		if k >= len(r) || r[k] != c {
			return 0
		}
		k++
	}
	return k - i
}
