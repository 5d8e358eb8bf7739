package segment

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

// GSE cuts with github.com/go-ego/gse: the shortest path of its Segment, on the
// words of the general dictionary and the lists. It differs from Unigram where
// two paths are equal to within a float32, and in runs of code points that no
// dictionary has, which it charges more.
type GSE struct {
	seg *gse.Segmenter
}

// NewGSE takes what NewUnigram takes. Loading takes about a second and 150 MB.
func NewGSE(lists ...[]lexicon.Entry) (*GSE, error) {
	general, err := lexicon.LoadGeneral()
	if err != nil {
		return nil, err
	}
	// The hidden Markov model is a global of gse, written at each load, and
	// the mode used here does without.
	g := &GSE{seg: &gse.Segmenter{SkipLog: true, NotLoadHMM: true, Dict: gse.NewDict()}}
	g.seg.Init()
	// gse keeps the first entry of a word, so the lists come first.
	for _, e := range weigh(general, lists...) {
		if err := g.add(e); err != nil {
			return nil, err
		}
	}
	for e := range general.All {
		if err := g.add(e); err != nil {
			return nil, err
		}
	}
	g.seg.CalcToken()
	return g, nil
}

func (g *GSE) add(e lexicon.Entry) error {
	if e.Word == "" {
		return nil // would corrupt the trie of gse
	}
	if err := g.seg.AddToken(e.Word, e.Freq, e.POS); err != nil {
		return fmt.Errorf("gse: word %q: %w", e.Word, err)
	}
	return nil
}

// Cut returns the words of text as gse's own Cut does. It is what speed is
// measured against.
func (g *GSE) Cut(text string) []string { return g.seg.Cut(text) }

// Segment implements Engine. Atoms of more than one run are cut out first,
// since gse splits at every joint.
func (g *GSE) Segment(dst []schemas.Token, text []rune) []schemas.Token {
	from := 0
	for i := 0; i < len(text); {
		if !isLatin(text[i]) {
			i++
			continue
		}
		end, joined := atomEnd(text, i)
		if joined {
			dst = g.cut(dst, text, from, i)
			dst = append(dst, schemas.Token{Start: i, End: end, POS: tagOf(text[i:end])})
			from = end
		}
		i = end
	}
	return g.cut(dst, text, from, len(text))
}

// cut appends the words of text[from:to].
func (g *GSE) cut(dst []schemas.Token, text []rune, from, to int) []schemas.Token {
	piece := []byte(string(text[from:to]))
	segments := g.seg.Segment(piece)
	for i := range segments {
		s := &segments[i]
		start := from
		from += utf8.RuneCount(piece[s.Start():s.End()])
		if from == start+1 && unicode.IsSpace(text[start]) {
			continue
		}
		pos := s.Token().Pos()
		if s.Token().Freq() == 1 {
			pos = tagOf(text[start:from]) // a pseudo-token
		}
		dst = append(dst, schemas.Token{Start: start, End: from, POS: pos})
	}
	return dst
}
