package pattern

import "strings"

// frequent are the commonest characters of talk about loans in Mandarin, the
// commonest first. It only decides by which of its words a pattern is looked for
// first, and so about speed.
const frequent = "的是我了不们这有一个就在他人没你那说来到要也么都款行好钱对您贷还去上万看过会能得给后吧下里年多想" +
	"现点月银什时嘛呢啊大家出为以可情况公司之前十三两资金然啥厂账客户怎样做货今天几发工方着用自己块业" +
	"问题先等期果但办事再起开地小老些经营利息员把别呀叫二五第本数从当只走知道咱谁让回生意项目单子面头" +
	"间千百半明报手续信跟很真高分清楚听见打电话准备"

// Shares of the characters of a text: of the commonest, and of one that is not
// listed. By chance a pair of characters would be as common as the product of
// their shares; words make it some thirty times commoner.
const (
	commonShare = 0.4
	commonRank  = 10
	rareShare   = 0.0003
	cohesion    = 30
)

// rarity estimates how seldom one of the literals occurs: the inverse of their
// share of the places in a text.
func rarity(literals [][]rune) float64 {
	common := 0.0
	for _, l := range literals {
		share := 1.0 / cohesion
		for _, r := range l {
			share *= cohesion * characterShare(r)
		}
		common += share
	}
	return 1 / common
}

func characterShare(r rune) float64 {
	if i := strings.IndexRune(frequent, r); i >= 0 {
		return commonShare / float64(commonRank+i/len("的"))
	}
	return rareShare
}
