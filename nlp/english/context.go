package english

import "bytes"

// around is how many words to either side a tag depends on.
const around = 2

// sequence tags the words of a text from left to right. It is scratch, to be used
// again.
type sequence struct {
	tokenizer
	model *perceptron
	// ascii is the text with a byte a code point, lower the same in small letters.
	ascii, lower []byte
	// shapes are the words as features see them, with around marks for the
	// start and the end of the text.
	shapes [][]byte
	tags   []string // by slot
}

// Marks for what stands before and behind a text.
var (
	markStart  = []byte("-START-")
	markStart2 = []byte("-START2-")
	markEnd    = []byte("-END-")
	markEnd2   = []byte("-END2-")
)

// Shapes of words that are not seen as they stand.
var (
	shapeHyphen = []byte("!HYPHEN")
	shapeYear   = []byte("!YEAR")
	shapeDigits = []byte("!DIGITS")
)

// read cuts text, which is ASCII, into words and tags them.
func (s *sequence) read(text []byte) {
	s.cut(text)
	s.lower = append(s.lower[:0], text...)
	for i, c := range s.lower {
		if isUpper(c) {
			s.lower[i] = c + 'a' - 'A'
		}
	}
	s.shapes = append(s.shapes[:0], markStart, markStart2)
	s.tags = s.tags[:0]
	for _, w := range s.words {
		s.shapes = append(s.shapes, shape(s.lower[w.start:w.end]))
		s.tags = append(s.tags, "")
	}
	s.shapes = append(s.shapes, markEnd, markEnd2)
	before, last := string(markStart2), string(markStart)
	for i, w := range s.words {
		tag := s.tag(i, text[w.start:w.end], last, before)
		s.tags[w.slot] = tag
		before, last = last, tag
	}
}

// shape stands for a word, given in small letters.
func shape(word []byte) []byte {
	switch {
	case bytes.IndexByte(word, '-') > 0:
		return shapeHyphen
	case !isDigit(word[0]):
		return word
	case len(word) == 4 && isDigit(word[1]) && isDigit(word[2]) && isDigit(word[3]):
		return shapeYear
	default:
		return shapeDigits
	}
}

// names are the hashes of the names of features, each with the blank behind it.
type names struct {
	suffix, prefix, tag1, tag2, tags, word, tagWord uint64
	word1, suffix1, word2, next, nextSuffix, next2  uint64
}

func hashNames() names {
	h := func(name string) uint64 { return hash(hashStart, name+" ") }
	return names{
		suffix: h("i suffix"), prefix: h("i pref1"), tag1: h("i-1 tag"), tag2: h("i-2 tag"), tags: h("i tag+i-2 tag"),
		word: h("i word"), tagWord: h("i-1 tag+i word"), word1: h("i-1 word"), suffix1: h("i-1 suffix"),
		word2: h("i-2 word"), next: h("i+1 word"), nextSuffix: h("i+1 suffix"), next2: h("i+2 word"),
	}
}

// tag returns the tag of word i; last and before are those of the words before.
func (s *sequence) tag(i int, word []byte, last, before string) string {
	switch {
	case len(word) == 1 && word[0] == '-':
		return "-"
	case len(word) == 1 && (word[0] == '0' || word[0] == '*'):
		return "-NONE-" // marks of the treebank
	case word[0] == '@', isAddress(word):
		return "NN"
	}
	m := s.model
	if tag := m.known(word); tag != "" {
		return tag
	}
	at := s.shapes[i:] // at[around] is the word's own
	own, n := at[around], &m.names
	sums := m.bias
	for _, h := range [...]uint64{
		hash(n.suffix, suffix(word)),
		hash(n.prefix, word[:1]),
		hash(n.tag1, last),
		hash(n.tag2, before),
		hash(hash(hash(n.tags, last), " "), before),
		hash(n.word, own),
		hash(hash(hash(n.tagWord, last), " "), own),
		hash(n.word1, at[around-1]),
		hash(n.suffix1, suffix(at[around-1])),
		hash(n.word2, at[around-2]),
		hash(n.next, at[around+1]),
		hash(n.nextSuffix, suffix(at[around+1])),
		hash(n.next2, at[around+2]),
	} {
		m.add(&sums, h)
	}
	return m.best(&sums)
}

func suffix(word []byte) []byte { return word[max(0, len(word)-3):] }

// isAddress reports whether word holds a web or mail address, for which prose
// takes decimal fractions as well: a full stop after a small letter, a digit,
// a hyphen or another full stop, and two characters behind it of which the
// last is no punctuation; or an @ between such parts.
func isAddress(word []byte) bool {
	for i := 1; i+2 < len(word); i++ {
		if word[i] != '.' {
			continue
		}
		if c := word[i-1]; !isLower(c) && !isDigit(c) && c != '.' && c != '-' {
			continue
		}
		rest := word[i+1:]
		if end := bytes.IndexAny(rest, "()<>"); end >= 0 {
			rest = rest[:end]
		}
		if len(bytes.TrimRight(rest, `![]{};:'".,?`)) > 1 {
			return true
		}
	}
	return false
}
