package entity

import (
	"slices"

	"huifang/schemas"
)

// address is a title form taken apart.
type address struct {
	text []rune
	// prefix is 老, 小 or 阿, else 0.
	prefix rune
	// surname is what the person is called besides the title: a Chinese surname, or
	// the last word of an English form. Empty where there is none (阿强, 我姐夫).
	surname []rune
	// title is what follows the surname, or the English word before it.
	title []rune
}

// address takes a title form apart. Words before a familiar prefix tell the post
// and are passed over: 财务小卓.
func (p *persons) address(r []rune) address {
	a := address{text: r}
	if !isHan(r[0]) {
		return englishAddress(r)
	}
	k := 0
	for i := 0; i+1 < len(r); i++ {
		if c := r[i]; (c == '老' || c == '小') && p.surname.has(r[i+1]) || c == '阿' && i+2 == len(r) {
			a.prefix, k = c, i+1
			break
		}
	}
	if a.prefix == '阿' {
		return a
	}
	n := 1
	if p.compound.has(r[k], at(r, k+1)) && k+2 < len(r) {
		n = 2
	}
	if p.surname.has(r[k]) && (a.prefix != 0 || k+n < len(r)) || n == 2 {
		a.surname, a.title = r[k:k+n], r[k+n:]
	}
	return a
}

func englishAddress(r []rune) address {
	a := address{text: r, surname: r}
	last := len(r)
	for last > 0 && r[last-1] != ' ' {
		last--
	}
	if first := slices.Index(r, ' '); first > 0 && last < len(r) {
		a.surname, a.title = r[last:], r[:first]
		if r[first-1] == '.' {
			a.title = r[:first-1]
		}
	}
	return a
}

// markTitles sets Entity.Form of people whose names, by whatever means they were
// found, are forms of address.
func (rec *Recognizer) markTitles(c *schemas.Call, t *talk) {
	for i := range c.Turns {
		found := c.Turns[i].Entities
		for k := range found {
			if e := &found[k]; e.Type == schemas.EntityPerson && e.Form == "" && rec.persons.addresses(t.turns[i].text[e.Start:e.End]) {
				e.Form = formTitle
			}
		}
	}
}

// addresses tells whether a name is a form of address rather than a name: 王总, 老关,
// 阿柚, 热合曼经理.
func (p *persons) addresses(r []rune) bool {
	n := len(r)
	if !isHan(r[0]) {
		return false
	}
	if (r[0] == '老' || r[0] == '小') && n <= 3 || r[0] == '阿' && n == 2 {
		return true
	}
	switch last := string(r[n-1:]); {
	case n != 2:
	case last == "老" || last == "太" || p.titleAt(r, 1) == 1:
		return true
	}
	for k := 1; k < n-1; k++ {
		if p.titleAt(r, k) == n-k {
			return true
		}
		switch string(r[k:]) {
		case "首席", "财务长", "庄主", "当家", "总会计师":
			return true
		}
	}
	return false
}

// addressClass says what a title tells of its bearer.
type addressClass int8

const (
	classOther    addressClass = iota // no surname: 我姐夫
	classCourtesy                     // 先生, 姐, Mr.
	classOld                          // 老王
	classYoung                        // 小王
	classBoss                         // 王总, 王老板, 王厂长: the head of a firm
	classPost                         // 王会计, 王经理
	classPrefixed                     // 老林总, 小林总: told apart from another 林总
)

func (a *address) class() addressClass {
	switch {
	case len(a.surname) == 0:
		return classOther
	case a.prefix != 0 && len(a.title) > 0 && string(a.title) != "头":
		return classPrefixed
	case a.prefix == '老':
		return classOld
	case a.prefix == '小':
		return classYoung
	case len(a.title) == 0, a.gender() != 0:
		return classCourtesy
	}
	switch string(a.title) {
	case "总", "总经理", "董", "董事", "董事长", "老板", "老总", "掌柜", "总裁", "厂长", "场长", "矿长", "社长", "店长", "校长", "园长", "馆长", "团长":
		return classBoss
	}
	return classPost
}

// gender is 'm', 'f', or 0 where the title does not tell.
func (a *address) gender() byte {
	switch string(a.title) {
	case "先生", "生", "哥", "大哥", "叔", "伯", "爷", "Mr", "Mister":
		return 'm'
	case "女士", "小姐", "姐", "大姐", "嫂", "姨", "阿姨", "婶", "太太", "Mrs", "Ms", "Miss", "Madam":
		return 'f'
	}
	return 0
}

// officer tells whether customers call the bank's people so.
func (a *address) officer() bool {
	switch string(a.title) {
	case "经理", "主任", "行长", "专员":
		return true
	}
	return a.class() == classYoung
}

// goTogether tells whether two titles of one surname can belong to one person:
// not those of either sex, of the old and the young, of the boss and the young
// man, nor two posts. A post and 小王 go together where the same side uses both, or
// where it is known that they speak of somebody on the line.
func goTogether(a, b *calling, present bool) bool {
	if slices.Equal(a.text, b.text) {
		return true
	}
	x, y := a.class(), b.class()
	if x > y {
		a, b, x, y = b, a, y, x
	}
	switch {
	case x == classOther || y == classPrefixed || a.gender() != 0 && b.gender() != 0 && a.gender() != b.gender():
		return false
	case x == classYoung && y == classPost:
		return a.role == b.role || present
	case x == classCourtesy, x == y && x != classPost, x == classOld && y != classYoung:
		return true
	}
	return x == classPost && y == classPost && samePost(a.title, b.title)
}

// samePost tells whether two titles can be one post: 财务总监 is called 总监, but 副行长
// is not the 行长.
func samePost(a, b []rune) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	return slices.Equal(a[len(a)-len(b):], b) && (len(a) == len(b) || a[0] != '副')
}

// adjoin tells whether two mentions stand side by side, with a blank between at
// most.
func adjoin(r []rune, a, b *schemas.Entity) bool {
	if a.Start > b.Start {
		a, b = b, a
	}
	return a.End == b.Start || a.End+1 == b.Start && r[a.End] == ' '
}

// surnameLength returns the length of the surname of a full Chinese name, 0 for a
// name that is not Chinese.
func (p *persons) surnameLength(name []rune) int {
	switch {
	case !isHan(name[0]):
		return 0
	case len(name) > 2 && p.compound.has(name[0], name[1]):
		return 2
	case !p.surname.has(name[0]):
		return 0
	}
	return 1
}

// hasWord tells whether word is one of the words of a name, in any case.
func hasWord(name, word []rune) bool {
	for from := 0; from < len(name); {
		end := from
		for end < len(name) && name[end] != ' ' {
			end++
		}
		if equalFolded(name[from:end], word) {
			return true
		}
		from = end + 1
	}
	return false
}

// equalFolded compares names without regard to the case of Latin letters.
func equalFolded(a, b []rune) bool {
	return slices.EqualFunc(a, b, func(x, y rune) bool {
		return x == y || isLetter(x) && isLetter(y) && x|0x20 == y|0x20
	})
}
