package segment

import "huifang/schemas"

// Engine cuts text into words.
type Engine interface {
	// Segment appends the words of a text, given as folded code points, to dst
	// in order and returns it. Spans are in code points of the text. Words and
	// white space together cover the text; white space belongs to no word,
	// punctuation to words of its own. POS is the dictionary's tag, "eng" and
	// "m" for letters and numbers that are in no dictionary, "w" for
	// punctuation, "x" for anything else unknown. The result depends on the
	// text alone. Safe for concurrent use; the caller keeps both slices.
	Segment(dst []schemas.Token, text []rune) []schemas.Token
}

// Tags of words that no dictionary has.
const (
	posEnglish     = "eng"
	posNumber      = "m"
	posPunctuation = "w"
	posUnknown     = "x"
)
