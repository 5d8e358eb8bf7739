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
	general, own dictionary
	// unknown is the log probability of a code point or atom in no dictionary.
	unknown float64
	scratch sync.Pool // of *lattice
}

// dictionary is a trie with the log probability of each weight.
type dictionary struct {
	*lexicon.Trie
	logp []float64
}

// NewUnigram loads the general dictionary and adds the lists over it. Of
// several entries for a word the first counts, and against the general
// dictionary the larger frequency. Words are folded; an entry without a
// frequency gets the lowest that keeps it whole. Loading takes tens of
// milliseconds.
func NewUnigram(lists ...[]lexicon.Entry) (*Unigram, error) {
	general, err := lexicon.LoadGeneral()
	if err != nil {
		return nil, err
	}
	own, err := lexicon.Build(weigh(general, lists...))
	if err != nil {
		return nil, err
	}
	u := &Unigram{
		general: dictionary{general, general.LogProbabilities(general.Total())},
		own:     dictionary{own, own.LogProbabilities(general.Total())},
		unknown: math.Log(1.0) - math.Log(general.Total()),
	}
	u.scratch.New = func() any { return new(lattice) }
	return u, nil
}

// lattice holds the best way on from each place of a text.
type lattice struct {
	places []place
}

// place is a code point of the text.
type place struct {
	general, own uint16 // codes in the two tries
	// atom is the end of the atom that begins here, 0 if none does; inside one
	// it is inAtom, and no word begins here or ends before here.
	atom int32
	// best is the log probability of the best path from here to the end, whose
	// first word ends at next and is the node word: of the general dictionary,
	// or if negative of the own one, or if 0 of none.
	best float64
	next int32
	word int32
}

const inAtom = -1

// Segment implements Engine.
func (u *Unigram) Segment(dst []schemas.Token, text []rune) []schemas.Token {
	l := u.scratch.Get().(*lattice)
	u.prepare(l, text)
	for i := len(text) - 1; i >= 0; i-- {
		if l.places[i].atom != inAtom {
			u.extend(l.places, i)
		}
	}
	for i := 0; i < len(text); {
		p := &l.places[i]
		end := int(p.next)
		if p.word != 0 || end > i+1 || !unicode.IsSpace(text[i]) {
			dst = append(dst, schemas.Token{Start: i, End: end, POS: u.tag(p.word, text[i:end])})
		}
		i = end
	}
	u.scratch.Put(l)
	return dst
}

// prepare fills in codes and atoms.
func (u *Unigram) prepare(l *lattice, text []rune) {
	if cap(l.places) <= len(text) {
		l.places = make([]place, len(text)+len(text)/2+64)
	}
	l.places = l.places[:len(text)+1]
	for i := 0; i < len(text); {
		end := i + 1
		atom := int32(0)
		if isLatin(text[i]) {
			end, _ = atomEnd(text, i)
			atom = int32(end)
		}
		for ; i < end; i++ {
			l.places[i] = place{general: u.general.Code(text[i]), own: u.own.Code(text[i]), atom: atom}
			atom = inAtom
		}
	}
	l.places[len(text)] = place{}
}

// extend finds the best path from place i, given those from all later ones.
func (u *Unigram) extend(places []place, i int) {
	p := &places[i]
	best, next, word := math.Inf(-1), int32(0), int32(0)
	node := lexicon.Root
	for j := i; j+1 < len(places); j++ {
		code := places[j].general
		if code == 0 {
			break
		}
		var ok bool
		if node, ok = u.general.Child(node, code); !ok {
			break
		}
		if w := u.general.Weight(node); w != 0 && places[j+1].atom != inAtom {
			if v := u.general.logp[w] + places[j+1].best; v >= best {
				best, next, word = v, int32(j+1), int32(node)
			}
		}
	}
	node = lexicon.Root
	for j := i; j+1 < len(places); j++ {
		code := places[j].own
		if code == 0 {
			break
		}
		var ok bool
		if node, ok = u.own.Child(node, code); !ok {
			break
		}
		if w := u.own.Weight(node); w != 0 && places[j+1].atom != inAtom {
			// On a tie the list's entry stands, for its tag.
			if v := u.own.logp[w] + places[j+1].best; v > best || v == best && int32(j+1) >= next {
				best, next, word = v, int32(j+1), -int32(node)
			}
		}
	}
	// A code point that begins words and is none is no word of its own where
	// one of them fits, as in gse.
	if end := max(p.atom, int32(i+1)); next == 0 || p.atom > 0 && u.unknown+places[end].best > best {
		best, next, word = u.unknown+places[end].best, end, 0
	}
	p.best, p.next, p.word = best, next, word
}

func (u *Unigram) tag(word int32, text []rune) string {
	switch {
	case word > 0:
		return u.general.Tag(lexicon.Node(word))
	case word < 0:
		return u.own.Tag(lexicon.Node(-word))
	default:
		return tagOf(text)
	}
}
