package keyword

import (
	"unicode"

	"huifang/nlp/normalize"
	"huifang/schemas"
)

// candidate is an occurrence of a possible keyword.
type candidate struct {
	turn, start, end int // code points of the turn
	// folded is the same text in the folded buffer of the call.
	from, to int
	// noun is set for nouns but Latin proper names: those are mostly of persons.
	noun   bool
	phrase bool
	// head is where the last word of a phrase begins in the folded buffer.
	head int
}

// maxPhrase bounds a phrase in code points: longer ones are sentences that the
// tagger took for nouns.
const maxPhrase = 24

// collector walks the tokens of calls.
type collector struct {
	folded []rune
	found  []candidate
	words  int // content words, phrases not counted
}

// collect finds the candidates of a call in order. isStop tells stop words by
// their folded form.
func (col *collector) collect(c *schemas.Call, isStop func(word []rune) bool) {
	col.folded, col.found, col.words = col.folded[:0], col.found[:0], 0
	for i := range c.Turns {
		col.turn(i, &c.Turns[i], isStop)
	}
}

func (col *collector) turn(index int, t *schemas.Turn, isStop func(word []rune) bool) {
	base := len(col.folded)
	col.folded = normalize.Fold(col.folded, t.Text)
	text := col.folded[base:]
	slips := t.Disfluencies // those that no token lies behind yet
	before := -1            // token index of a content word directly before
	for i, tok := range t.Tokens {
		if tok.Start < 0 || tok.End > len(text) || tok.Start >= tok.End {
			continue
		}
		word := text[tok.Start:tok.End]
		for len(slips) > 0 && slips[0].End <= tok.Start {
			slips = slips[1:]
		}
		if len(slips) > 0 && slips[0].Start < tok.End || !isContent(tok.POS, word) || isStop(word) || isPersonal(t, tok, word) {
			continue
		}
		col.words++
		col.add(index, base, candidate{start: tok.Start, end: tok.End, noun: isNoun(tok.POS) && !isLatinName(tok.POS, word)})
		if before == i-1 && i > 0 {
			first := t.Tokens[before]
			if isNoun(first.POS) && isNoun(tok.POS) && adjacent(text, first, tok) && tok.End-first.Start <= maxPhrase {
				col.add(index, base, candidate{start: first.Start, end: tok.End, phrase: true, head: base + tok.Start})
			}
		}
		before = i
	}
}

func (col *collector) add(turn, base int, c candidate) {
	c.turn, c.from, c.to = turn, base+c.start, base+c.end
	col.found = append(col.found, c)
}

// isContent reports whether a word with this tag carries meaning of its own.
func isContent(pos string, word []rune) bool {
	if len(word) < 2 {
		return false
	}
	switch pos {
	case "n", "ng", "ns", "nt", "nz", "v", "vn", "vd", "vg", "a", "ad", "an", "i", "l", "j", "b", "s", "eng":
	default:
		return false
	}
	if word[0] < 0x80 {
		return isLatinWord(word)
	}
	return !isTalk(pos, word)
}

// isTalk reports a piece of spoken syntax that the dictionary has as a word: a verb
// with its aspect or complement (套着, 排到, 没出), a counted thing (两条船), and
// what has 了 within (开了个).
func isTalk(pos string, word []rune) bool {
	for _, r := range word[1:] {
		if r == '了' {
			return true
		}
	}
	if pos == "v" {
		return word[0] == '没' || word[0] == '不' || len(word) == 2 && isComplement(word[1])
	}
	return isNumeral(word[0]) && isMeasure(word[1])
}

func isComplement(r rune) bool {
	switch r {
	case '着', '过', '得', '到', '来', '上', '下', '掉', '住', '起':
		return true
	}
	return false
}

func isNumeral(r rune) bool {
	switch r {
	case '一', '两', '二', '三', '四', '五', '六', '七', '八', '九', '十', '几', '半':
		return true
	}
	return false
}

func isMeasure(r rune) bool {
	switch r {
	case '个', '件', '条', '部', '家', '台', '辆', '批', '笔', '位', '间', '套', '份', '月':
		return true
	}
	return false
}

// isLatinWord reports whether a word that begins in ASCII is a word, an acronym
// or a model name of three letters or digits at least, hyphens between them, or
// one that goes on in Chinese (B轮). Contracted forms ('s, I'd), addresses and
// words joined by a missing blank are not.
func isLatinWord(word []rune) bool {
	const least = 3
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '-' && r != '&' {
			return false
		}
	}
	return len(word) >= least || word[len(word)-1] >= 0x80
}

func isLatinName(pos string, word []rune) bool {
	return word[0] < 0x80 && pos == "nz"
}

// isNoun reports whether words of the tag join into phrases.
func isNoun(pos string) bool {
	switch pos {
	case "n", "ns", "nt", "nz", "vn", "b", "eng":
		return true
	}
	return false
}

// adjacent reports whether two tokens stand together: with nothing between
// them, or one blank between two Latin words.
func adjacent(text []rune, a, b schemas.Token) bool {
	last, first := text[a.End-1], text[b.Start]
	latin := last < 0x80 && first < 0x80
	switch b.Start - a.End {
	case 0:
		return !latin
	case 1:
		return latin && text[a.End] == ' '
	default:
		return false
	}
}

// isPersonal reports whether a token lies in personal data or in the name of a
// person, or may be such a name: a Latin proper name that is not known for
// something else.
func isPersonal(t *schemas.Turn, tok schemas.Token, word []rune) bool {
	for _, p := range t.PII {
		if p.Start < tok.End && tok.Start < p.End {
			return true
		}
	}
	known := false
	for i := range t.Entities {
		e := &t.Entities[i]
		if e.Start < tok.End && tok.Start < e.End {
			if e.Type == schemas.EntityPerson {
				return true
			}
			known = true
		}
	}
	return !known && word[0] < 0x80 && (tok.POS == "nz" || tok.POS == "eng") && isCapitalised(t.Text, tok)
}

// isCapitalised reports whether a Latin token of text is written like Jennifer, as
// opposed to ERP and budget.
func isCapitalised(text string, tok schemas.Token) bool {
	at := 0
	for _, r := range text {
		switch at - tok.Start {
		case 0:
			if !unicode.IsUpper(r) {
				return false
			}
		case 1:
			return at < tok.End && unicode.IsLower(r)
		}
		at++
	}
	return false
}
