package entity

// bridge is what the words between two runs of digits make of them.
type bridge int8

const (
	bridgeNone     bridge = iota // they have nothing to do with each other
	bridgeJoins                  // the second goes on where the first stops
	bridgeCorrects               // the second takes back digits of the first
)

// longestBridge is how long the words between may be, in code points.
const longestBridge = 14

// bridgeWords are said between the digits of a number without being part of it.
func bridgeWords() []string {
	return []string{
		"嗯", "呃", "额", "啊", "哦", "噢", "唉", "哎", "呢", "哈", "吧", "对", "好", "是", "再", "就", "了", "着", "的", "您", "你", "那", "这", "后", "前",
		"那个", "这个", "然后", "然后是", "后面", "后面是", "后边", "接着", "接下来", "最后", "中间", "前面", "开头", "完了", "还有", "再来", "后头", "下面",
		"记一下", "记下", "记好", "听着", "继续", "我说", "我看看", "稍等", "等一下", "等等", "横杠", "横线", "杠", "空格", "区号", "四位", "三位", "后四位",
		" ", ",", ".", "、", "-", "…", "。", "?", "!", ":", "\uff0c", "\uff1f", "\uff01", "\uff1a", "um", "uh", "then", "and", "dash", "okay",
	}
}

// correctionWords take back what was said before.
func correctionWords() []string {
	return []string{"不对", "不是", "错了", "说错", "搞错", "记错", "更正", "哦不", "sorry", "no"}
}

// bridges tells what r, said between digits, makes of them. Nothing at all joins.
func (c *contacts) bridges(r []rune) bridge {
	if len(r) > longestBridge {
		return bridgeNone
	}
	how := bridgeJoins
	for k := 0; k < len(r); {
		if n := longestWord(c.corrections, r, k); n > 0 {
			how = bridgeCorrects
			k += n
			continue
		}
		n := longestWord(c.bridging, r, k)
		if n == 0 {
			return bridgeNone
		}
		k += n
	}
	return how
}

// longestWord returns the length of the longest of words that stands at k, 0 for
// none.
func longestWord(words [][]rune, r []rune, k int) int {
	longest := 0
	for _, w := range words {
		if len(w) > longest && endsAt(r, k+len(w), w) {
			longest = len(w)
		}
	}
	return longest
}

func runesOf(words []string) [][]rune {
	out := make([][]rune, len(words))
	for i, w := range words {
		out[i] = []rune(w)
	}
	return out
}
