package english

import "strings"

// around is how many words to either side a tag depends on.
const around = 2

// sequence tags the words of a text from left to right.
type sequence struct {
	tokenizer
	model *perceptron
	// shapes are the words as features see them, with around marks for the
	// start and the end of the text.
	shapes []string
	tags   []string // by slot
	key    []byte
}

// read cuts text, which is ASCII, into words and tags them.
func (s *sequence) read(text string) {
	s.cut(text)
	lower := strings.ToLower(text)
	s.shapes = append(s.shapes[:0], "-START-", "-START2-")
	s.tags = s.tags[:0]
	for _, w := range s.words {
		s.shapes = append(s.shapes, shape(lower[w.start:w.end]))
		s.tags = append(s.tags, "")
	}
	s.shapes = append(s.shapes, "-END-", "-END2-")
	before, last := "-START2-", "-START-"
	for i, w := range s.words {
		tag := s.tag(i, text[w.start:w.end], last, before)
		s.tags[w.slot] = tag
		before, last = last, tag
	}
}

// shape stands for a word, given in small letters.
func shape(word string) string {
	switch {
	case strings.IndexByte(word, '-') > 0:
		return "!HYPHEN"
	case !isDigit(word[0]):
		return word
	case len(word) == 4 && isDigit(word[1]) && isDigit(word[2]) && isDigit(word[3]):
		return "!YEAR"
	default:
		return "!DIGITS"
	}
}

// tag returns the tag of word i; last and before are those of the words before.
func (s *sequence) tag(i int, word, last, before string) string {
	switch {
	case word == "-":
		return "-"
	case word == "0", word == "*":
		return "-NONE-" // marks of the treebank
	case word[0] == '@', isAddress(word):
		return "NN"
	}
	if tag, ok := s.model.known[word]; ok {
		return tag
	}
	at := s.shapes[i:] // at[around] is the word's own
	sums := s.model.bias
	for _, f := range [...]struct{ name, value, more string }{
		{"i suffix", suffix(word), ""},
		{"i pref1", word[:1], ""},
		{"i-1 tag", last, ""},
		{"i-2 tag", before, ""},
		{"i tag+i-2 tag", last, before},
		{"i word", at[around], ""},
		{"i-1 tag+i word", last, at[around]},
		{"i-1 word", at[around-1], ""},
		{"i-1 suffix", suffix(at[around-1]), ""},
		{"i-2 word", at[around-2], ""},
		{"i+1 word", at[around+1], ""},
		{"i+1 suffix", suffix(at[around+1]), ""},
		{"i+2 word", at[around+2], ""},
	} {
		s.key = append(append(append(s.key[:0], f.name...), ' '), f.value...)
		if f.more != "" {
			s.key = append(append(s.key, ' '), f.more...)
		}
		s.model.add(&sums, s.key)
	}
	return s.model.best(&sums)
}

func suffix(word string) string { return word[max(0, len(word)-3):] }

// isAddress reports whether word holds a web or mail address, for which prose
// takes decimal fractions as well: a full stop after a small letter, a digit,
// a hyphen or another full stop, and two characters behind it of which the
// last is no punctuation; or an @ between such parts.
func isAddress(word string) bool {
	for i := 1; i+2 < len(word); i++ {
		if word[i] != '.' {
			continue
		}
		if c := word[i-1]; !isLower(c) && !isDigit(c) && c != '.' && c != '-' {
			continue
		}
		rest := word[i+1:]
		if end := strings.IndexAny(rest, "()<>"); end >= 0 {
			rest = rest[:end]
		}
		if len(strings.TrimRight(rest, `![]{};:'".,?`)) > 1 {
			return true
		}
	}
	return false
}
