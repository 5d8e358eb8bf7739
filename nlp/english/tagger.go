package english

import (
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"huifang/schemas"
)

// Tagger finds and tags English words. It is safe for concurrent use.
type Tagger struct {
	scratch sync.Pool // of *sequence
}

// NewTagger returns a tagger. An error means that the shipped model is damaged.
func NewTagger() (*Tagger, error) {
	model, err := openPerceptron(packed)
	if err != nil {
		return nil, err
	}
	t := &Tagger{}
	t.scratch.New = func() any {
		return &sequence{tokenizer: tokenizer{runs: map[uint64]run{}}, model: model}
	}
	return t, nil
}

// Tag appends the words and punctuation marks of text[span] to dst in order and
// returns it. Tokens are spans of code points into text and do not overlap;
// don't is two, do and n't. POS is in the tag set of the Chinese dictionary, so
// that both languages can be handled alike: n, nz (proper name), v, a, d, m, r,
// p, c, e, u, w, and eng for what has no counterpart.
func (t *Tagger) Tag(dst []schemas.Token, text string, span schemas.Span) []schemas.Token {
	s := t.scratch.Get().(*sequence)
	s.ascii = Transliterate(s.ascii[:0], text, span)
	s.read(s.ascii)
	for _, w := range s.words {
		dst = append(dst, schemas.Token{Start: span.Start + w.start, End: span.Start + w.end, POS: POS(s.text[w.start:w.end], s.tags[w.slot])})
	}
	t.scratch.Put(s)
	return dst
}

// Transliterate appends text[span] with one byte for each code point, so that
// offsets need no mapping: full-width forms and typographic quotes become ASCII,
// other letters x, all else a hyphen.
func Transliterate(dst []byte, text string, span schemas.Span) []byte {
	n := 0
	for _, r := range text {
		if n >= span.End {
			break
		}
		if n >= span.Start {
			dst = append(dst, toASCII(r))
		}
		n++
	}
	return dst
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

// POS is the tag in the set of the Chinese dictionary for a word and its tag in
// the Penn Treebank, see Tagger.Tag.
func POS(word []byte, tag string) string {
	if !slices.ContainsFunc(word, isWordByte) {
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

func isWordByte(c byte) bool { return isLower(c) || isUpper(c) || isDigit(c) }
