package pinyin

import "huifang/schemas"

// List finds a handful of words that change from call to call, such as the names
// in a loan file, as an Index with Near does. Its memory is reused by Reset; it is
// not safe for concurrent use.
type List struct {
	words  [][]rune
	starts []int      // by word: where its syllables begin in sounds
	sounds []Syllable // confusable ones folded
	text   []Syllable
	// first marks the syllables that some word begins with, as bits of their
	// number modulo 64.
	first uint64
}

// Reset forgets all words.
func (l *List) Reset() {
	l.words, l.starts, l.sounds, l.first = l.words[:0], l.starts[:0], l.sounds[:0], 0
}

// Add puts in a folded word, which the list keeps. Those that are shorter than
// MinSyllables or not all of characters with a known reading are passed over, and
// false is returned. They are read by the usual readings.
func (l *List) Add(word []rune) bool {
	if len(word) < MinSyllables {
		return false
	}
	t := readings()
	from := len(l.sounds)
	for _, r := range word {
		s := t.classOf[t.of(r)]
		if s == 0 {
			l.sounds = l.sounds[:from]
			return false
		}
		l.sounds = append(l.sounds, s)
	}
	l.words, l.starts = append(l.words, word), append(l.starts, from)
	l.first |= 1 << (l.sounds[from] % 64)
	return true
}

// Word returns the word with that number, counted in the order in which words were
// put in. The caller must not change it.
func (l *List) Word(i int) []rune { return l.words[i] }

// Match appends to dst the stretches of text that sound like a word and are written
// otherwise, in order and without overlap, the longest at each place, and returns
// it. Half of the characters must be as in the word. For tokens see Index.Match.
func (l *List) Match(dst []Hit, text []rune, tokens []schemas.Token) []Hit {
	if len(l.words) == 0 {
		return dst
	}
	t := readings()
	l.text = l.text[:0]
	for _, r := range text {
		s := Syllable(0)
		if r >= firstHan && r < endHan {
			s = t.near[r-firstHan]
		}
		l.text = append(l.text, s)
	}
	for i := 0; i+MinSyllables <= len(text); i++ {
		if l.text[i] == 0 || l.first>>(l.text[i]%64)&1 == 0 {
			continue
		}
		h, same := l.at(text, i)
		n := h.End - h.Start
		switch {
		case n == 0:
			continue
		case same == n:
			i = h.End - 1
			continue
		case 2*same < n || tokens != nil && !slip(l.words[h.Word], &h, text, tokens):
			continue
		}
		h.Near = t.differs(text[h.Start:h.End], l.words[h.Word])
		dst = append(dst, h)
		i = h.End - 1
	}
	return dst
}

// at returns the longest word that the text sounds like at i, of equal ones that
// which is written most alike, and how many characters are the same.
func (l *List) at(text []rune, i int) (h Hit, same int) {
	for w, word := range l.words {
		n := len(word)
		if i+n > len(text) || n < h.End-h.Start {
			continue
		}
		from := l.starts[w]
		alike, equal := true, 0
		for k, r := range word {
			if l.text[i+k] != l.sounds[from+k] {
				alike = false
				break
			}
			if text[i+k] == r {
				equal++
			}
		}
		if alike && (n > h.End-h.Start || equal > same) {
			h, same = Hit{Word: w, Start: i, End: i + n}, equal
		}
	}
	return h, same
}
