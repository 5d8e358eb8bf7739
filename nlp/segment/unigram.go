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
	scratch          sync.Pool // of *lattice
}

// dictionary is a trie with the log probability of each weight.
type dictionary struct {
	*lexicon.Trie
	logp []float64
}

// NewUnigram returns an engine with the words of a dictionary, such as
// lexicon.LoadGeneral, and the lists over it. Of several entries for a word the
// first counts, and against the dictionary the larger frequency. Words of the
// lists are folded; an entry without a frequency gets the lowest that keeps it
// whole.
func NewUnigram(words *lexicon.Trie, lists ...[]lexicon.Entry) (*Unigram, error) {
	u := &Unigram{
		words:   dictionary{words, words.LogProbabilities(words.Total())},
		unknown: math.Log(1.0) - math.Log(words.Total()),
		numeral: math.Inf(-1),
	}
	if entries := weigh(words, false, lists...); len(entries) > 0 {
		own, err := lexicon.Build(entries)
		if err != nil {
			return nil, err
		}
		u.own = &dictionary{own, own.LogProbabilities(words.Total())}
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
	places := u.prepare(l, text)
	for i := len(text) - 1; i >= 0; i-- {
		if places[i].atom != inAtom {
			u.extend(places, i)
		}
	}
	for i := 0; i < len(text); {
		p := &places[i]
		end := int(p.next)
		if p.weight != weightNone || end > i+1 || !unicode.IsSpace(text[i]) {
			dst = append(dst, schemas.Token{Start: i, End: end, POS: u.tag(p.weight, text[i:end])})
		}
		i = end
	}
	u.scratch.Put(l)
	return dst
}

// extend finds the best path from place i, given those from all later ones.
func (u *Unigram) extend(places []place, i int) {
	// No path of words comes down to this; one that ends within an atom is
	// minus infinity.
	best, next, weight := -math.MaxFloat64, 0, int32(weightNone)
	node := lexicon.Root
	for j := i; ; {
		var ok bool
		if node, ok = u.words.Child(node, places[j].code); !ok {
			break
		}
		j++
		w := u.words.Weight(node)
		if v := u.words.logp[w] + places[j].best; v >= best {
			best, next, weight = v, j, int32(w)
		}
	}
	if u.own != nil {
		best, next, weight = u.extendOwn(places, i, best, next, weight)
	}
	p := &places[i]
	if p.numeral > 0 {
		if v := u.numeral + places[p.numeral].best; v > best {
			best, next, weight = v, int(p.numeral), weightNumeral
		}
	}
	// A code point that begins words and is none is no word of its own where
	// one of them fits, as in gse.
	if end := max(int(p.atom), i+1); next == 0 || p.atom > 0 && u.unknown+places[end].best > best {
		best, next, weight = u.unknown+places[end].best, end, weightNone
	}
	p.best, p.next, p.weight = best, int32(next), weight
}

// extendOwn goes on from the best path of extend with the user's words. On a tie
// the list's entry stands, for its tag.
func (u *Unigram) extendOwn(places []place, i int, best float64, next int, weight int32) (float64, int, int32) {
	node := lexicon.Root
	for j := i; ; {
		var ok bool
		if node, ok = u.own.Child(node, places[j].own); !ok {
			return best, next, weight
		}
		j++
		w := u.own.Weight(node)
		if v := u.own.logp[w] + places[j].best; v > best || v == best && j >= next {
			best, next, weight = v, j, -int32(w)
		}
	}
}

func (u *Unigram) tag(weight int32, word []rune) string {
	switch {
	case weight == weightNumeral:
		return posNumber
	case weight > 0:
		return u.words.TagOf(uint16(weight))
	case weight < 0:
		return u.own.TagOf(uint16(-weight))
	default:
		return tagOf(word)
	}
}
