package risk

import (
	"slices"
	"unicode"

	"huifang/nlp/normalize"
	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

const (
	// faintBelow is the recogniser's confidence below which a word may well be
	// another one.
	faintBelow = 0.5
	// doubtReach is how many turns before or after may bear out what is unclear.
	doubtReach = 2
	// doubtShare is what is left of the confidence of an unclear signal.
	doubtShare = 0.5
	// resync is how far ahead in the text the next character of a word is looked
	// for.
	resync = 8
	// blank stands for what was not heard; no pattern has it.
	blank = '\ufffc'
)

// doubt is a signal of a turn that rests on faint words alone.
type doubt struct{ turn, signal int }

// unclear reports that an asserted candidate rests on words alone that the
// recogniser was not sure of, and that without them neither a rule nor the scorer
// finds it in the turn.
func (t *Tagger) unclear(sc *scratch, in *input, c *candidate) bool {
	turn := in.turn()
	if turn.Confidence == nil && len(turn.Words) == 0 {
		return false
	}
	if sc.faintOf != in.index {
		sc.faintOf = in.index
		sc.faint = appendFaint(sc.faint[:0], turn, in.cur.folded)
		sc.clear.folded = append(sc.clear.folded[:0], in.cur.folded...)
		for i, faint := range sc.faint {
			if faint {
				sc.clear.folded[i] = blank
			}
		}
		t.match(&sc.clear, in.call, in.index)
	}
	return restsOnFaint(turn, sc.faint, c.start, c.end) && !t.ruled(sc, in, c.owner.code) && !t.scored(sc, in, c.owner.code)
}

// ruled reports that a rule states the code in the words that are clear.
func (t *Tagger) ruled(sc *scratch, in *input, code int) bool {
	s := &t.rs.Signals[code]
	for _, hits := range [...][]pattern.Hit{sc.clear.said, sc.clear.asked} {
		for _, h := range hits {
			o := &t.rs.compiled.rules.owners[h.Pattern]
			if o.code != code || o.use != useCertain && o.use != useStates || !in.speaks(s.Scope) {
				continue
			}
			if status, _ := sc.clear.reading.Status(h.Start, h.End, s.options(o.positive)); status == schemas.StatusAsserted {
				return true
			}
		}
	}
	return false
}

// scored reports that the scorer finds the code in the words that are clear.
func (t *Tagger) scored(sc *scratch, in *input, code int) bool {
	if t.scorer == nil {
		return false
	}
	heard := make([]rune, 0, len(sc.clear.folded))
	for _, r := range sc.clear.folded {
		if r != blank {
			heard = append(heard, r)
		}
	}
	prev := ""
	if in.prev != nil {
		prev = string(in.prev.folded)
	}
	scores := t.scorer.Score(prev, string(heard), in.turn().Role == schemas.RoleAgent, nil)
	for k, slot := range t.slots {
		if slot == code {
			return scores[k] >= t.rs.Fusion.Alone
		}
	}
	return false
}

// settleDoubts lowers the unclear signals that no turn nearby bears out.
func (sc *scratch) settleDoubts(c *schemas.Call) {
	for _, d := range sc.doubts {
		s := &c.Turns[d.turn].Signals[d.signal]
		if sc.borneOut(c, d) {
			continue
		}
		s.Status, s.Reason, s.Confidence = schemas.StatusUnclear, "low confidence", rounded(doubtShare*s.Confidence)
	}
}

// borneOut reports that a turn nearby asserts the code in clear words.
func (sc *scratch) borneOut(c *schemas.Call, d doubt) bool {
	code := c.Turns[d.turn].Signals[d.signal].Code
	for i := max(d.turn-doubtReach, 0); i <= d.turn+doubtReach && i < len(c.Turns); i++ {
		for k := range c.Turns[i].Signals {
			s := &c.Turns[i].Signals[k]
			if s.Code == code && s.Status == schemas.StatusAsserted && !sc.doubted(doubt{i, k}) {
				return true
			}
		}
	}
	return false
}

func (sc *scratch) doubted(d doubt) bool {
	for _, o := range sc.doubts {
		if o == d {
			return true
		}
	}
	return false
}

// appendFaint appends, for each character of the turn's folded text, whether the
// recogniser was not sure of its word, or of the turn where it has no words. Words
// are found in the text one after another; what the text has in between, such as
// punctuation, is not faint, and what it lacks is passed over.
func appendFaint(dst []bool, turn *schemas.Turn, text []rune) []bool {
	whole := turn.Confidence != nil && *turn.Confidence < faintBelow
	if len(turn.Words) > 0 {
		whole = false
	}
	for range text {
		dst = append(dst, whole)
	}
	at := 0
	var word []rune
	for i := range turn.Words {
		w := &turn.Words[i]
		word = normalize.Fold(word[:0], w.Text)
		faint := w.Confidence != nil && *w.Confidence < faintBelow
		for _, r := range word {
			if unicode.IsSpace(r) || unicode.IsPunct(r) {
				continue
			}
			k := at
			for k < len(text) && k < at+resync && text[k] != r {
				k++
			}
			if k < len(text) && text[k] == r {
				dst[k] = faint
				at = k + 1
			}
		}
	}
	return dst
}

// restsOnFaint reports that the words that carry the meaning of [start, end) are
// all faint; where there are none, that all of its characters are.
func restsOnFaint(turn *schemas.Turn, faint []bool, start, end int) bool {
	carried := false
	for i := range turn.Tokens {
		tok := &turn.Tokens[i]
		if tok.End <= start || tok.Start >= end || !carries(tok.POS) {
			continue
		}
		for k := max(tok.Start, start); k < min(tok.End, end, len(faint)); k++ {
			if !faint[k] {
				return false
			}
			carried = true
		}
	}
	if carried {
		return true
	}
	return slices.Contains(faint[min(start, len(faint)):min(end, len(faint))], true) && allWords(turn.Text, faint, start, end)
}

// carries reports a part of speech that carries meaning by itself: no adverb,
// particle, pronoun, conjunction, preposition or punctuation.
func carries(pos string) bool {
	if pos == "" {
		return false
	}
	switch pos[0] {
	case 'd', 'u', 'y', 'r', 'c', 'p', 'e', 'w', 'x':
		return false
	}
	return true
}

// allWords reports that every letter and character of text[start:end) is faint.
func allWords(text string, faint []bool, start, end int) bool {
	k := 0
	for _, r := range text {
		if k >= start && k < end && k < len(faint) && !faint[k] && !unicode.IsSpace(r) && !unicode.IsPunct(r) {
			return false
		}
		k++
	}
	return true
}
