package disfluency

import "slices"

// repeats finds what is said twice in a row, whole or, for restarts, its
// beginning. Accepted fillers are painted by then.
func (x *text) repeats() {
	r := x.runes
	for i := 0; i+1 < len(r); i++ {
		a := r[i]
		if !isHan(a) {
			continue
		}
		for d, b := range r[i+1 : min(i+1+reach, len(r))] {
			if b != a {
				continue
			}
			d++
			n := 1
			for n < d && i+d+n < len(r) && r[i+n] == r[i+d+n] && isHan(r[i+n]) {
				n++
			}
			if c, ok := x.repeated(i, n, i+d); ok {
				x.found = append(x.found, c)
				break
			}
		}
	}
}

// repeated is the candidate for n runes at i that stand again at second, if what
// is between them and what they are allow one.
func (x *text) repeated(i, n, second int) (candidate, bool) {
	c := candidate{start: i, end: second, kind: kindRepeat, length: n, second: second}
	given := 0 // what is given up between the copies
	for k := i + n; k < second; k++ {
		if endsSentence(x.runes[k]) {
			return c, false
		}
		if !isPause(x.runes[k]) && x.paint[k] != kindFiller {
			given++
		}
	}
	if !x.begins(i) {
		return c, false
	}
	if given > 0 {
		c.kind = kindRestart
		return c, x.restarted(&c, given)
	}
	return c, !x.meant(&c)
}

// restarted reports that a beginning is said again rather than a word used twice
// (可以是可以, 一家比一家, 这是张三,这是李四): it begins its clause with a word that
// bears on others, and a filler marks the break, or little is given up without any
// pause.
func (x *text) restarted(c *candidate, given int) bool {
	if c.length < minRestart || !x.begins(c.second) || !x.opens(c.start) || !x.light(c.start) {
		return false
	}
	last := c.second
	for last > c.start && isPause(x.runes[last-1]) {
		last--
	}
	if x.paint[last-1] == kindFiller && !isParticle(x.runes[last-1]) {
		return given <= maxGiven
	}
	// Without a mark only a pronoun tells, and none that asks (什么时候要什么时候结).
	return last == c.second && given <= maxUnbroken && c.length > minRestart &&
		x.tag(c.start) == 'r' && !contains("什怎谁哪几", x.runes[c.start])
}

// opens reports that a clause begins at rune i.
func (x *text) opens(i int) bool {
	return i == 0 || isPause(x.runes[i-1]) || x.paint[i-1] != kindNone
}

// ends reports that a clause ends before rune i.
func (x *text) ends(i int) bool { return i >= len(x.runes) || isPause(x.runes[i]) }

// light reports a pronoun, a conjunction, an adverb or a preposition at rune i:
// words that are said again while the speaker looks for the next.
func (x *text) light(i int) bool {
	switch x.tag(i) {
	case 'r', 'c', 'd', 'p':
		return true
	}
	return false
}

// stutters are the one-character words that are repeated by mistake only.
const stutters = "我你您他她它咱这那就也都还又再才只在把被给让从跟和要会能可因所但如而的是有很去到"

// responses are said several times to say them well.
var responses = [...]string{
	"对", "是", "好", "嗯", "恩", "行", "有", "没", "不", "来", "哎", "哈", "在", "哦", "喂",
	"没有", "就是", "不敢", "不是", "不用", "不会", "可以", "知道", "晓得", "明白", "谢谢", "是的", "对的", "好的", "没事", "哪里", "你好", "您好", "再见", "辛苦",
}

// meant reports a repetition that is no slip: reduplication (看看, 一个一个, 商量
// 商量), numbers, responses (对对对, 是我是我), and a word that ends one clause and
// begins the next (谁找我我也不给).
func (x *text) meant(c *candidate) bool {
	copied := x.runes[c.start : c.start+c.length]
	adjacent := c.second == c.start+c.length
	filled := x.filledGap(c)
	if !filled && allNumerals(copied) {
		return true
	}
	if c.length <= 2 && x.opens(x.first(c)) {
		for _, w := range responses {
			if slices.Equal(copied, []rune(w)) {
				return true
			}
		}
	}
	if c.length > 1 {
		return !filled && (x.emphatic(c, adjacent) || !x.monologue && (x.rotated(c, adjacent) || x.stressed(c, adjacent)))
	}
	if len(x.tokens) == 0 {
		return !contains(stutters, copied[0])
	}
	switch before := x.tag(c.start - 1); {
	case adjacent && x.token[c.start] == x.token[c.second]: // 看看, 天天
		return true
	case !adjacent && !filled && (!x.opens(c.start) || x.ends(c.second+1)): // 叫过我,我没进去
		return true
	case (before == 'v' || before == 'p' || before == 'z') && x.tag(c.start) == 'r': // 报给我我还以为
		return true
	case adjacent && !x.monologue && x.reduplicated(c): // tidied away in monologues
		return true
	}
	// 基基本: the word is begun twice.
	if len(x.word(c.second)) > 1 && x.begins(c.second) {
		return x.belongs(c)
	}
	return !contains(stutters, copied[0])
}

// intensifiers are said twice for more of it.
var intensifiers = [...]string{"非常", "特别", "真的", "绝对", "常常"}

// stressed reports an intensifier (非常非常难) or a word for all of a kind (哪儿哪儿
// 都要钱) said twice.
func (x *text) stressed(c *candidate, adjacent bool) bool {
	if contains("哪谁", x.runes[c.start]) {
		return true
	}
	return adjacent && c.length == 2 && slices.ContainsFunc(intensifiers[:], func(w string) bool { return x.says(c.start, w) > 0 })
}

// rotated reports copies that are parts of those of a run that begins before them,
// as 了好 in 好了好了好了.
func (x *text) rotated(c *candidate, adjacent bool) bool {
	at := c.start
	for at > 0 && x.runes[at-1] == x.runes[at-1+c.length] {
		at--
	}
	return adjacent && (c.start-at)%c.length != 0
}

// reduplicated reports a verb said twice before its object (喝喝水, 聊聊天), which
// happens to nothing that is over (停停工了).
func (x *text) reduplicated(c *candidate) bool {
	end := c.second + len(x.word(c.second))
	return x.tag(c.start) == 'v' && (x.tag(c.second) == 'v' || x.tag(c.second) == 'n') && end == c.second+2 &&
		!contains(stutters, x.runes[c.start]) && !contains("了过着", x.rune(end))
}

// filledGap reports a filler between the copies; a particle is part of what is said
// twice (厂房呢,厂房有没有封).
func (x *text) filledGap(c *candidate) bool {
	for k := c.start + c.length; k < c.second; k++ {
		if x.paint[k] == kindFiller && !isParticle(x.runes[k]) {
			return true
		}
	}
	return false
}

// first returns where the run of copies begins that c ends.
func (x *text) first(c *candidate) int {
	at := c.start
	for at >= c.length && slices.Equal(x.runes[at-c.length:at], x.runes[c.start:c.start+c.length]) {
		at -= c.length
	}
	return at
}

// belongs reports that one character that begins the next word as well is part of
// what stands before it (厂房上|上次, 投融资部|部长), or measures (年年).
func (x *text) belongs(c *candidate) bool {
	switch x.tag(c.start) {
	case 'f', 'q', 't', 'm':
		return true
	case 'n':
		if x.tag(c.start-1) == 'n' {
			return true
		}
	}
	if x.opens(c.start) || x.light(c.start-1) {
		return false
	}
	return len(x.word(c.start-1)) == 1
}

// emphatic is meant for two characters and more, without a filler between.
func (x *text) emphatic(c *candidate, adjacent bool) bool {
	end := c.second + c.length
	switch {
	case x.ends(end) || isParticle(x.runes[end]) || x.runes[end] == '的': // 是我是我, 瓦凉瓦凉的
		return true
	case !x.begins(end) && len(x.word(c.second)) <= c.length: // 人一人一百
		return true
	case x.runes[c.start] == '一': // 一家一家
		return true
	case x.light(c.start):
		return x.opens(c.start) && x.predicates(c.second-1) // 你讲你讲我开着蓝牙
	}
	return !adjacent || // 厂房呢,厂房有没有封
		x.opens(c.start) || // 录吧录吧我说的都是实话
		c.length == 2 && x.tag(c.start) == 'v' // 商量商量
}

// predicates reports that the word that ends at rune i is a verb that needs no other.
func (x *text) predicates(i int) bool {
	tag := x.tag(i)
	return (tag == 'v' || tag == 'z') && !contains("要会能想是有得该可以", x.runes[i])
}

// allNumerals reports that word may be part of a number.
func allNumerals(word []rune) bool {
	for _, r := range word {
		if !isNumeral(r) {
			return false
		}
	}
	return true
}

func isNumeral(r rune) bool {
	switch r {
	case '零', '〇', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '幺', '点', '几':
		return true
	}
	return false
}

func contains(set string, r rune) bool {
	for _, s := range set {
		if s == r {
			return true
		}
	}
	return false
}
