package fact

// span is a half-open range of code points.
type span struct {
	start, end int
}

func (s span) holds(i int) bool { return s.start <= i && i < s.end }

// appendClauses parts a turn at its punctuation. Recognisers that set none
// often leave spaces between Chinese phrases, which part as well.
func appendClauses(dst []span, text []rune) []span {
	start := 0
	for i, r := range text {
		if !parts(text, i, r) {
			continue
		}
		if i > start {
			dst = append(dst, span{start, i})
		}
		start = i + 1
	}
	if start < len(text) {
		dst = append(dst, span{start, len(text)})
	}
	return dst
}

func parts(text []rune, i int, r rune) bool {
	switch r {
	case '，', '。', '；', '？', '！', ';', '?', '!', '\n', '—', '…':
		return true
	case ',', '.':
		return !digitAt(text, i+1)
	case ' ':
		return i > 0 && i+1 < len(text) && text[i-1] >= 0x2e80 && text[i+1] >= 0x2e80
	}
	return false
}

func digitAt(text []rune, i int) bool {
	return i < len(text) && text[i] >= '0' && text[i] <= '9'
}

// sentenceStart returns the index of the first clause of the sentence that
// clause k belongs to.
func sentenceStart(text []rune, clauses []span, k int) int {
	for ; k > 0; k-- {
		switch text[clauses[k].start-1] {
		case '。', '；', '？', '！', ';', '?', '!', '\n':
			return k
		}
	}
	return 0
}

// clauseAt returns the index of the clause that holds code point i, -1 where
// none does.
func clauseAt(clauses []span, i int) int {
	for k, c := range clauses {
		if c.holds(i) {
			return k
		}
	}
	return -1
}
