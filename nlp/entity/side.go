package entity

import (
	"strings"

	"huifang/schemas"
)

// introductionReach is how many code points may stand between 我是 and the name
// that it gives (我是工商银行城东支行的客户经理…), and officeReach between a bank and
// the officer who speaks for it (江海银行台州分行的…).
const (
	introductionReach = 24
	officeReach       = 8
)

// sideOf returns the role of the turns that the person named by entity k of turn
// i speaks, as far as the words around tell: the speaker's own after 我是, this is,
// or, in the officer's opening, after the bank; the other side's after 您是. It is
// empty where nothing tells.
func (t *talk) sideOf(i int, found []schemas.Entity, k int) string {
	turn := &t.turns[i]
	r, start := turn.text, found[k].Start
	if turn.role != schemas.RoleAgent && turn.role != schemas.RoleCustomer {
		return ""
	}
	if side, told := introduced(r, start, turn.role); told {
		return side
	}
	if i < 2 && turn.role == schemas.RoleAgent && k > 0 && found[k-1].Type == schemas.EntityOrg && isBank(found[k-1].Text) &&
		start-found[k-1].End <= officeReach && !breaks(r[found[k-1].End:start]) {
		return turn.role
	}
	return ""
}

// introduced looks left of the name at i for words that say whose it is, and
// reports whether there are any.
func introduced(r []rune, i int, role string) (side string, told bool) {
	for k := i - 1; k >= 0 && i-k <= introductionReach; k-- {
		switch c := r[k]; {
		case endsSentence(c):
			return "", false
		case c == '是' || c == '叫' || c == '系':
			if next := r[k+1]; k+1 < i && (!isHan(next) && next != ' ' || next == '我') {
				return "", false // 是我,小沈你好
			}
			switch at(r, k-1) {
			case '我', '边', '里':
				return role, true
			case '您', '你', '问':
				return otherSide(role), true
			}
			return "", true
		case k+1 == i && c == ' ' && englishIntroduction(r, i):
			return role, true
		}
	}
	return "", false
}

func isBank(name string) bool {
	return strings.HasSuffix(name, "行") || strings.HasSuffix(name, "信用社") || strings.HasSuffix(name, "农信") || strings.HasSuffix(name, "Bank")
}

// breaks tells whether r goes over from one phrase to the next.
func breaks(r []rune) bool {
	for _, c := range r {
		if c == ',' || c == '\uff0c' || endsSentence(c) {
			return true
		}
	}
	return false
}

func otherSide(role string) string {
	if role == schemas.RoleAgent {
		return schemas.RoleCustomer
	}
	return schemas.RoleAgent
}

func englishIntroduction(r []rune, i int) bool {
	for _, w := range [...]string{"his is ", "I'm ", "I am ", "y name is ", "t's "} {
		if n := len(w); i >= n && hasAt(r, i-n, w) > 0 {
			return true
		}
	}
	return false
}

func endsSentence(c rune) bool {
	switch c {
	case '。', '！', '？', '!', '?', '；', ';':
		return true
	}
	return false
}
