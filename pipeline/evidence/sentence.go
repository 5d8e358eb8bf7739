package evidence

import (
	"strings"
	"unicode/utf8"
)

// sentenceEnds are the characters after which a sentence of a transcript is
// over.
const sentenceEnds = "。！？!?;；\n"

// Cut returns the code points from start to end of text, as far as it goes; start
// must not lie behind end.
func Cut(text string, start, end int) string {
	from, to := byteOffsets(text, start, end)
	return text[from:to]
}

// Sentence returns the sentence or sentences of text in which the code points
// from start to end lie, with their closing mark and without white space
// around them.
func Sentence(text string, start, end int) string {
	from, to := byteOffsets(text, start, end)
	head := strings.LastIndexAny(text[:from], sentenceEnds)
	if head < 0 {
		head = 0
	} else {
		head += runeLen(text[head:])
	}
	// A span that ends with the closing mark has its sentence whole.
	if to > from && endsSentence(text[:to]) {
		return strings.TrimSpace(text[head:to])
	}
	tail := strings.IndexAny(text[to:], sentenceEnds)
	if tail < 0 {
		return strings.TrimSpace(text[head:])
	}
	tail += to
	return strings.TrimSpace(text[head : tail+runeLen(text[tail:])])
}

// byteOffsets turns code points into bytes; both are at most the text's length.
func byteOffsets(text string, start, end int) (from, to int) {
	n := 0
	from, to = len(text), len(text)
	for i := range text {
		if n == start {
			from = i
		}
		if n == end {
			to = i
			break
		}
		n++
	}
	return from, to
}

// endsSentence says whether the last character of s ends a sentence.
func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(sentenceEnds, last)
}

// runeLen is the length in bytes of the first character of s.
func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}
