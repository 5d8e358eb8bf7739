package english

import (
	"bytes"
	"strings"
)

// word is a word or a punctuation mark at bytes [start, end) of a text.
type word struct {
	start, end int
	// slot is where the word's tag is kept. A run without blanks that stands
	// again in the text shares the tags of its first place.
	slot int
}

// run is a stretch of text without blanks and where its words begin in
// tokenizer.words.
type run struct{ first, count int }

// tokenizer cuts ASCII text into words in the manner of the Penn Treebank, with
// the rules of prose, on which the weights were trained. It is scratch, to be
// used again.
type tokenizer struct {
	text  []byte
	words []word
	tail  []word
	runs  map[uint64]run // by hash
}

// cut fills t.words with the words of text.
func (t *tokenizer) cut(text []byte) {
	t.text, t.words = text, t.words[:0]
	clear(t.runs)
	for at := 0; at < len(text); {
		if isBlank(text[at]) {
			at++
			continue
		}
		end := at
		for end < len(text) && !isBlank(text[end]) {
			end++
		}
		t.run(at, end)
		at = end
	}
}

// run appends the words of the run [at, end). The last run of a text shares no
// tags.
func (t *tokenizer) run(at, end int) {
	last, key := end == len(t.text), hash(hashStart, t.text[at:end])
	if r, ok := t.runs[key]; ok && !last {
		shift := 0
		if r.count > 0 {
			shift = at - t.words[r.first].start
		}
		for _, w := range t.words[r.first : r.first+r.count] {
			t.words = append(t.words, word{w.start + shift, w.end + shift, w.slot})
		}
		return
	}
	r := run{first: len(t.words)}
	t.split(at, end)
	for i := r.first; i < len(t.words); i++ {
		t.words[i].slot = i
	}
	r.count = len(t.words) - r.first
	if !last {
		t.runs[key] = r
	}
}

// split cuts punctuation, contracted verbs and negators off a run. Where prose gives
// up what is left because a contraction begins it and does not end it (can't, with
// its comma), the contraction is a word.
func (t *tokenizer) split(at, end int) {
	t.tail = t.tail[:0]
	for at < end {
		rest, size := t.text[at:end], end-at
		k, length := contraction(rest)
		switch {
		case isAbbreviation(rest):
		case size > 1 && strings.IndexByte(`$("[`, rest[0]) >= 0:
			size = 1
		case k > 0:
			size = k
		case k == 0:
			size = length
		case size > 1 && strings.IndexByte(`,)"]!;.?:'`, rest[size-1]) >= 0:
			end--
			t.tail = append(t.tail, word{start: end, end: end + 1})
			continue
		}
		t.words = append(t.words, word{start: at, end: at + size})
		at += size
	}
	for i := len(t.tail) - 1; i >= 0; i-- {
		t.words = append(t.words, t.tail[i])
	}
}

// contraction returns where 'll, 's, 're, 'm or n't stands in s and its length, -1
// where none does or s is nothing else. The first of these counts that stands
// anywhere, at the start only where its word ends there too.
func contraction(s []byte) (at, length int) {
	if bytes.IndexByte(s, '\'') < 0 {
		return -1, 0
	}
	for _, c := range [...]string{"'ll", "'s", "'re", "'m", "n't"} {
		for k := 0; k+len(c) <= len(s) && len(s) > len(c); k++ {
			if isFolded(s[k:k+len(c)], c) && (k > 0 || !isLetter(s[len(c)])) {
				return k, len(c)
			}
		}
	}
	return -1, 0
}

// isFolded reports whether s is small but for the case of its letters.
func isFolded(s []byte, small string) bool {
	for i, c := range s {
		if isUpper(c) {
			c += 'a' - 'A'
		}
		if c != small[i] {
			return false
		}
	}
	return true
}

// isAbbreviation reports whether s keeps its full stops: U.S., Mr.
func isAbbreviation(s []byte) bool {
	n := len(s)
	if n < 3 || s[n-1] != '.' {
		return false
	}
	if n <= 4 && isUpper(s[0]) && isLower(s[1]) && (n == 3 || isLower(s[2])) {
		return true
	}
	for i := 0; i < n; i += 2 {
		if i+1 == n || !isUpper(s[i]) && !isLower(s[i]) || s[i+1] != '.' {
			return false
		}
	}
	return n >= 4
}

func isLetter(c byte) bool { return isUpper(c) || isLower(c) }
func isBlank(c byte) bool  { return c == ' ' || c >= '\t' && c <= '\r' }
func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool  { return c >= 'a' && c <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
