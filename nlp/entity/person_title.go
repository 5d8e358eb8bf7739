package entity

import "strings"

// titles are forms of address after a surname. Those of one rune stand in many
// words, so what may not follow them is listed beside.
func titles() map[rune][]title {
	const long = "总经理 副总 总工 总监 总裁 董事长 经理 老板 行长 主任 律师 会计 厂长 部长 院长 科长 处长 局长 书记 镇长 县长 区长 村长 " +
		"财务总监 副总经理 副行长 副院长 副主任 副经理 副厂长 副校长 理事长 董秘 " +
		"站长 所长 校长 矿长 队长 船长 社长 场长 组长 店长 园长 馆长 会长 秘书 助理 师傅 小姐 女士 先生 太太 大哥 大姐 博士 医生 大夫 教授 法官 警官 " +
		"老师 财务 出纳 工程师 工头 掌柜 股东 支书 团长 庭长 专员 顾问 老总 主管 司机 科员 委员 代表 阿姨 同志 主席 总管"
	out := map[rune][]title{}
	add := func(text, notBefore string) {
		t := title{text: []rune(text), notBefore: notBefore}
		out[t.text[0]] = append(out[t.text[0]], t)
	}
	for t := range strings.FieldsSeq(long) {
		if len(t) > 3 {
			add(t, "")
		}
	}
	add("总", "共计额体之归行部裁会数算得量结包价产")
	add("董", "事")
	add("工", "人厂程资作业商地期序艺费会伤龄棚时种号钱装友头夫")
	add("姐", "妹夫")
	add("哥", "们")
	add("嫂", "")
	add("叔", "叔")
	add("姨", "")
	add("爷", "")
	add("婶", "")
	add("伯", "伯")
	add("科", "技目学室员普研")
	add("处", "理在于罚分境女")
	add("局", "面部里势")
	add("导", "致体向购出入弹")
	add("董事", "会")
	add("生", "产意活病命成日存态物前效长鲜气")
	return out
}

type title struct {
	text      []rune
	notBefore string
}

// persons finds names of people in Chinese.
type persons struct {
	surname  runeSet // first runes of names
	common   runeSet // surnames that are hardly ever another word
	particle runeSet // surnames that are prepositions or verbs first of all
	given    runeSet
	titles   map[rune][]title
	// titleFirst are the keys of titles.
	titleFirst runeSet
	compound   pairSet
	// compoundFirst are the first runes of compound.
	compoundFirst runeSet
	wordEnds      pairSet // words that end in a surname: 资金, 对方
	wordStart     pairSet // words that begin with one: 项目, 关系
	notAfter      map[rune]string
	follow        runeSet // may follow a name without punctuation
	trigger       *triggers
}

// titled returns the title form that starts at i: 王总, 李行长, 欧阳经理, 冯生.
func (p *persons) titled(r []rune, i int) (end int) {
	k := i + 1
	switch {
	case p.compound.has(r[i], at(r, i+1)):
		k = i + 2
	case !p.surname.has(r[i]):
		return 0
	}
	t := p.titleAt(r, k)
	if t == 0 || i > 0 && p.wordEnds.has(r[i-1], r[i]) {
		return 0
	}
	if k == i+1 && !p.opens(r, i) && (p.particle.has(r[i]) && isHan(at(r, k+t)) || t == 1 && !p.common.has(r[i]) && !p.boundary(r, k+1)) {
		return 0
	}
	if k == i+1 && (r[k] == '财' || r[k] == '会' || r[k] == '出') && !p.common.has(r[i]) {
		return 0 // 管财务
	}
	if p.wordStart.has(r[i], r[k]) {
		return 0
	}
	if next := at(r, k+t); t == 1 && r[k] == '总' && (next == '是' || next == '有') && !p.opens(r, i) {
		return 0 // 他总是, 总有
	}
	if t == 1 && r[k] == '生' && (!p.boundary(r, k+1) || !p.common.has(r[i])) {
		return 0
	}
	return k + t
}

// titleAt returns the length of the longest title at k.
func (p *persons) titleAt(r []rune, k int) int {
	best := 0
	if !p.titleFirst.has(at(r, k)) {
		return 0
	}
	for _, t := range p.titles[at(r, k)] {
		if len(t.text) <= best || !endsAt(r, k+len(t.text), t.text) {
			continue
		}
		if next := at(r, k+len(t.text)); next != 0 && strings.ContainsRune(t.notBefore, next) {
			continue
		}
		best = len(t.text)
	}
	if best == 1 && (r[k] == '科' || r[k] == '处' || r[k] == '局' || r[k] == '导') && !p.boundary(r, k+1) {
		return 0
	}
	return best
}

// opens tells whether a name may begin at i with nothing else to go by: at the
// start, after punctuation, or after a word that takes a person.
func (p *persons) opens(r []rune, i int) bool {
	if i == 0 || !isHan(r[i-1]) {
		return true
	}
	switch r[i-1] {
	case '是', '您', '我', '找', '叫', '跟', '问', '让', '请', '给', '听', '喂', '哎', '好', '替', '陪', '到', '说', '的', '由', '你', '行', '帮', '位', '个':
		return true
	}
	return false
}

// boundary tells whether a name or title may end before k.
func (p *persons) boundary(r []rune, k int) bool {
	c := at(r, k)
	return c == 0 || !isHan(c) || p.follow.has(c)
}

// familiar returns the end of a familiar form at i: 老林, 小陈, 阿坤, 老林总,
// 老孙头, 王老三, 孙老.
func (p *persons) familiar(r []rune, i int) (end int) {
	c := r[i]
	next := at(r, i+1)
	switch c {
	case '老', '小':
		if !p.surname.has(next) || strings.ContainsRune(p.notAfter[c], next) {
			return 0
		}
		if i > 0 && strings.ContainsRune("大缩减最从较略细弱窄多不很太更养到变古陈", r[i-1]) {
			return 0
		}
		if p.wordStart.has(next, at(r, i+2)) {
			return 0
		}
		if t := p.titleAt(r, i+2); t > 0 {
			return i + 2 + t
		}
		if at(r, i+2) == '头' && c == '老' {
			return i + 3
		}
		if !p.common.has(next) && !p.boundary(r, i+2) {
			return 0
		}
		return i + 2
	case '阿':
		if !isHan(next) || strings.ContainsRune("姨里联拉富尔克根勒坝布曼弥迪司", next) || i > 0 && isHan(r[i-1]) && !p.opens(r, i) && !p.given.has(next) {
			return 0
		}
		if p.boundary(r, i+2) || p.given.has(next) {
			return i + 2
		}
	}
	return 0
}
