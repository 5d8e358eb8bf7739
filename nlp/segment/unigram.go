package segment

import (
	"math"
	"sync"
	"unicode"

	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

// Unigram cuts text along the most probable path: each word costs the
// logarithm of its share in the dictionary's corpus, and of equal paths the one
// with the longest first word wins.
type Unigram struct {
	words dictionary
	own   *dictionary // the user's; nil if there are none
	// unknown is the log probability of a code point or atom in no dictionary,
	// numeral that of a Chinese numeral, minus infinity where numerals are
	// words like others.
	unknown, numeral float64
	special          []uint8   // by code in words, see specialCodes
	scratch          sync.Pool // of *lattice
}

// dictionary is a trie with the log probability and the tag of each weight.
type dictionary struct {
	*lexicon.Trie
	logp []float64
	tags []string
}

// newDictionary takes frequencies as shares of total.
func newDictionary(t *lexicon.Trie, total float64) dictionary {
	return dictionary{t, t.LogProbabilities(total), t.Tags()}
}

// NewUnigram returns an engine with the words of a dictionary, such as
// lexicon.LoadGeneral, and the lists over it. Of several entries for a word the
// first counts, and against the dictionary the larger frequency. Words of the
// lists are folded, and weigh at least what keeps them whole.
func NewUnigram(words *lexicon.Trie, lists ...[]lexicon.Entry) (*Unigram, error) {
	u := &Unigram{
		words:   newDictionary(words, words.Total()),
		unknown: math.Log(1.0) - math.Log(words.Total()),
		numeral: math.Inf(-1),
		special: specialCodes(words),
	}
	if entries := weigh(words, lists...); len(entries) > 0 {
		own, err := lexicon.Build(entries)
		if err != nil {
			return nil, err
		}
		d := newDictionary(own, words.Total())
		u.own = &d
	}
	u.scratch.New = func() any { return new(lattice) }
	return u, nil
}

// numeralFreq is what a Chinese numeral weighs, in the scale of the general
// dictionary: its commonest words have so much.
const numeralFreq = 3e5

// joinNumerals makes Chinese numerals words: 三千五百万, 三点五, 第二十.
func (u *Unigram) joinNumerals() { u.numeral = math.Log(numeralFreq) - math.Log(u.words.Total()) }

// Segment implements Engine.
func (u *Unigram) Segment(dst []schemas.Token, text []rune) []schemas.Token {
	l := u.scratch.Get().(*lattice)
	u.prepare(l, text)
	u.search(l)
	for i := 0; i < len(text); {
		s := l.steps[i]
		t := schemas.Token{Start: i, End: int(s.next)}
		i = t.End
		switch {
		case s.weight > 0 && s.weight != weightNumeral:
			t.POS = u.words.tags[s.weight]
		case s.weight == weightNone && t.End == t.Start+1 && unicode.IsSpace(text[t.Start]):
			continue
		default:
			t.POS = u.tag(s.weight, text[t.Start:t.End])
		}
		dst = append(dst, t)
	}
	u.scratch.Put(l)
	return dst
}

// search finds the best path from each place, given those from all later ones.
func (u *Unigram) search(l *lattice) {
	words, logp := u.words.Trie, u.words.logp
	codes, pairs, marks, steps := l.codes, l.pairs, l.marks, l.steps
	for i := len(pairs) - 1; i >= 0; i-- {
		m := marks[i]
		if m.atom == inAtom {
			continue
		}
		// No path of words comes down to this; one that ends within an atom is
		// minus infinity.
		best, next, weight := -math.MaxFloat64, 0, uint16(0)
		if node, ok := words.Child(lexicon.Root, codes[i]); ok {
			w := words.Weight(node)
			if v := logp[w] + steps[i+1].best; v >= best {
				best, next, weight = v, i+1, w
			}
			node = pairs[i]
			for j := i + 2; node != lexicon.Root; j++ {
				w := words.Weight(node)
				if v := logp[w] + steps[j].best; v >= best {
					best, next, weight = v, j, w
				}
				if node, ok = words.Child(node, codes[j]); !ok {
					break
				}
			}
		}
		s := step{best, int32(next), int32(weight)}
		if u.own != nil {
			s = u.extendOwn(l, i, s)
		}
		// A code point that begins words and is none is no word of its own where
		// one of them fits, as in gse.
		if s.next == 0 && m.atom == 0 {
			s = step{u.unknown + steps[i+1].best, int32(i + 1), weightNone}
		}
		if m != (mark{}) {
			s = u.extendMarked(l, m, s)
		}
		steps[i] = s
	}
}

// extendMarked goes on from the best path of words with an atom or a numeral.
func (u *Unigram) extendMarked(l *lattice, m mark, s step) step {
	if m.numeral > 0 {
		if v := u.numeral + l.steps[m.numeral].best; v > s.best {
			s = step{v, m.numeral, weightNumeral}
		}
	}
	if m.atom > 0 {
		if v := u.unknown + l.steps[m.atom].best; v > s.best {
			s = step{v, m.atom, weightNone}
		}
	}
	return s
}

// extendOwn goes on from the best path with the user's words. On a tie the
// list's entry stands, for its tag.
func (u *Unigram) extendOwn(l *lattice, i int, s step) step {
	node := lexicon.Root
	for j := i; ; {
		var ok bool
		if node, ok = u.own.Child(node, l.own[j]); !ok {
			return s
		}
		j++
		w := u.own.Weight(node)
		if v := u.own.logp[w] + l.steps[j].best; v > s.best || v == s.best && int32(j) >= s.next {
			s = step{v, int32(j), -int32(w)}
		}
	}
}

// tag is the part of speech of a word that is not in the dictionary.
func (u *Unigram) tag(weight int32, word []rune) string {
	switch {
	case weight == weightNumeral:
		return posNumber
	case weight < 0:
		return u.own.tags[-weight]
	default:
		return tagOf(word)
	}
}
