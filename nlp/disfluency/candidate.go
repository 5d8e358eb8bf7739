package disfluency

import (
	"slices"

	"huifang/schemas"
)

// candidate is a stretch that may be a disfluency.
type candidate struct {
	start, end int
	kind       uint8
	// filler is the word, for fillers.
	filler *filler
	// length of the first copy and where the second begins, for repeats and
	// restarts.
	length, second int
	// run tells that another candidate filler touches it.
	run bool
}

// Kinds as they are painted.
const (
	kindNone uint8 = iota
	kindFiller
	kindRestart
	kindRepeat
	kindRepair
)

// kindNames are the kinds as in package schemas.
var kindNames = [...]string{"", schemas.DisfluencyFiller, schemas.DisfluencyRestart, schemas.DisfluencyRepeat, schemas.DisfluencyRepair}

const (
	// reach is how far apart two copies of a repeat begin at most.
	reach = 10
	// minRestart is how much of a beginning must be said again for a restart;
	// maxGiven is what it gives up at most, maxUnbroken where nothing marks the
	// break.
	minRestart, maxGiven, maxUnbroken = 2, 7, 3
)

// text is a turn while it is looked at.
type text struct {
	runes  []rune
	tokens []schemas.Token
	// monologue tells that the turn answers nobody.
	monologue bool
	// token holds, by rune, the index of its token.
	token []int32
	// latin tells that some token is Latin.
	latin bool
	// paint is the kind of each rune so far.
	paint []uint8
	found []candidate
}

// reset prepares x for a turn. Blanks belong to the token before them.
func (x *text) reset(runes []rune, tokens []schemas.Token, monologue bool) {
	x.runes, x.tokens, x.monologue = runes, tokens, monologue
	x.found, x.latin = x.found[:0], false
	n := len(runes)
	x.token, x.paint = slices.Grow(x.token[:0], n)[:n], slices.Grow(x.paint[:0], n)[:n]
	clear(x.paint)
	at := 0
	for i := range tokens {
		end := n
		if i+1 < len(tokens) {
			end = min(tokens[i+1].Start, n)
		}
		x.latin = x.latin || tokens[i].Start < n && isLatin(runes[tokens[i].Start])
		for ; at < end; at++ {
			x.token[at] = int32(i)
		}
	}
}

// begins reports that a token begins at rune i, or the text ends there; without
// tokens any rune begins one.
func (x *text) begins(i int) bool {
	return i >= len(x.runes) || len(x.tokens) == 0 || x.tokens[x.token[i]].Start == i || x.runes[i] == ' '
}

// tag is the part of speech of the token at rune i, its first letter; 0 outside
// the text and where it is unknown.
func (x *text) tag(i int) byte {
	if i < 0 || i >= len(x.runes) || len(x.tokens) == 0 {
		return 0
	}
	if pos := x.tokens[x.token[i]].POS; pos != "" {
		return pos[0]
	}
	return 0
}

// word is what the token at rune i says, nil outside the text.
func (x *text) word(i int) []rune {
	if i < 0 || i >= len(x.runes) {
		return nil
	}
	if len(x.tokens) == 0 {
		return x.runes[i : i+1]
	}
	t := x.tokens[x.token[i]]
	return x.runes[t.Start:min(t.End, len(x.runes))]
}

func (x *text) rune(i int) rune {
	if i < 0 || i >= len(x.runes) {
		return 0
	}
	return x.runes[i]
}

// fillers finds the words that may be fillers.
func (x *text) fillers(l *lexicon) {
	for i := 0; i < len(x.runes); {
		f := (*filler)(nil)
		if x.begins(i) {
			f = l.at(x, i)
		}
		if f == nil {
			i++
			continue
		}
		c := candidate{start: i, end: i + len(f.text), kind: kindFiller, filler: f}
		if n := len(x.found); n > 0 && x.found[n-1].end == i {
			c.run, x.found[n-1].run = true, true
		}
		if x.possible(&c) {
			x.found = append(x.found, c)
		}
		i = c.end
	}
}

// possible reports that the words around leave room for a filler. The talk that
// the model learns from is of one speaker and tidied with zeal; in a dialogue
// people point at things and answer.
func (x *text) possible(c *candidate) bool {
	if x.monologue {
		return c.filler.class != demonstrative || !x.points(c)
	}
	switch c.filler.class {
	case demonstrative:
		return !x.points(c) && x.searches(c)
	case particle:
		return !x.closes(c)
	case discourse:
		return x.leads(c)
	case interjection:
		return !x.responds(c) && (x.opens(c.start) || !x.ends(c.end)) // 有录音哦。
	default:
		return !x.responds(c) && (c.filler.text[0] != '额' || !x.amount(c))
	}
}

// amount reports 额 that ends a word (配送额) rather than a hesitation.
func (x *text) amount(c *candidate) bool {
	tag := x.tag(c.start - 1)
	return !x.opens(c.start) && !x.ends(c.end) && (tag == 'n' || tag == 'v')
}

// objects are one-character words that a demonstrative points at and that the
// dictionary gives no telling part of speech.
const objects = "厂店铺户账楼钱款货地房车人事字路园村镇县市省校院所局站场库仓矿厅室门窑炉船线料单票卡证章群号价数点边家行"

// points reports a demonstrative in front of what it points at.
func (x *text) points(c *candidate) bool {
	if c.filler.class != demonstrative || len(x.tokens) == 0 {
		return false
	}
	switch x.tag(c.end) {
	case 'n', 'q', 'm', 't', 's', 'f':
		return true
	}
	return contains(objects, x.rune(c.end))
}

// searches reports a demonstrative with which the speaker looks for words: set
// off by pauses, after a word that wants to go on, or, for 那个, before a pronoun.
// Else it may stand for what was spoken of (这个要看调查).
func (x *text) searches(c *candidate) bool {
	if len(x.tokens) == 0 {
		return false
	}
	next := x.rune(c.end)
	paused := isPause(next) && !endsSentence(next)
	if x.opens(c.start) || c.run {
		return paused || c.run || c.filler.text[0] == '那' && x.tag(c.end) == 'r'
	}
	switch x.tag(c.start - 1) {
	case 'p': // 被那个冻结, but 在这个位置
		switch x.tag(c.end) {
		case 'd', 'p', 'r', 'c':
			return true
		case 'v':
			return x.runes[c.start-1] == '被'
		}
		return paused
	case 'd', 'c':
		return true
	case 'n', 's', 'f', 't', 'r':
		return paused
	}
	return slices.Equal(x.word(c.start-1), x.word(c.end))
}

// leads reports a discourse word where it carries nothing: 那么 that opens a clause
// rather than measures (那么多), 就是 that opens one or stands before a pause rather
// than a copula (就是这里的钱).
func (x *text) leads(c *candidate) bool {
	if c.filler.text[0] == '那' {
		return x.opens(c.start)
	}
	if c.filler.text[0] != '就' || len(c.filler.text) > 2 {
		return true
	}
	if x.ends(c.end) {
		return !endsSentence(x.rune(c.end))
	}
	switch x.tag(c.end) {
	case 'n', 'r', 'm', 't', 'q', 's':
		return false
	}
	return x.opens(c.start)
}

// closes reports a particle where it belongs: at the end of a sentence, of a word
// that answers (是啊), or of a state (忙着呢).
func (x *text) closes(c *candidate) bool {
	if next := x.rune(c.end); next == 0 || endsSentence(next) || next == '.' {
		return true
	}
	if c.start == 0 {
		return false
	}
	if before := x.runes[c.start-1]; before == '着' || before == '在' { // 忙着呢
		return true
	}
	answer := x.word(c.start - 1)
	return x.opens(c.start-len(answer)) && slices.ContainsFunc(responses[:], func(w string) bool { return slices.Equal(answer, []rune(w)) })
}

// responds reports an interjection that answers: it opens the turn and is
// followed by a pause, by nothing, or by a word that answers as well.
func (x *text) responds(c *candidate) bool {
	if c.filler.text[0] == '呃' || c.filler.text[0] == '额' {
		return false
	}
	for i := range c.start {
		if !isPause(x.runes[i]) && x.runes[i] != c.filler.text[0] { // 哦哦
			return false
		}
	}
	next := x.rune(c.end)
	if next == 0 || isPause(next) {
		return true
	}
	switch next {
	case '对', '是', '好', '有', '没', '不', '行', '可', '知', '明', '嗯', '恩', '哦', '哪', '那':
		return true
	}
	return false
}
