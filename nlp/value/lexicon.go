package value

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"unicode/utf8"
)

// lexicon finds the longest of a fixed set of words at a place in a text. It is
// laid out to be small: several of them are asked at most places, and what they
// touch has to stay in the nearest cache.
type lexicon[T any] struct {
	// may tells by the low bits of a first rune whether any word begins with it.
	may [1 << 6]uint64
	// index cuts words by the lowest byte of their first rune; longest words come
	// first.
	index [257]uint16
	words []entry[T]
	runes []rune // of all words
}

// entry is a word, runes[from:from+n] of its lexicon, with what it stands for.
type entry[T any] struct {
	from, n uint16
	of      T
}

func newLexicon[T any](words map[string]T) lexicon[T] {
	var l lexicon[T]
	first := func(w string) rune {
		c, _ := utf8.DecodeRuneInString(w)
		return c
	}
	list := slices.SortedFunc(maps.Keys(words), func(a, b string) int {
		return cmp.Or(cmp.Compare(byte(first(a)), byte(first(b))), utf8.RuneCountInString(b)-utf8.RuneCountInString(a), cmp.Compare(a, b))
	})
	for _, w := range list {
		c := first(w)
		l.may[c>>6&63] |= 1 << (c & 63)
		for b := int(byte(c)) + 1; b < len(l.index); b++ {
			l.index[b]++
		}
		from := len(l.runes)
		l.runes = append(l.runes, []rune(w)...)
		l.words = append(l.words, entry[T]{uint16(from), uint16(len(l.runes) - from), words[w]})
	}
	return l
}

// match returns the longest word that starts at i, and its length; 0 for none.
func (l *lexicon[T]) match(r []rune, i int) (of T, n int) {
	if i >= len(r) || l.may[r[i]>>6&63]>>(r[i]&63)&1 == 0 {
		return of, 0
	}
	b := byte(r[i])
	for k := l.index[b]; k < l.index[int(b)+1]; k++ {
		w := &l.words[k]
		if hasAt(r, i, l.runes[w.from:w.from+w.n]) {
			return w.of, int(w.n)
		}
	}
	return of, 0
}

// firsts are the first runes of the words, some of them more than once.
func (l *lexicon[T]) firsts() iter.Seq[rune] {
	return func(yield func(rune) bool) {
		for _, w := range l.words {
			if !yield(l.runes[w.from]) {
				return
			}
		}
	}
}

// pairs are the first two runes of the words.
func (l *lexicon[T]) pairs() iter.Seq[[2]rune] {
	return func(yield func([2]rune) bool) {
		for _, w := range l.words {
			if w.n > 1 && !yield([2]rune{l.runes[w.from], l.runes[w.from+1]}) {
				return
			}
		}
	}
}

func hasAt(r []rune, i int, word []rune) bool {
	return i >= 0 && len(r)-i >= len(word) && slices.Equal(r[i:i+len(word)], word)
}

// hasString is hasAt for a literal; it returns the length of w in runes, or 0.
func hasString(r []rune, i int, w string) int {
	k := i
	for _, c := range w {
		if k < 0 || k >= len(r) || r[k] != c {
			return 0
		}
		k++
	}
	return k - i
}
