package entity

import "strings"

// nameLists are the word lists behind Chinese personal names.
type nameLists struct {
	surnames, given      string // characters
	wordEnds, wordStarts string // words that end in, or begin with, a surname
}

// newPersons builds the tables of Chinese personal names.
func newPersons(lists nameLists) *persons {
	p := &persons{
		surname: newRuneSet(lists.surnames),
		given:   newRuneSet(lists.given),
		titles:  titles(),
		compound: newPairSet("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木", "南宫", "夏侯",
			"轩辕", "长孙", "宇文", "独孤", "呼延", "闻人", "澹台", "申屠", "太史", "百里", "东郭", "西门", "钟离", "万俟"),
		// A surname that ends one of these words starts no name.
		wordEnds: newPairSet(strings.Fields(lists.wordEnds)...),
		// Runes that look like a surname with the first of these words.
		wordStart: newPairSet(strings.Fields(lists.wordStarts)...),
		notAfter: map[rune]string{
			'小': "时区钱包车利年单水米麦牛羊鱼花雪路成高万山东股票额门店微企贷计卿商盘平房和查屠边别家舅妹弟师满费支强生行原冶鲜初",
			'老': "时家钱师总路房年本公赖百户成高乡母干全是项关系门边别伙板油生国商行原都实化屠车水支单平费查和应计初那况",
		},
		follow: newRuneSet("是在说来去要跟和把被就也都还的了吗吧呢啊呀嘛您你他她我这那有没给打让替帮对从到做签走过不会能想现先贷前后已又再才人里上下家担" +
			"借欠转手名个拿管负两一电手微问叫请听写答回,负承接办正为本怎咋和与合"),
		particle: newRuneSet("和向于由时都有能对当应那连经同平因以查管"),
		trigger:  newTriggers(),
	}
	p.compoundFirst = newRuneSet("")
	for pair := range p.compound.words {
		p.compoundFirst.add(rune(pair >> 32))
	}
	p.titleFirst = newRuneSet("")
	for c := range p.titles {
		p.titleFirst.add(c)
	}
	const rare = "和向时方成常平万金钱安宁康文高路江海水石车包明国年单项解应管查计支行公丰权强别都那况元全全初商屠干印展信原班生米阳门边国储终练" +
		"盖索欠党冷满左游游鲜时桂经连席官养从卫利费富温洪洋红华乐居位宣通厉冬能广尚计于有容景初尉英凡谈战慕危习逯隗伏帅浦蓝苑祖茹农司施相凤益" +
		"由伊皮来宗阴益仁干南西北东上中下家里以之所"
	rareSet := newRuneSet(rare)
	p.common = newRuneSet("")
	for _, c := range lists.surnames {
		if !rareSet.has(c) {
			p.common.add(c)
		}
	}
	return p
}
