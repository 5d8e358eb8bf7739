package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"huifang/schemas"
)

// maxWordGapMS is the silence between two words that ends a turn.
const maxWordGapMS = 1000

// spokenWord is a word of a format that has words and no utterances.
type spokenWord struct {
	schemas.Word
	// mark is true for punctuation: it joins the turn's text, not its words.
	mark    bool
	speaker string
	channel *int
	// segment numbers the recogniser's own unit where the format has one; a
	// turn never spans two.
	segment int
}

// wordGrouper makes turns of words.
type wordGrouper struct {
	// keepSegments makes a turn of each recogniser segment: silence and the
	// end of a sentence do not end one.
	keepSegments bool

	list *turnList
	open bool
	turn schemas.Turn
	text strings.Builder
	last spokenWord
	// confidence sums those of the words, rated counts them.
	confidence float64
	rated      int
}

// groupWords adds the turns of words to list: a turn ends where speaker or
// channel change, where the segment does, behind a sentence, and before a
// silence of a second. Words of several channels must come one channel after
// the other. A turn's confidence is the mean of its words'.
func groupWords(list *turnList, words []spokenWord, keepSegments bool) {
	g := wordGrouper{keepSegments: keepSegments, list: list}
	for _, w := range words {
		g.add(w)
	}
	g.close()
}

func (g *wordGrouper) add(w spokenWord) {
	if w.Text == "" {
		return
	}
	// Punctuation carries no time and at times no speaker: it belongs to the
	// word before it.
	if g.open && !w.mark && g.ends(w) {
		g.close()
	}
	g.open = true
	if len(g.turn.Words) == 0 {
		g.turn.Speaker, g.turn.Channel = w.speaker, w.channel
	}
	joinText(&g.text, w.Text, w.mark)
	if w.mark {
		g.last.Text, g.last.mark = w.Text, true
		return
	}
	if g.turn.StartMS == nil {
		g.turn.StartMS = w.StartMS
	}
	if w.EndMS != nil {
		g.turn.EndMS = w.EndMS
	}
	if w.Confidence != nil {
		g.confidence += *w.Confidence
		g.rated++
	}
	g.turn.Words = append(g.turn.Words, w.Word)
	g.last = w
}

// ends reports whether the open turn ends before w.
func (g *wordGrouper) ends(w spokenWord) bool {
	if len(g.turn.Words) == 0 {
		return false
	}
	if w.speaker != g.last.speaker || w.segment != g.last.segment || !sameChannel(w.channel, g.last.channel) {
		return true
	}
	if g.keepSegments {
		return false
	}
	if w.StartMS != nil && g.last.EndMS != nil && *w.StartMS-*g.last.EndMS >= maxWordGapMS {
		return true
	}
	return endsSentence(g.last.Text)
}

func (g *wordGrouper) close() {
	if !g.open {
		return
	}
	g.turn.Text = g.text.String()
	if g.rated > 0 {
		mean := g.confidence / float64(g.rated)
		g.turn.Confidence = &mean
	}
	g.list.add(g.turn)
	g.open, g.turn, g.last = false, schemas.Turn{}, spokenWord{}
	g.text.Reset()
	g.confidence, g.rated = 0, 0
}

func sameChannel(a, b *int) bool {
	return a == b || (a != nil && b != nil && *a == *b)
}

// joinText appends a word or mark to a text: with a space between words of
// scripts that use one, without between Chinese words and before marks.
func joinText(b *strings.Builder, next string, mark bool) {
	if b.Len() > 0 && !mark {
		before, _ := utf8.DecodeLastRuneInString(b.String())
		after, _ := utf8.DecodeRuneInString(next)
		if spaced(before) && spaced(after) && !unicode.In(before, unicode.Ps, unicode.Pi) {
			b.WriteByte(' ')
		}
	}
	b.WriteString(next)
}

// spaced reports whether r stands in a script whose words are set apart by
// spaces. Full-width punctuation goes with Chinese.
func spaced(r rune) bool {
	switch {
	case r < 0x2E80:
		return true
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo):
		return false
	case r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF:
		return false
	default:
		return true
	}
}

// endsSentence reports whether text ends a sentence: by its last mark, unless
// that belongs to a title or an initial.
func endsSentence(text string) bool {
	last, size := utf8.DecodeLastRuneInString(text)
	switch last {
	case '。', '！', '？', '!', '?', '…':
		return true
	case '.':
	default:
		return false
	}
	switch head := text[:len(text)-size]; head {
	case "Mr", "Mrs", "Ms", "Dr":
		return false
	default:
		return utf8.RuneCountInString(head) != 1
	}
}

// isMark reports whether text is nothing but punctuation.
func isMark(text string) bool {
	for _, r := range text {
		if !unicode.IsPunct(r) {
			return false
		}
	}
	return text != ""
}
