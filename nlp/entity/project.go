package entity

import "strings"

// projects finds projects that have a name: a name that firms or places use
// before a phase (云谷二期) or a kind of works (万都广场). 二期 and 这个项目 alone are
// none.
type projects struct {
	orgs  *organizations
	kinds map[rune][][]rune // by last rune
	last  runeSet
}

func newProjects(orgs *organizations) *projects {
	p := &projects{orgs: orgs, kinds: map[rune][][]rune{}, last: newRuneSet("")}
	for w := range strings.FieldsSeq("一期 二期 三期 四期 五期 项目 广场 大厦 新城 产业园 工业园 科技园 物流园 冷链园 商业综合体 连接线 大桥 隧道 风电场 水电站 " +
		"光伏电站 新校区 新院区 温泉酒店 度假村 安置房") {
		r := []rune(w)
		last := r[len(r)-1]
		p.kinds[last] = append(p.kinds[last], r)
		p.last.add(last)
	}
	return p
}

// endingAt returns the start of a project's name that ends right before end, -1
// for none. low is the first rune that the name may take.
func (p *projects) endingAt(r []rune, end, low int) int {
	if !p.last.has(r[end-1]) {
		return -1
	}
	for _, kind := range p.kinds[r[end-1]] {
		if !endsAt(r, end, kind) {
			continue
		}
		from := end - len(kind)
		start := p.orgs.nameStart(r, from, max(min(low, from), from-4))
		body := r[start:from]
		if len(body) >= 2 && p.orgs.branded(body) && !p.orgs.generic[string(body)] {
			return start
		}
	}
	return -1
}
