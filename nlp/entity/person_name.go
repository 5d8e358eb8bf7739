package entity

// triggers are words after which, or before which, a full name stands.
type triggers struct {
	before [][]rune // end right before a name
	after  [][]rune // begin right after one
	last   runeSet  // last runes of before, first runes of after
}

func newTriggers() *triggers {
	t := &triggers{}
	for _, w := range []string{
		"我是", "我叫", "全名", "我系", "是我", "同事", "叫做", "名叫", "姓名", "名字是", "法人", "法人代表", "法定代表人", "股东", "大股东", "小股东", "实控人", "实际控制人",
		"担保人", "保证人", "联系人", "经办人", "负责人", "总经理", "副总", "客户经理", "财务总监", "会计", "出纳", "财务", "老板", "厂长",
		"行长", "主任", "律师", "法官", "配偶", "爱人", "老婆", "老公", "儿子", "女儿", "弟弟", "哥哥", "妹妹", "姐姐", "父亲", "母亲",
		"表弟", "表哥", "女婿", "儿媳", "小舅子", "连襟", "岳父", "舅舅", "叔叔", "侄子", "外甥", "同学", "朋友", "他叫", "她叫", "人叫",
		"兄弟", "丈夫", "妻子", "太太", "媳妇", "妹夫", "姐夫", "堂弟", "堂哥", "嫂子", "亲家", "老乡", "搭档", "合伙人",
		"还是叫", "请问是", "您是", "你是", "本人", "管理人", "司机", "代持人", "受益人", "户名", "债权人", "原告", "被告", "申请人", "监事",
		"采购总监", "总监", "董事长", "经理", "秘书", "这边是", "信贷员", "信贷部", "客户部", "风控部", "公司部", "还有",
	} {
		t.before = append(t.before, []rune(w))
	}
	for _, w := range []string{"先生", "女士", "小姐", "同志", "本人", "的身份证", "身份证", "这个人", "他本人", "名下", "个人", "代持", "签的字", "签字"} {
		t.after = append(t.after, []rune(w))
	}
	t.last = newRuneSet("")
	for _, w := range t.before {
		t.last.add(w[len(w)-1])
	}
	for _, w := range t.after {
		t.last.add(w[0])
	}
	return t
}

// evidence says how strongly the surroundings call for a name at i.
type evidence int8

const (
	noEvidence evidence = iota
	likely              // a role word or 是 stands before
	certain             // the speaker gives a name: 我是, or right after a bank
)

// evidenceBefore looks left of i; afterOrg is where an organisation ended last.
func (p *persons) evidenceBefore(r []rune, i, afterOrg int, opening bool) evidence {
	if afterOrg > 0 && i >= afterOrg && opening {
		if i == afterOrg || i == afterOrg+1 && !isHan(r[i-1]) || i <= afterOrg+8 && r[i-1] == '的' {
			return certain
		}
	}
	if at(r, i-1) == ' ' {
		i-- // 客户经理 刘洋, as recognisers write it
	}
	if i == 0 || !p.trigger.last.has(r[i-1]) {
		return noEvidence
	}
	for _, w := range p.trigger.before {
		if endsAt(r, i, w) {
			return likely
		}
	}
	return noEvidence
}

// begins tells whether a name, or what stands before one, may begin with c.
func (p *persons) begins(c rune) bool {
	return p.surname.has(c) || p.compoundFirst.has(c) || c == '老' || c == '小' || c == '阿'
}

// full returns the end of a full personal name that starts at i, 0 for none.
func (p *persons) full(r []rune, i, afterOrg int, opening bool) (end int) {
	start := i + 1
	if p.compound.has(r[i], at(r, i+1)) {
		start = i + 2
	} else if !p.surname.has(r[i]) || i > 0 && p.wordEnds.has(r[i-1], r[i]) {
		return 0
	}
	if end := p.framed(r, i, start); end > 0 {
		return end
	}
	ev := p.evidenceBefore(r, i, afterOrg, opening)
	end = p.givenEnd(r, start, ev)
	if end == 0 {
		return 0
	}
	if ev == noEvidence {
		if saidSurname(r, i) || end-i >= 3 && p.taken(r, i) {
			return end
		}
		if !p.alone(r, i, end, opening) {
			return 0
		}
	} else if ev == likely && !p.common.has(r[i]) && !p.boundary(r, end) && end-i < 3 {
		return 0
	}
	if p.wordStart.has(r[i], at(r, i+1)) && (ev != certain || end-i < 3) {
		return 0
	}
	return end
}

// framed returns the end of a full name at i, whose given name begins at start,
// that is told by what stands on both sides whatever its characters: it opens a
// phrase, and behind it comes the surname again with a title (龚长林龚总) or a post
// (叶长庚厂长). It returns 0 for none.
func (p *persons) framed(r []rune, i, start int) int {
	if !p.opens(r, i) || p.wordStart.has(r[i], at(r, i+1)) || p.follow.has(at(r, start)) && !p.given.has(at(r, start)) {
		return 0
	}
	if !isHan(at(r, start)) {
		return 0
	}
	for n := 2; n >= 1; n-- {
		end := start + n
		if next := p.behind(r, end); isHan(at(r, end-1)) && at(r, next) == r[i] && start == i+1 && p.titleAt(r, next+1) > 0 {
			return end
		}
	}
	end := start + 2
	if end < len(r) && isHan(r[end-1]) && p.common.has(r[i]) && p.titleAt(r, p.behind(r, end)) >= 2 && !p.wordStart.has(r[end-1], r[end]) {
		return end
	}
	return 0
}

// behind is where what is said of a name that ends at k begins: 章伯礼,总经理.
func (p *persons) behind(r []rune, k int) int {
	if k < len(r) && !isHan(r[k]) {
		k++
	}
	return k
}

// givenEnd reads a given name of one or two runes at k. Two are taken where the
// second is used in names and begins no word with what follows.
func (p *persons) givenEnd(r []rune, k int, ev evidence) int {
	a, b, c := at(r, k), at(r, k+1), at(r, k+2)
	if !isHan(a) || p.follow.has(a) && !p.given.has(a) {
		return 0
	}
	one := p.given.has(a)
	two := one && p.given.has(b) && !p.wordStart.has(b, c)
	if ev == certain && isHan(b) && (c == 0 || !isHan(c)) && !p.follow.has(b) {
		return k + 2
	}
	switch {
	case two && (p.boundary(r, k+2) || ev != noEvidence || p.titleAt(r, k+2) >= 2 || p.taken(r, k-1)):
		return k + 2
	case one && p.boundary(r, k+1), ev == certain && p.boundary(r, k+1):
		return k + 1
	}
	return 0
}

// alone tells whether a name between i and end stands out with no role word
// near it: between punctuation, or before a word that follows names.
func (p *persons) alone(r []rune, i, end int, opening bool) bool {
	for _, w := range p.trigger.after {
		if endsAt(r, end+len(w), w) && end-i >= 2 && (i == 0 || !isHan(r[i-1]) || p.opens(r, i)) {
			return true
		}
	}
	right := end == len(r) || !isHan(r[end]) || p.titleAt(r, end) >= 2 && r[end] != '老'
	if opening && p.opens(r, i) {
		// Where people say who they are, less will do.
		if p.presented(r, end) || end-i >= 3 && right {
			return true
		}
		return right && p.common.has(r[i]) && identified(r)
	}
	left := i == 0 || !isHan(r[i-1])
	return left && right && end-i >= 3 && p.common.has(r[i])
}

// identified tells whether the turn asks who someone is.
func identified(r []rune) bool {
	for k, c := range r {
		if c == '核' || c == '确' && at(r, k+1) == '认' || c == '全' && at(r, k+1) == '名' || c == '身' && at(r, k+1) == '份' {
			return true
		}
	}
	return false
}

// presented tells whether what follows a name at end presents its bearer: 本人,
// a post, or a request to confirm.
func (p *persons) presented(r []rune, end int) bool {
	k := end
	for k < len(r) && k-end < 2 && !isHan(r[k]) {
		k++
	}
	if p.titleAt(r, k) >= 2 {
		return true
	}
	for _, w := range []string{"本人", "法人", "您是", "是您", "是你", "对吧", "对吗", "企业法人", "计财", "财务", "场长", "老板"} {
		if hasAt(r, k, w) > 0 {
			return true
		}
	}
	return false
}

// saidSurname tells whether the surname at i was just spelled out: 我姓马,马国庆.
func saidSurname(r []rune, i int) bool {
	return i >= 3 && r[i-2] == r[i] && r[i-3] == '姓'
}

// taken tells whether a common surname at i stands after a word that takes a
// person: 跟黄志明合伙, 找陈立.
func (p *persons) taken(r []rune, i int) bool {
	if i < 1 || !p.common.has(r[i]) {
		return false
	}
	switch r[i-1] {
	case '跟', '找', '叫', '让', '陪', '替':
		return true
	}
	return false
}
