package disfluency

import (
	"slices"
	"unicode/utf8"
)

// fillers finds the words that may be fillers.
func (x *text) fillers(l *lexicon) {
	for i := 0; i < len(x.runes); {
		f := l.at(x, i)
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
	// A blank before Latin is spelling: 这个 video call.
	paused := isPause(next) && !endsSentence(next) && !(next == ' ' && isLatin(x.rune(c.end+1)))
	if x.opens(c.start) || c.run {
		return paused || c.run || c.filler.text[0] == '那' && x.tag(c.end) == 'r' && !x.fronted(c)
	}
	switch x.tag(c.start - 1) {
	case 'p': // 被那个冻结, but 在这个位置
		switch x.tag(c.end) {
		case 'd', 'p', 'r', 'c':
			return true
		case 'v':
			return x.runes[c.start-1] == '被'
		}
		return paused && x.runes[c.start-1] == '被' // 除了这个,还有
	case 'd', 'c': // 就这个, 但这个不是处罚
		before := x.word(c.start - 1)
		return paused || x.tag(c.end) == 'r' || slices.Equal(before, x.word(c.start-1-len(before)))
	case 'n', 's', 'f', 't', 'r':
		return paused
	}
	return slices.Equal(x.word(c.start-1), x.word(c.end))
}

// fronted reports a demonstrative before a pronoun that is what the clause is about:
// 那个我晓得, but 那个我们厂停了.
func (x *text) fronted(c *candidate) bool {
	switch x.tag(c.end + len(x.word(c.end))) {
	case 'v', 'd':
		return true
	}
	return false
}

// leads reports a discourse word where it carries nothing: 那么 that opens a clause
// rather than measures (那么多), 就是 that opens one or stands before a pause rather
// than a copula (就是这里的钱, 意见就是 早点来) or an answer (就是嘛), and 什么的 that
// ends a list rather than asks (做什么的).
func (x *text) leads(c *candidate) bool {
	if c.filler.text[0] == '那' {
		return x.opens(c.start)
	}
	if c.filler.text[0] == '什' {
		return x.tag(c.start-1) != 'v' || len(x.word(c.start-1)) > 1
	}
	if c.filler.text[0] != '就' || len(c.filler.text) > 2 {
		return true
	}
	if x.ends(c.end) {
		return !endsSentence(x.rune(c.end)) && x.tag(c.start-1) != 'n'
	}
	if isParticle(x.rune(c.end)) && x.ends(c.end+1) {
		return false
	}
	if next := x.rune(c.end); next == '不' || next == '没' { // 钱有,就是不还
		return false
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
	for _, w := range responses {
		if from := c.start - utf8.RuneCountInString(w); from >= 0 && x.says(from, w) > 0 && x.opens(from) {
			return true
		}
	}
	return false
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
