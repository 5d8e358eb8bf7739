package segment

import (
	"fmt"
	"slices"
	"sync"

	"huifang/nlp/english"
	"huifang/nlp/english/reference"
	"huifang/nlp/lang"
	"huifang/nlp/normalize"
	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

// Annotator fills in the words and the languages of each turn. It is safe for
// concurrent use on different calls.
type Annotator struct {
	tools   func() (tools, error)
	scratch sync.Pool // of *scratch
}

// EnglishTagger finds and tags the words of English text, as english.Tagger
// documents it.
type EnglishTagger interface {
	Tag(dst []schemas.Token, text string, span schemas.Span) []schemas.Token
}

// tools are what words are found with.
type tools struct {
	engine Engine
	tagger EnglishTagger
}

// scratch is what one call needs while it is annotated.
type scratch struct {
	text   []rune
	tokens []schemas.Token // of all turns
	ends   []int           // by turn: where its tokens end
	spans  []schemas.Span
	tail   []schemas.Token
	langs  []string // by turn
	parts  []schemas.LangSpan
}

// NewAnnotator returns an annotator with the engine that open yields. It is
// called at most once, with the first call to annotate.
func NewAnnotator(open func() (Engine, error)) *Annotator {
	return newAnnotator(open, func() (EnglishTagger, error) { return english.NewTagger() })
}

// NewReference returns an annotator with the libraries that the analysis is held
// to, gse and prose, and the words of OpenGSE. It is slow: for comparison.
func NewReference(lists ...[]lexicon.Entry) *Annotator {
	return newAnnotator(OpenGSE(lists...), func() (EnglishTagger, error) { return reference.New() })
}

func newAnnotator(open func() (Engine, error), openEnglish func() (EnglishTagger, error)) *Annotator {
	a := &Annotator{tools: sync.OnceValues(func() (tools, error) {
		engine, err := open()
		if err != nil {
			return tools{}, err
		}
		tagger, err := openEnglish()
		return tools{engine, tagger}, err
	})}
	a.scratch.New = func() any { return new(scratch) }
	return a
}

// OpenUnigram returns an opener of the default engine: the shipped words, and
// over them lists of the user's.
func OpenUnigram(lists ...[]lexicon.Entry) func() (Engine, error) {
	return func() (Engine, error) {
		words, err := LoadWords()
		if err != nil {
			return nil, err
		}
		u, err := NewUnigram(words, lists...)
		if err != nil {
			return nil, err
		}
		u.joinNumerals()
		return u, nil
	}
}

// OpenGSE returns an opener of the reference engine: gse's own dictionary, the
// terms and lists of the user's, which come first.
func OpenGSE(lists ...[]lexicon.Entry) func() (Engine, error) {
	return func() (Engine, error) {
		terms, err := Terms()
		if err != nil {
			return nil, err
		}
		return NewGSE(append(lists[:len(lists):len(lists)], terms)...)
	}
}

// Annotate sets Tokens, Lang and LangSpans of every turn, and Lang of the call if
// it is empty. A turn that does not tell its language (25%, OK) gets the call's, with
// zh for a mixed call; if no turn tells, languages stay empty. An error means
// that a dictionary or model could not be opened and the call is unchanged.
func (a *Annotator) Annotate(c *schemas.Call) error {
	with, err := a.tools()
	if err != nil {
		return fmt.Errorf("segment: %w", err)
	}
	s := a.scratch.Get().(*scratch)
	defer a.scratch.Put(s)
	s.tokens, s.ends = s.tokens[:0], s.ends[:0]
	for i := range c.Turns {
		text := c.Turns[i].Text
		s.text = normalize.Fold(s.text[:0], text)
		from := len(s.tokens)
		s.tokens = with.engine.Segment(s.tokens, s.text)
		s.spans = lang.EnglishSpans(s.spans[:0], text)
		s.english(with.tagger, from, text)
		s.ends = append(s.ends, len(s.tokens))
	}
	all := make([]schemas.Token, len(s.tokens))
	copy(all, s.tokens)
	from := 0
	for i, end := range s.ends {
		c.Turns[i].Tokens = all[from:end:end]
		from = end
	}
	s.languages(c)
	return nil
}

// english replaces the tokens from index from on that lie in the English parts
// of text. It works from the back, so that the indices before stay valid.
func (s *scratch) english(tagger EnglishTagger, from int, text string) {
	for i := len(s.spans) - 1; i >= 0; i-- {
		span := s.spans[i]
		lo := from
		for lo < len(s.tokens) && s.tokens[lo].End <= span.Start {
			lo++
		}
		hi := lo
		for hi < len(s.tokens) && s.tokens[hi].Start < span.End {
			hi++
		}
		if lo == hi {
			continue
		}
		// A word of the engine is never torn: 4K screens is all English then.
		span.Start, span.End = s.tokens[lo].Start, s.tokens[hi-1].End
		s.tail = append(s.tail[:0], s.tokens[hi:]...)
		s.tokens = append(tagger.Tag(s.tokens[:lo], text, span), s.tail...)
	}
}

// languages sets the language of every turn, of its spans where it is mixed, and
// of the call if it has none.
func (s *scratch) languages(c *schemas.Call) {
	var call string
	call, s.langs = lang.Turns(s.langs[:0], c.Turns)
	if c.Lang == "" {
		c.Lang = call
	}
	if call == lang.Mixed {
		call = lang.Chinese
	}
	for i := range c.Turns {
		t := &c.Turns[i]
		t.Lang, t.LangSpans = s.langs[i], nil
		switch t.Lang {
		case "":
			t.Lang = call
		case lang.Mixed:
			s.parts = lang.Spans(s.parts[:0], t.Text)
			t.LangSpans = slices.Clone(s.parts)
		}
	}
}
