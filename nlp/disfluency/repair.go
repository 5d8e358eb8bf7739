package disfluency

import "slices"

// edits are the words by which speakers take back what they have just said, the
// longer before those that they begin with. Those in the second list mean it only
// between two pauses: 是三百不是五百 sets two figures against each other.
var (
	edits = [...]string{
		"哦不对", "啊不对", "噢不对", "不对不对", "不对", "哦不是", "啊不是", "噢不是", "不是不是", "哦不", "啊不", "噢不", "不不不", "不不",
		"我说错了", "说错了", "我讲错了", "讲错了", "我记错了", "记错了", "口误", "更正一下",
	}
	pausedEdits = [...]string{"不是", "不", "应该是", "错了", "我是说"}
	// connectives lead from an edit to what is meant.
	connectives = [...]string{"应该说是", "应该是", "我是说", "是说", "应该", "是", "啊", "呀", "哦"}
)

// maxRepaired bounds the words before an edit that are taken back, in tokens.
const maxRepaired = 5

// repairs finds what is taken back, and marks it with the words that do so: a
// figure or a time that is followed by another (三百,不对,五百万), or a word
// followed by one of its kind (建行不对工行).
func (x *text) repairs() {
	for i := 0; i < len(x.runes); i++ {
		if !mayEdit(x.runes[i], x.rune(i+1)) || !x.begins(i) {
			continue
		}
		end := x.edit(i)
		if end == 0 {
			continue
		}
		right := x.after(end)
		for right < len(x.runes) { // 不对,说错了
			more := x.edit(right)
			if more == 0 {
				break
			}
			end, right = more, x.after(more)
		}
		if right >= len(x.runes) {
			return
		}
		if left := x.before(i); left > 0 {
			if start := x.repaired(i, left, right); start >= 0 {
				x.mark(start, right, kindRepair)
			}
		}
		i = end - 1
	}
}

// edit returns where the edit that begins at rune i ends, 0 where none does.
func (x *text) edit(i int) int {
	for _, e := range edits {
		if n := x.says(i, e); n > 0 {
			return i + n
		}
	}
	for _, e := range pausedEdits {
		if n := x.says(i, e); n > 0 && i > 0 && isPause(x.runes[i-1]) && isPause(x.rune(i+n)) {
			return i + n
		}
	}
	return 0
}

// mayEdit reports that an edit may begin with these two characters. It keeps the
// lists from being gone through at every 不 and 我.
func mayEdit(a, b rune) bool {
	switch a {
	case '不':
		return b == '对' || b == '是' || b == '不' || isPause(b)
	case '哦', '啊', '噢':
		return b == '不'
	case '我':
		return b == '说' || b == '讲' || b == '记' || b == '是'
	case '说', '讲', '记':
		return b == '错'
	case '口', '更', '应', '错':
		return true
	}
	return false
}

// says returns the length of word if the text goes on with it at rune i, else 0.
func (x *text) says(i int, word string) int {
	n := 0
	for _, r := range word {
		if x.rune(i+n) != r {
			return 0
		}
		n++
	}
	return n
}

// before returns where the words before rune i end, pauses and fillers left out.
func (x *text) before(i int) int {
	for i > 0 && (isPause(x.runes[i-1]) || x.paint[i-1] == kindFiller) {
		i--
	}
	return i
}

// after returns where the words after rune i begin, pauses, fillers and
// connectives left out.
func (x *text) after(i int) int {
	for i < len(x.runes) {
		from := i
		if isPause(x.runes[i]) || x.paint[i] == kindFiller {
			i++
			continue
		}
		for _, c := range connectives {
			if n := x.says(i, c); n > 0 {
				i += n
				break
			}
		}
		if i == from {
			return i
		}
	}
	return i
}

// repaired returns where what ends at left begins, if what begins at right
// replaces it, else -1. edit is where the edit begins. A figure may be taken back
// in a sentence of its own (三百吨。不对,五百吨).
func (x *text) repaired(edit, left, right int) int {
	if x.inFigure(right) {
		if start := x.figure(left); start >= 0 {
			return start
		}
	}
	if slices.ContainsFunc(x.runes[left:edit], endsSentence) {
		return -1
	}
	if x.tag(right) == 't' {
		if start := x.time(left); start >= 0 {
			return start
		}
	}
	return x.sameKind(edit, left, right)
}

// figure returns where the figure begins that ends at rune end, with up to two
// characters of a unit behind; -1 where there is none.
func (x *text) figure(end int) int {
	at := end
	for n := 0; n < 2 && at > 0 && !x.inFigure(at-1); n++ {
		if !isHan(x.runes[at-1]) {
			return -1
		}
		at--
	}
	start := -1
	for at > 0 && (x.inFigure(at-1) || contains("多来几年月号日个块元成万亿.%", x.runes[at-1])) {
		at--
		if x.inFigure(at) {
			start = at
		}
	}
	return start
}

// time returns where the time begins that ends at rune end, such as 明年三月; -1
// where there is none.
func (x *text) time(end int) int {
	start := -1
	for k := int(x.token[end-1]); k >= 0 && len(x.tokens) > 0; k-- {
		switch x.tag(x.tokens[k].Start) {
		case 't':
			start = x.tokens[k].Start
		case 'm':
		default:
			return start
		}
	}
	return start
}

func (x *text) inFigure(i int) bool {
	r := x.runes[i]
	return r >= '0' && r <= '9' || isNumeral(r) || r == '半'
}

// sameKind is repaired for words: the token at right is of the kind of the one
// that ends at left, a name or a time; or, after a pause, it shares a character
// with it, or begins again with a word a little before. Without a pause 不对 may
// just be what is said of the word: 账目不对,项目也不对.
func (x *text) sameKind(edit, left, right int) int {
	if len(x.tokens) == 0 || !x.begins(right) {
		return -1
	}
	first, last := int(x.token[right]), int(x.token[left-1])
	a, b := x.word(left-1), x.word(right)
	if len(a) < 2 || len(b) < 2 {
		return -1
	}
	for k := last; k >= 0 && last-k < maxRepaired && x.runes[x.tokens[k].Start] != '。'; k-- {
		if k < last && edit > left && x.tag(right) != 'r' && slices.Equal(x.word(x.tokens[k].Start), b) {
			return x.tokens[k].Start
		}
	}
	switch pos := x.tokens[first].POS; {
	case slices.Equal(a, b):
		return -1
	case pos == x.tokens[last].POS && (pos == "nr" || pos == "ns" || pos == "nt" || pos == "t"):
	case edit > left && len(a) == len(b) && shares(a, b):
	default:
		return -1
	}
	return x.tokens[last].Start
}

// shares reports that the words begin or end alike.
func shares(a, b []rune) bool { return a[0] == b[0] || a[len(a)-1] == b[len(b)-1] }
