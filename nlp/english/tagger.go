package english

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"huifang/schemas"
)

// Tagger finds and tags English words. It is safe for concurrent use.
type Tagger struct {
	model   func() (*perceptron, error)
	scratch sync.Pool // of *sequence
}

// NewTagger returns a tagger that loads its model on first use.
func NewTagger() *Tagger {
	t := &Tagger{model: sync.OnceValues(loadPerceptron)}
	t.scratch.New = func() any { return &sequence{tokenizer: tokenizer{runs: map[string]run{}}} }
	return t
}

// Tag appends the words and punctuation marks of text[span] to dst in order and
// returns it. Tokens are spans of code points into text and do not overlap;
// don't is two, do and n't. POS is in the tag set of the Chinese dictionary, so
// that both languages can be handled alike: n, nz (proper name), v, a, d, m, r,
// p, c, e, u, w, and eng for what has no counterpart.
func (t *Tagger) Tag(dst []schemas.Token, text string, span schemas.Span) ([]schemas.Token, error) {
	model, err := t.model()
	if err != nil {
		return dst, err
	}
	s := t.scratch.Get().(*sequence)
	defer t.scratch.Put(s)
	s.model = model
	s.read(transliterate(text, span))
	for _, w := range s.words {
		dst = append(dst, schemas.Token{Start: span.Start + w.start, End: span.Start + w.end, POS: pos(s.text[w.start:w.end], s.tags[w.slot])})
	}
	return dst, nil
}

// transliterate returns text[span] with one byte for each code point, so that
// offsets need no mapping.
func transliterate(text string, span schemas.Span) string {
	out := make([]byte, 0, span.End-span.Start)
	n := 0
	for _, r := range text {
		if n >= span.End {
			break
		}
		if n >= span.Start {
			out = append(out, toASCII(r))
		}
		n++
	}
	return string(out)
}

func toASCII(r rune) byte {
	switch {
	case r < utf8.RuneSelf:
		return byte(r)
	case r == '’' || r == '‘':
		return '\''
	case r == '“' || r == '”':
		return '"'
	case '！' <= r && r <= '～':
		return byte(r - '！' + '!')
	case r == '。':
		return '.'
	case unicode.IsLetter(r):
		return 'x'
	case unicode.IsSpace(r):
		return ' '
	default:
		return '-'
	}
}

// pos maps a tag of the Penn Treebank.
func pos(word, tag string) string {
	if !strings.ContainsFunc(word, isWordRune) {
		return "w"
	}
	switch tag {
	case "NN", "NNS":
		return "n"
	case "NNP", "NNPS":
		return "nz"
	case "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD":
		return "v"
	case "JJ", "JJR", "JJS":
		return "a"
	case "RB", "RBR", "RBS", "RP", "WRB":
		return "d"
	case "CD":
		return "m"
	case "PRP", "PRP$", "WP", "WP$", "DT", "PDT", "WDT", "EX":
		return "r"
	case "IN", "TO":
		return "p"
	case "CC":
		return "c"
	case "UH":
		return "e"
	case "POS":
		return "u"
	}
	return "eng"
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
